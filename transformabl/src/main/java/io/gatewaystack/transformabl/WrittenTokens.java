package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.text.NormalText;
import java.util.HashSet;
import java.util.Set;

/**
 * The tokens that a caller wrote, as they stand or by way of escapes: who reads the request may
 * come to say them.
 */
final class WrittenTokens {
  private final Set<String> tokens = new HashSet<>();
  private final NormalText normal = new NormalText();

  private WrittenTokens() {}

  /** Those in the names and strings of a document. */
  static Set<String> in(JsonDocument document) {
    WrittenTokens written = new WrittenTokens();
    document.walk(written::add);
    return written.tokens;
  }

  /** Those in a text. */
  static Set<String> in(String text) {
    WrittenTokens written = new WrittenTokens();
    written.add(text);
    return written.tokens;
  }

  private void add(Leaf leaf) {
    switch (leaf.kind()) {
      case KEY, STRING -> add(leaf.text());
      case NUMBER, BOOLEAN, NULL -> {}
    }
  }

  private void add(String text) {
    Restorer.each(text, tokens::add);
    normal.read(text);
    if (normal.bytes() == null) { // it is not its own normal form
      Restorer.each(normal.text(0, normal.length()), tokens::add);
    }
  }
}
