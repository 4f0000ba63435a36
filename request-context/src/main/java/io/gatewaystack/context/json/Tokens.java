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
    int escape = raw.indexOf('\\');
    if (escape < 0) {
      return raw;
    }
    char[] text = new char[raw.length()];
    int length = 0;
    int copied = 0;
    while (escape >= 0) {
      raw.getChars(copied, escape, text, length);
      length += escape - copied;
      char c = raw.charAt(escape + 1);
      text[length++] = c == 'u' ? unit(raw, escape + 2) : plain(c);
      copied = escape + (c == 'u' ? 6 : 2);
      escape = raw.indexOf('\\', copied);
    }
    raw.getChars(copied, raw.length(), text, length);
    return new String(text, 0, length + raw.length() - copied);
  }

  private static char unit(String raw, int from) {
    return (char) Integer.parseInt(raw, from, from + 4, 16);
  }

  private static char plain(char escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escaped;
    };
  }
}
