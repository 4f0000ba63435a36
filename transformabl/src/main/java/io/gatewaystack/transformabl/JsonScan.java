package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.context.section.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One scan of a JSON document: its keys, strings and numbers. Values are redacted, keys are not.
 * Not safe for use by several threads.
 */
final class JsonScan implements LeafScan.Sink {
  private final TransformablConfig config;
  private final byte[] json;
  private final Predicate<String> fixed;
  private final Tally tally = new Tally();
  private final List<JsonDocument.Edit> edits = new ArrayList<>(0);
  private boolean truncated;

  /**
   * Scans a document.
   *
   * @param document the document
   * @param fixed the pointers of values that must stay as they are
   */
  JsonScan(TransformablConfig config, JsonDocument document, Predicate<String> fixed) {
    this.config = config;
    this.json = document.bytes();
    this.fixed = fixed;
    LeafScan.read(config.scanner(), document, config.scanCap(), this);
  }

  @Override
  public boolean wants(Leaf leaf) {
    truncated |= leaf.to() > config.scanCap();
    Predicate<String> wanted = config.content();
    return wanted == null || wanted.test(leaf.pointer());
  }

  @Override
  public void found(FoundLeaf leaf) {
    leaf.matches().forEach(match -> tally.add(match.type()));
    Redaction redaction = config.redaction();
    if (redaction == null || leaf.kind() == Leaf.Kind.KEY || fixed.test(leaf.pointer())) {
      return;
    }
    String once = TextScanner.replacedOnce(leaf.text(), leaf.matches(), redaction);
    PiiType type = leaf.matches().get(0).type();
    String settled = config.scanner().settled(once, leaf.context(), type, redaction);
    if (leaf.kind() == Leaf.Kind.NUMBER || !settled.equals(once)) {
      edits.add(new JsonDocument.Edit(leaf.from(), leaf.to(), JsonDocument.quote(settled)));
    } else {
      replaceInPlace(leaf, redaction);
    }
  }

  private void replaceInPlace(FoundLeaf leaf, Redaction redaction) {
    LiteralCursor cursor = new LiteralCursor(json, leaf.from());
    for (Match span : Overlaps.merged(leaf.matches())) {
      int from = cursor.offset(span.start());
      int to = cursor.offset(span.end());
      byte[] quoted = JsonDocument.quote(redaction.replace(span.type(), span.value(leaf.text())));
      byte[] bare = Arrays.copyOfRange(quoted, 1, quoted.length - 1);
      edits.add(new JsonDocument.Edit(from, to, bare));
    }
  }

  /** What the document says about itself. */
  Content content() {
    Redaction redaction = config.redaction();
    @Nullable String mode = edits.isEmpty() || redaction == null ? null : redaction.mode();
    return tally.content(truncated, mode);
  }

  /** What to change so that no match is left; empty when nothing is redacted. */
  List<JsonDocument.Edit> edits() {
    return edits;
  }
}
