package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.InvalidJson;
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
  private final boolean keys;
  private final int depth;
  private final Restorer.Growth growth;
  private final List<JsonDocument.Edit> edits = new ArrayList<>(0);
  private boolean renames; // a member

  private JsonRestore(
      Restorer restorer, byte[] json, @Nullable Predicate<String> skipped, boolean keys) {
    this.restorer = restorer;
    this.json = json;
    this.skipped = skipped;
    this.keys = keys;
    this.depth = 0;
    this.growth = restorer.growth();
  }

  /** A document in a string of another. */
  private JsonRestore(JsonRestore outer, byte[] json, boolean keys) {
    this.restorer = outer.restorer;
    this.json = json;
    this.skipped = null;
    this.keys = keys;
    this.depth = outer.depth + 1;
    this.growth = outer.growth;
  }

  /**
   * A document with tokens restored. Names of members are left when one would then occur twice.
   *
   * @param skipped the pointers of values that stay; null for none
   * @return the document itself when there are no tokens
   */
  static JsonDocument restored(
      Restorer restorer, JsonDocument document, @Nullable Predicate<String> skipped) {
    JsonRestore all = new JsonRestore(restorer, document.bytes(), skipped, true);
    document.walk(all);
    try {
      return document.splice(all.edits);
    } catch (InvalidJson e) {
      JsonRestore values = new JsonRestore(restorer, document.bytes(), skipped, false);
      document.walk(values);
      return document.splice(values.edits);
    }
  }

  @Override
  public void visit(Leaf leaf) {
    boolean name = keys && leaf.kind() == Leaf.Kind.KEY;
    boolean text = name || leaf.kind() == Leaf.Kind.STRING;
    if (text && mayHoldToken(leaf) && (skipped == null || !skipped.test(leaf.pointer()))) {
      int before = edits.size();
      LiteralCursor.splice(json, leaf.from(), edits(leaf.text()), edits);
      renames |= name && edits.size() > before;
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
    List<TextEdit> plain = restorer.edits(text, growth);
    if (plain.isEmpty() || depth == NestedJson.MAX_DEPTH) {
      return plain;
    }
    List<TextEdit> nested = NestedJson.edits(text, this::inner);
    return nested == null ? plain : nested;
  }

  private List<JsonDocument.Edit> inner(JsonDocument document) {
    JsonRestore all = inner(document, keys);
    return all.renames && hasNameTwice(document, all.edits)
        ? inner(document, false).edits
        : all.edits;
  }

  private JsonRestore inner(JsonDocument document, boolean withKeys) {
    JsonRestore inner = new JsonRestore(this, document.bytes(), withKeys);
    document.walk(inner);
    return inner;
  }

  private static boolean hasNameTwice(JsonDocument document, List<JsonDocument.Edit> edits) {
    try {
      document.splice(edits);
      return false;
    } catch (InvalidJson e) {
      return true;
    }
  }
}
