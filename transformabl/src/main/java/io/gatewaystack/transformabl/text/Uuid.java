package io.gatewaystack.transformabl.text;

/** Tells UUIDs by their shape, with a few looks at eight characters each. */
public final class Uuid {
  /** How many characters one has. */
  public static final int LENGTH = 36;

  /** How many digits stand in front of the first dash. */
  public static final int FIRST_GROUP = 8;

  // Where hexadecimal digits stand in eight of its characters: their highest bits.
  private static final long DIGITS = Eight.bits("00000000");
  private static final long SECOND = Eight.bits("-0000-00");
  private static final long THIRD = Eight.bits("00-0000-");

  private Uuid() {}

  /** Whether a text is one; false also when it is none of ASCII, or was disguised. */
  public static boolean is(NormalText text) {
    byte[] bytes = text.bytes();
    return bytes != null && text.length() == LENGTH && isAt(bytes, text.origin());
  }

  private static boolean isAt(byte[] bytes, int from) {
    return Eight.hex(Eight.at(bytes, from)) == DIGITS
        && Eight.hex(Eight.at(bytes, from + 8)) == SECOND
        && Eight.hex(Eight.at(bytes, from + 16)) == THIRD
        && Eight.hex(Eight.at(bytes, from + 24)) == DIGITS
        && Eight.hex(Eight.at(bytes, from + 28)) == DIGITS
        && bytes[from + 8] == '-'
        && bytes[from + 13] == '-'
        && bytes[from + 18] == '-'
        && bytes[from + 23] == '-';
  }
}
