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

  private static final long FOUR_LETTERS = 0x80808080L;
  private static final int SHORT = 3; // letters of a word that is looked up
  private static final int BITS = 5; // of a letter

  /** A bit for each three digits that start with a word which may say something. */
  private static final long[] WORDS = words();

  private Uuid() {}

  private static long[] words() {
    long[] bits = new long[1 << SHORT * BITS - 6];
    for (int digits = 0; digits < 1 << 4 * SHORT; digits++) {
      long start = digit(digits >>> 8) | digit(digits >>> 4) << 8 | digit(digits) << 16;
      bits[slot(start) >>> 6] |= maySay(start) ? 1L << slot(start) : 0;
    }
    return bits;
  }

  private static long digit(int value) {
    return Character.forDigit(value & 0xF, 16);
  }

  /** One letter is too far from the next group to be part of a phrase. */
  private static boolean maySay(long start) {
    int letters = Eight.letters(start);
    return letters == 1
        ? Words.meaning(String.valueOf((char) (start & 0xFF))).isPersonal()
        : letters > 1 && Vocabulary.mayHold(Eight.word(start, letters));
  }

  private static int slot(long start) {
    int mask = (1 << BITS) - 1;
    return (int) (start & mask | (start >>> 8 & mask) << BITS | (start >>> 16 & mask) << 2 * BITS);
  }

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

  /** Whether no word stands in a UUID that says what a value is; false is not certain. */
  public static boolean saysNothing(NormalText uuid) {
    byte[] bytes = uuid.bytes();
    int from = uuid.origin();
    return bytes != null
        && saysNothing(bytes, from)
        && saysNothing(bytes, from + 9)
        && saysNothing(bytes, from + 14)
        && saysNothing(bytes, from + 19)
        && saysNothing(bytes, from + 24);
  }

  /** The same of a group: words start where groups do. */
  private static boolean saysNothing(byte[] bytes, int from) {
    long eight = Eight.at(bytes, from);
    long letters = Eight.letterBits(eight);
    boolean capitals = (letters & ~(eight << 2)) != 0;
    int slot = slot(eight);
    return !capitals
        && (letters & FOUR_LETTERS) != FOUR_LETTERS
        && (WORDS[slot >>> 6] >>> slot & 1) == 0;
  }
}
