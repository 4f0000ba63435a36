package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.context.json.LeafVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Restores the tokens in a JSON document, those in JSON documents inside strings included. Not safe
 * for use by several threads.
 */
final class JsonRestore implements LeafVisitor {
  private final Restorer restorer;
  private final byte[] json;
  private final @Nullable Predicate<String> skipped;
  private final int depth;
  private final List<JsonDocument.Edit> edits = new ArrayList<>(0);

  private JsonRestore(
      Restorer restorer, byte[] json, @Nullable Predicate<String> skipped, int depth) {
    this.restorer = restorer;
    this.json = json;
    this.skipped = skipped;
    this.depth = depth;
  }

  /**
   * What to change in a document.
   *
   * @param skipped the pointers of values that stay; null for none
   */
  static List<JsonDocument.Edit> edits(
      Restorer restorer, JsonDocument document, @Nullable Predicate<String> skipped) {
    return edits(restorer, document, skipped, 0);
  }

  private static List<JsonDocument.Edit> edits(
      Restorer restorer, JsonDocument document, @Nullable Predicate<String> skipped, int depth) {
    JsonRestore restore = new JsonRestore(restorer, document.bytes(), skipped, depth);
    document.walk(restore);
    return restore.edits;
  }

  @Override
  public void visit(Leaf leaf) {
    boolean text = leaf.kind() == Leaf.Kind.KEY || leaf.kind() == Leaf.Kind.STRING;
    if (text && mayHoldToken(leaf) && (skipped == null || !skipped.test(leaf.pointer()))) {
      LiteralCursor.splice(json, leaf.from(), edits(leaf.text()), edits);
    }
  }

  /** A bracket, or an escape that may stand for one. */
  private boolean mayHoldToken(Leaf leaf) {
    for (int at = leaf.from(); at < leaf.to(); at++) {
      if (json[at] == '[' || json[at] == '\\' && json[at + 1] == 'u') {
        return true;
      }
    }
    return false;
  }

  private List<TextEdit> edits(String text) {
    List<TextEdit> plain = restorer.edits(text);
    if (plain.isEmpty() || depth == NestedJson.MAX_DEPTH) {
      return plain;
    }
    List<TextEdit> nested =
        NestedJson.edits(text, inner -> edits(restorer, inner, null, depth + 1));
    return nested == null ? plain : nested;
  }
}
