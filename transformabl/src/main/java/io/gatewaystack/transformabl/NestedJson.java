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
  static final int MAX_DEPTH = 16;

  private static final String SPACE = " \t\r\n";
  private static final String BEHIND_BRACE = "\"}";
  private static final String BEHIND_BRACKET = "\"{[]-0123456789tfn";

  private NestedJson() {}

  /** The document a text is; null when it is none. Most texts are told by their first character. */
  static @Nullable JsonDocument document(String text) {
    if (!looksLikeJson(text)) {
      return null;
    }
    try {
      return JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (InvalidJson e) {
      return null;
    }
  }

  /**
   * Edits of a text that is a JSON document.
   *
   * @param inner makes the edits of the document
   * @return null when the text is none
   */
  static @Nullable List<TextEdit> edits(
      String text, Function<JsonDocument, List<JsonDocument.Edit>> inner) {
    JsonDocument document = document(text);
    return document == null ? null : edits(text, inner.apply(document));
  }

  /** Edits of a text, as those of the document it is. */
  static List<TextEdit> edits(String text, List<JsonDocument.Edit> inner) {
    List<TextEdit> edits = new ArrayList<>(inner.size());
    CharPositions positions = new CharPositions(text);
    for (JsonDocument.Edit edit : inner) {
      int start = positions.of(edit.from());
      int end = positions.of(edit.to());
      edits.add(new TextEdit(start, end, new String(edit.with(), StandardCharsets.UTF_8)));
    }
    return edits;
  }

  /** Whether a text starts like an object or array, and ends like one. */
  private static boolean looksLikeJson(String text) {
    int open = skip(text, 0);
    int inner = skip(text, open + 1);
    int close = text.length() - 1;
    while (close > open && SPACE.indexOf(text.charAt(close)) >= 0) {
      close--;
    }
    if (inner > close) {
      return false;
    }
    return switch (text.charAt(open)) {
      case '{' -> text.charAt(close) == '}' && BEHIND_BRACE.indexOf(text.charAt(inner)) >= 0;
      case '[' -> text.charAt(close) == ']' && BEHIND_BRACKET.indexOf(text.charAt(inner)) >= 0;
      default -> false;
    };
  }

  private static int skip(String text, int from) {
    int at = from;
    while (at < text.length() && SPACE.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
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
