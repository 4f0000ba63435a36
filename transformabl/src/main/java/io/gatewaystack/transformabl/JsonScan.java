package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.context.json.LeafVisitor;
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
final class JsonScan implements LeafVisitor {
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
    document.walk(this);
  }

  @Override
  public void visit(Leaf leaf) {
    truncated |= leaf.to() > config.scanCap();
    if (leaf.from() >= config.scanCap()) {
      return;
    }
    Predicate<String> wanted = config.content();
    if (wanted != null && !wanted.test(leaf.pointer())) {
      return;
    }
    switch (leaf.kind()) {
      case BOOLEAN, NULL -> {}
      case NUMBER -> number(leaf);
      case KEY, STRING -> string(leaf);
    }
  }

  private void number(Leaf leaf) {
    if (!config.scanner().mayMatch(json, leaf.from(), leaf.to())) {
      return;
    }
    String text = PlainNumber.of(leaf.text());
    List<Match> matches = found(text);
    Redaction redaction = config.redaction();
    if (!matches.isEmpty() && redaction != null && !fixed.test(leaf.pointer())) {
      replace(leaf, config.scanner().replaced(text, matches, redaction));
    }
  }

  private void string(Leaf leaf) {
    if (!config.scanner().mayMatch(json, leaf.from(), leaf.to())) {
      return;
    }
    String text = leaf.text();
    int seen = Math.min(text.length(), config.scanCap() - leaf.from());
    List<Match> matches = found(text.substring(0, seen));
    Redaction redaction = config.redaction();
    boolean value = leaf.kind() == Leaf.Kind.STRING;
    if (!matches.isEmpty() && redaction != null && value && !fixed.test(leaf.pointer())) {
      edit(leaf, text, matches, redaction);
    }
  }

  private List<Match> found(String text) {
    List<Match> matches = config.scanner().matches(text);
    matches.forEach(match -> tally.add(match.type()));
    return matches;
  }

  /** Replaces the matches where they stand; if that is not enough, the value as a whole. */
  private void edit(Leaf leaf, String text, List<Match> matches, Redaction redaction) {
    String once = TextScanner.replacedOnce(text, matches, redaction);
    String settled = config.scanner().settled(once, matches.get(0).type(), redaction);
    if (!settled.equals(once)) {
      replace(leaf, settled);
      return;
    }
    LiteralCursor cursor = new LiteralCursor(json, leaf.from());
    for (Match span : Overlaps.merged(matches)) {
      int from = cursor.offset(span.start());
      int to = cursor.offset(span.end());
      byte[] quoted = JsonDocument.quote(redaction.replace(span.type(), span.value(text)));
      byte[] bare = Arrays.copyOfRange(quoted, 1, quoted.length - 1);
      edits.add(new JsonDocument.Edit(from, to, bare));
    }
  }

  private void replace(Leaf leaf, String text) {
    edits.add(new JsonDocument.Edit(leaf.from(), leaf.to(), JsonDocument.quote(text)));
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
