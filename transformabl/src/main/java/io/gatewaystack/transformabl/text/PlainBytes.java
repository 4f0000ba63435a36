package io.gatewaystack.transformabl.text;

/** Tells, byte by byte, text that is its own normal form. */
public final class PlainBytes {
  /** Stands for a character beyond ASCII; no carry leaves it where {@link Eight} adds to it. */
  public static final byte NO_ASCII = (byte) 0x80;

  /** Characters that are, hide or start something: all but printable ASCII, and some marks. */
  private static final boolean[] HIDES = hides();

  /**
   * A bit for each two characters of ASCII of which the first is or hides something, or starts it
   * together with the second: hardly any two do, even among marks, so that this is what is looked
   * at first.
   */
  private static final long[] PAIRS = pairs();

  private PlainBytes() {}

  private static boolean[] hides() {
    boolean[] hides = new boolean[256];
    for (int c = 0; c < 256; c++) {
      boolean printable = c >= ' ' && c < 0x7F || c == '\t' || c == '\n' || c == '\r';
      hides[c] = !printable || "%&\\[({<\"'|=".indexOf(c) >= 0;
    }
    return hides;
  }

  private static long[] pairs() {
    long[] pairs = new long[2 * 0x80];
    for (char first = 0; first < 0x80; first++) {
      for (char second = 0; HIDES[first] && second < 0x80; second++) {
        boolean mark = first >= ' ' && first < 0x7F;
        pairs[word(first, second)] |= !mark || Escape.mayStart(first, second) ? 1L << second : 0;
      }
    }
    return pairs;
  }

  private static int word(int first, int second) {
    return first << 1 | second >>> 6;
  }

  static boolean mayHide(char c) {
    return c > 0xFF || HIDES[c];
  }

  /** Whether a character is printable ASCII, and starts no escape together with the next. */
  static boolean isItself(char c, char next) {
    return (c | next) < 0x80 ? (PAIRS[word(c, next)] >>> next & 1) == 0 : !mayHide(c);
  }

  /**
   * Whether bytes are printable ASCII in which no escape starts, so that {@link
   * NormalText#read(byte[], int, int)} may read them.
   *
   * @param bytes holds the text
   * @param from its first byte
   * @param to behind its last byte
   */
  public static boolean are(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int end = Math.min(to, at + Long.BYTES);
      if (Eight.mayHide(Eight.at(bytes, at)) && !are(bytes, at, end, to)) {
        return false;
      }
      at = end;
    }
    return true;
  }

  /** The first of some characters as a byte each, {@link #NO_ASCII} for what is none. */
  public static byte[] of(char[] chars, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) Math.min(chars[i], NO_ASCII & 0xFF);
    }
    return bytes;
  }

  private static boolean are(byte[] bytes, int from, int end, int to) {
    for (int i = from; i < end; i++) {
      int c = bytes[i] & 0xFF;
      if (HIDES[c] && (c < ' ' || c >= 0x7F || c == '\\' || Escape.mayStart(bytes, i, to))) {
        return false;
      }
    }
    return true;
  }
}
