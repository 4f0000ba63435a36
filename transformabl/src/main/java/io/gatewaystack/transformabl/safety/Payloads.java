package io.gatewaystack.transformabl.safety;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Texts inside a text: Base64, hexadecimal and lists of character codes that decode to something a
 * person could read. Bounded in size, and so in depth; each character is decoded at most once per
 * kind. Confined to one scan.
 */
final class Payloads {
  private static final int SHORTEST = 16; // characters; fewer decode to text by chance
  private static final int FEWEST_CODES = 12;
  private static final int MAX_TOTAL = 1 << 16;

  private final Deque<String> found = new ArrayDeque<>();
  private int total;
  private int decodedTo;
  private int codesTo;

  /** The next text found, or null. */
  @Nullable String next() {
    return found.poll();
  }

  /** Another text begins. */
  void restart() {
    decodedTo = 0;
    codesTo = 0;
  }

  /**
   * Looks at what an unknown word may be part of.
   *
   * @return whether it was part of an encoding
   */
  boolean word(char[] chars, int length, int from, int to) {
    if (total >= MAX_TOTAL) {
      return false;
    }
    int before = total;
    int size = to - from;
    if (size >= SHORTEST && from >= decodedTo) {
      encoded(chars, length, from, to);
    } else if (size <= 8 && from >= codesTo && chars[from] >= '0' && chars[from] <= '9') {
      codes(chars, length, from);
    }
    return total > before;
  }

  private void encoded(char[] chars, int length, int from, int to) {
    int start = from;
    while (start > decodedTo && isBase64(chars[start - 1])) {
      start--;
    }
    int end = to;
    while (end < length && isBase64(chars[end])) {
      end++;
    }
    decodedTo = end;
    String text = new String(chars, start, Math.min(end - start, MAX_TOTAL - total));
    String hex = hex(text);
    keep(hex != null ? hex : base64(text));
  }

  private static boolean isBase64(char c) {
    return c >= '0' && c <= '9'
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '+'
        || c == '/'
        || c == '-'
        || c == '_';
  }

  private static @Nullable String base64(String text) {
    int whole = text.length() - (text.length() % 4 == 1 ? 1 : 0);
    String standard = text.substring(0, whole).replace('-', '+').replace('_', '/');
    try {
      return readable(Base64.getDecoder().decode(standard));
    } catch (IllegalArgumentException e) {
      return null; // not Base64 after all
    }
  }

  private static @Nullable String hex(String text) {
    if (text.length() % 2 != 0 || !text.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      return null;
    }
    byte[] bytes = new byte[text.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(text, 2 * i, 2 * i + 2, 16);
    }
    return readable(bytes);
  }

  /** Numbers in a row: character codes in base 16, 10 or 2, by the width of the first. */
  private void codes(char[] chars, int length, int from) {
    byte[] hex = new byte[256];
    byte[] decimal = new byte[256];
    byte[] binary = new byte[256];
    int count = 0;
    int at = from;
    while (at < length && count < hex.length) {
      int end = at;
      while (end < length && Character.digit(chars[end], 16) >= 0 && end - at < 9) {
        end++;
      }
      if (end == at || end - at > 8) {
        break;
      }
      String number = new String(chars, at, end - at);
      hex[count] = code(number, 16, 2);
      decimal[count] = code(number, 10, 3);
      binary[count] = code(number, 2, 8);
      count++;
      at = end;
      while (at < length && at - end < 3 && " ,;-\n".indexOf(chars[at]) >= 0) {
        at++;
      }
      if (at == end) {
        break;
      }
    }
    codesTo = at;
    if (count >= FEWEST_CODES) {
      keep(first(count, binary, decimal, hex));
    }
  }

  private static byte code(String number, int radix, int width) {
    if (number.length() > width || radix != 10 && number.length() != width) {
      return 0;
    }
    try {
      int code = Integer.parseInt(number, radix);
      return (byte) (code < 128 ? code : 0);
    } catch (NumberFormatException e) {
      return 0; // a digit of a larger base
    }
  }

  private static @Nullable String first(int count, byte[]... readings) {
    for (byte[] reading : readings) {
      String text = readable(java.util.Arrays.copyOf(reading, count));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The text bytes are, if they are one: letters and spaces, almost nothing else. */
  private static @Nullable String readable(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == '\uFFFD' || c == 0x7F) {
        return null;
      }
      plain += Character.isLetter(c) || c == ' ' ? 1 : 0;
    }
    return plain * 10 >= text.length() * 7 ? text : null;
  }

  private void keep(@Nullable String text) {
    if (text != null) {
      total += text.length();
      found.add(text);
    }
  }
}
