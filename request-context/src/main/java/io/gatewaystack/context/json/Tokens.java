package io.gatewaystack.context.json;

import java.nio.charset.StandardCharsets;

/** Tokens of a checked document: the first byte of one says where it ends. */
final class Tokens {
  private static final boolean[] OF_SCALARS = ofScalars();

  private Tokens() {}

  private static boolean[] ofScalars() {
    boolean[] bytes = new boolean[128];
    "-+.0123456789abcdefghijklmnopqrstuvwxyzE".chars().forEach(c -> bytes[c] = true);
    return bytes;
  }

  /** Offset behind the closing quote of the string that starts at {@code quote}. */
  static int endOfString(byte[] json, int quote) {
    int at = ByteScan.quoteOrBackslash(json, quote + 1);
    while (json[at] != '"') {
      at = ByteScan.quoteOrBackslash(json, at + 2);
    }
    return at + 1;
  }

  /** Offset behind the number or literal that starts at {@code start}. */
  static int endOfScalar(byte[] json, int start) {
    int at = start;
    while (at < json.length && json[at] >= 0 && OF_SCALARS[json[at]]) {
      at++;
    }
    return at;
  }

  /** Offset behind the value that starts at {@code start}, however deep it is. */
  static int endOfValue(byte[] json, int start) {
    int depth = 0;
    int at = start;
    do {
      switch (json[at]) {
        case '"' -> at = endOfString(json, at);
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> at = depth == 0 ? endOfScalar(json, at) : at + 1;
      }
    } while (depth > 0);
    return at;
  }

  /** Offset of the first byte that is not white space. */
  static int skipSpace(byte[] json, int start) {
    int at = start;
    while (json[at] == ' ' || json[at] == '\t' || json[at] == '\r' || json[at] == '\n') {
      at++;
    }
    return at;
  }

  /** The text of the string that stands at {@code start} to {@code end}, quotes included. */
  static String text(byte[] json, int start, int end) {
    String raw = new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8);
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      c = raw.charAt(++i);
      switch (c) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
          i += 4;
        }
        default -> text.append(c);
      }
    }
    return text.toString();
  }
}
