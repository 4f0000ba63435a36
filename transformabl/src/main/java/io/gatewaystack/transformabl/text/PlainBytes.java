package io.gatewaystack.transformabl.text;

/** Tells, byte by byte, text that is its own normal form. */
public final class PlainBytes {
  /** Characters that are, hide or start something: all but printable ASCII, and some marks. */
  private static final boolean[] HIDES = hides();

  private PlainBytes() {}

  private static boolean[] hides() {
    boolean[] hides = new boolean[256];
    for (int c = 0; c < 256; c++) {
      boolean printable = c >= ' ' && c < 0x7F || c == '\t' || c == '\n' || c == '\r';
      hides[c] = !printable || "%&\\[({<\"'|=".indexOf(c) >= 0;
    }
    return hides;
  }

  static boolean mayHide(char c) {
    return c > 0xFF || HIDES[c];
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
    for (int i = from; i < to; i++) {
      int c = bytes[i] & 0xFF;
      if (HIDES[c] && (c < ' ' || c >= 0x7F || c == '\\' || Escape.mayStart(bytes, i, to))) {
        return false;
      }
    }
    return true;
  }
}
