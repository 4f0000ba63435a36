package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** JSON documents that are the text of something else, e.g. of a string in another document. */
final class NestedJson {
  /** Documents in documents that are read as such; what is deeper is text. */
  static final int MAX_DEPTH = 4;

  private NestedJson() {}

  /**
   * Edits of a text that is a JSON document.
   *
   * @param inner makes the edits of the document
   * @return null when the text is none
   */
  static @Nullable List<TextEdit> edits(
      String text, Function<JsonDocument, List<JsonDocument.Edit>> inner) {
    if (!looksLikeJson(text)) {
      return null;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    JsonDocument document;
    try {
      document = JsonDocument.parse(utf8);
    } catch (InvalidJson e) {
      return null;
    }
    List<TextEdit> edits = new ArrayList<>();
    CharPositions positions = new CharPositions(text);
    for (JsonDocument.Edit edit : inner.apply(document)) {
      int start = positions.of(edit.from());
      int end = positions.of(edit.to());
      edits.add(new TextEdit(start, end, new String(edit.with(), StandardCharsets.UTF_8)));
    }
    return edits;
  }

  private static boolean looksLikeJson(String text) {
    int at = 0;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
  }

  /** Finds where the bytes of a text stand among its characters. Goes forward only. */
  private static final class CharPositions {
    private final String text;
    private int chars;
    private int bytes;

    CharPositions(String text) {
      this.text = text;
    }

    int of(int offset) {
      while (bytes < offset) {
        int codePoint = text.codePointAt(chars);
        chars += Character.charCount(codePoint);
        bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      }
      return chars;
    }
  }
}
