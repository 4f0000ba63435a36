package io.gatewaystack.transformabl.safety;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts inside a text: Base64, hexadecimal and lists of character codes that decode to something a
 * person could read. Bounded in size, and so in depth; each character is decoded at most once per
 * kind. Confined to one scan.
 */
final class Payloads {
  private static final int SHORTEST = 16; // characters; fewer decode to text by chance
  private static final int GLANCE = 32;
  private static final int FEWEST_CODES = 12;
  private static final int MOST_CODES = 256;
  private static final int LONGEST_CODE = 8; // digits
  private static final int MAX_TOTAL = 1 << 16;
  private static final int NO_DIGIT = 16;
  private static final byte[] HEX = hexDigits();

  private final Deque<String> found = new ArrayDeque<>();
  private List<Codes> readings = List.of();
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
    if (!startsLikeText(chars, start, end)) {
      return;
    }
    String text = new String(chars, start, Math.min(end - start, MAX_TOTAL - total));
    String hex = hex(text);
    keep(hex != null ? hex : base64(text));
  }

  /** Whether the first bytes could be of a text: almost nothing else gets past them. */
  private static boolean startsLikeText(char[] chars, int from, int to) {
    int bits = 0;
    int size = 0;
    boolean hex = true;
    boolean text = true;
    int digits = 0;
    for (int i = from; i < Math.min(to, from + GLANCE); i++) {
      int digit = hex(chars[i]);
      digits = digits << 4 | digit;
      hex &= digit < NO_DIGIT && ((i - from) % 2 == 0 || mayBeText(digits & 0xFF));
      bits = bits << 6 | sextet(chars[i]);
      size += 6;
      if (size >= 8) {
        size -= 8;
        text &= mayBeText(bits >> size & 0xFF);
      }
      if (!hex && !text) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayBeText(int octet) {
    return octet >= ' ' && octet != 0x7F || octet == '\n' || octet == '\r' || octet == '\t';
  }

  private static int sextet(char c) {
    if (c >= 'a') {
      return c - 'a' + 26;
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    return c >= '0' && c <= '9' ? c - '0' + 52 : c == '+' || c == '-' ? 62 : 63;
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
    byte[] bytes = new byte[text.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = hex(text.charAt(2 * i));
      int low = hex(text.charAt(2 * i + 1));
      if (high == NO_DIGIT || low == NO_DIGIT) {
        return null;
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    if (text.length() % 2 != 0) {
      return null;
    }
    return readable(bytes);
  }

  /** Numbers in a row: character codes in base 2, 10 or 16, whichever gives a text. */
  private void codes(char[] chars, int length, int from) {
    int count = 0;
    int at = from;
    boolean more = true;
    while (more && count < MOST_CODES) {
      int end = behindNumber(chars, length, at);
      if (end == at) {
        break;
      }
      count++;
      at = behindSeparator(chars, length, end);
      more = at > end;
    }
    codesTo = at;
    if (count >= FEWEST_CODES) {
      keep(text(chars, length, from, count));
    }
  }

  private @Nullable String text(char[] chars, int length, int from, int count) {
    for (Codes reading : readings()) {
      if (reading.areText(chars, length, from, count)) {
        String text = readable(Arrays.copyOf(reading.bytes, count));
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  /** The value of a hexadecimal digit; more than any base for what is none. */
  private static int hex(char c) {
    return c < HEX.length ? HEX[c] : NO_DIGIT;
  }

  private static byte[] hexDigits() {
    byte[] digits = new byte[128];
    for (char c = 0; c < digits.length; c++) {
      int digit = Character.digit(c, 16);
      digits[c] = (byte) (digit < 0 ? NO_DIGIT : digit);
    }
    return digits;
  }

  private List<Codes> readings() {
    if (readings.isEmpty()) {
      readings = List.of(new Codes(2, 8), new Codes(10, 3), new Codes(16, 2));
    }
    return readings;
  }

  /** The bytes that numbers are in one base. */
  private static final class Codes {
    private final int radix;
    private final int width; // the most digits
    private final byte[] bytes = new byte[MOST_CODES];

    Codes(int radix, int width) {
      this.radix = radix;
      this.width = width;
    }

    /** Reads numbers up to the first that is no character of a text; whether there was none. */
    boolean areText(char[] chars, int length, int from, int count) {
      int at = from;
      for (int i = 0; i < count; i++) {
        int end = behindNumber(chars, length, at);
        int code = code(chars, at, end);
        if (code >= 128 || !mayBeText(code)) {
          return false;
        }
        bytes[i] = (byte) code;
        at = behindSeparator(chars, length, end);
      }
      return true;
    }

    /** A number; 0, which is no character of a text, when it is none in this base. */
    private int code(char[] chars, int from, int to) {
      boolean wide = radix == 10 ? to - from <= width : to - from == width;
      int code = 0;
      for (int i = from; wide && i < to; i++) {
        int digit = hex(chars[i]);
        if (digit >= radix) {
          return 0;
        }
        code = code * radix + digit;
      }
      return code;
    }
  }

  private static int behindNumber(char[] chars, int length, int from) {
    int end = from;
    while (end < length && end - from <= LONGEST_CODE && hex(chars[end]) < NO_DIGIT) {
      end++;
    }
    return end - from > LONGEST_CODE ? from : end;
  }

  private static int behindSeparator(char[] chars, int length, int from) {
    int end = from;
    while (end < length && end - from < 3 && isSeparator(chars[end])) {
      end++;
    }
    return end;
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == ',' || c == ';' || c == '-' || c == '\n';
  }

  /** The text bytes are, if they are one: letters and spaces, almost nothing else. */
  private static @Nullable String readable(byte[] bytes) {
    for (byte octet : bytes) {
      if (octet >= 0 && !mayBeText(octet)) {
        return null;
      }
    }
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
