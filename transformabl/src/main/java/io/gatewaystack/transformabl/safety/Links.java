package io.gatewaystack.transformabl.safety;

import java.util.List;
import java.util.Locale;

/**
 * Finds images and links whose address has a place for data in its query: a model that fills it in
 * sends the data away as soon as the text is shown.
 */
final class Links {
  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_ADDRESS = 400;

  /** What is put into such places. */
  private static final List<String> DATA =
      List.of(
          "data",
          "secret",
          "token",
          "password",
          "key",
          "conversation",
          "history",
          "chat",
          "message",
          "content",
          "summary",
          "context",
          "prompt",
          "response",
          "answer",
          "env",
          "credential",
          "session",
          "cookie",
          "memory",
          "document",
          "encode",
          "base64",
          "payload",
          "insert",
          "everything",
          "email",
          "transcript",
          "info");

  private char[] chars = {};
  private int length;

  /** Another text is read. */
  void of(char[] newChars, int newLength) {
    chars = newChars;
    length = newLength;
  }

  /** Whether the image or link that starts at a bracket has a place for data. */
  boolean carryData(int at) {
    int from = chars[at] == '[' ? address(at) : image(at);
    if (from < 0) {
      return false;
    }
    int to = from;
    boolean query = false;
    int place = 0; // what closes the place that is open: spaces may stand in one
    while (to < length && to - from < LONGEST_ADDRESS && chars[to] != ')') {
      if (chars[to] < ' ' || chars[to] == ' ' && place == 0) {
        break;
      }
      query |= chars[to] == '?';
      place = place == chars[to] ? 0 : query && place == 0 ? closing(chars[to]) : place;
      if (!query && "([{<".indexOf(chars[to]) >= 0) {
        return false; // another link, or none
      }
      to++;
    }
    return query && hasPlace(new String(chars, from, to - from).toLowerCase(Locale.ROOT));
  }

  /** Where the address of a Markdown link starts; -1 when this is none. */
  private int address(int at) {
    int end = at + 1;
    while (end < length && end - at < LONGEST_TEXT && chars[end] != ']' && chars[end] != '\n') {
      if (chars[end] == '[') {
        return -1; // the inner one is looked at when it comes
      }
      end++;
    }
    boolean link = end + 1 < length && chars[end] == ']' && chars[end + 1] == '(';
    return link ? end + 2 : -1;
  }

  /** Where the source of an HTML image starts; -1 when this is none. */
  private int image(int at) {
    if (!startsWith("<img", at)) {
      return -1;
    }
    for (int i = at + 1; i < length && i - at < LONGEST_TEXT && chars[i] != '<'; i++) {
      if (startsWith("src=", i)) {
        return i + 4;
      }
    }
    return -1;
  }

  private boolean startsWith(String text, int at) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i >= length || CharKind.lower(chars[at + i]) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasPlace(String address) {
    int query = address.indexOf('?');
    if (query < 0 || !address.contains("://")) {
      return false;
    }
    for (int i = query; i < address.length(); i++) {
      int close = closing(address.charAt(i));
      int end = close == 0 ? -1 : address.indexOf(close, i + 1);
      if (end > i + 1 && DATA.stream().anyMatch(address.substring(i + 1, end)::contains)) {
        return true;
      }
      i = Math.max(i, end);
    }
    return false;
  }

  private static int closing(char open) {
    return switch (open) {
      case '{' -> '}';
      case '[' -> ']';
      case '<' -> '>';
      default -> 0;
    };
  }
}
