package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where the characters of a decoded string stand in its JSON literal. Goes forward only: one
 * pass for any number of positions.
 */
final class LiteralCursor {
  private final byte[] json;
  private int at;
  private int chars;

  /**
   * Starts at the first character.
   *
   * @param json a strict JSON document
   * @param quote offset of the opening quote
   */
  LiteralCursor(byte[] json, int quote) {
    this.json = json;
    this.at = quote + 1;
  }

  /**
   * The offset of a character.
   *
   * @param position its position in the text, not less than that of the call before
   */
  int offset(int position) {
    while (chars < position) {
      step();
    }
    return at;
  }

  /**
   * Makes edits of a string's text in its literal.
   *
   * @param json a strict JSON document
   * @param quote offset of the opening quote
   * @param changes edits of the decoded text
   * @param edits takes the edits of the bytes
   */
  static void splice(
      byte[] json, int quote, List<TextEdit> changes, List<JsonDocument.Edit> edits) {
    LiteralCursor cursor = new LiteralCursor(json, quote);
    for (TextEdit change : changes) {
      int from = cursor.offset(change.start());
      int to = cursor.offset(change.end());
      edits.add(new JsonDocument.Edit(from, to, inside(change.with())));
    }
  }

  /** What a text is between the quotes of its literal. Most of what is put in stays as it is. */
  static byte[] inside(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F || c == '"' || c == '\\') {
        byte[] quoted = JsonDocument.quote(text);
        return Arrays.copyOfRange(quoted, 1, quoted.length - 1);
      }
    }
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void step() {
    int lead = json[at] & 0xFF;
    if (lead == '\\') {
      at += json[at + 1] == 'u' ? 6 : 2;
      chars++;
    } else if (lead < 0x80) {
      at++;
      chars++;
    } else if (lead < 0xE0) {
      at += 2;
      chars++;
    } else if (lead < 0xF0) {
      at += 3;
      chars++;
    } else {
      at += 4;
      chars += 2; // a pair of surrogates
    }
  }
}
