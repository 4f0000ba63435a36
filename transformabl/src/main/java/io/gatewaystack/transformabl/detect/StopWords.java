package io.gatewaystack.transformabl.detect;

import java.util.stream.Stream;

/**
 * The words at which a sweep stops, told from nearly all others by their length, their first two
 * letters and their last.
 */
final class StopWords {
  private static final int LONGEST = 7;
  private static final int BITS = 5; // of a letter
  private static final byte[] ALL =
      table(
          Stream.of(DigitWords.all(), SpokenDigits.MULTIPLES.stream(), SpokenMarks.triggers())
              .flatMap(words -> words));
  private static final byte[] MARKS = table(SpokenMarks.triggers());

  private StopWords() {}

  /** The lengths of words, a bit for each, by their letters. */
  private static byte[] table(Stream<String> words) {
    byte[] lengths = new byte[1 << 3 * BITS];
    words
        .filter(word -> word.length() > 1 && word.chars().allMatch(c -> c < 0x80))
        .forEach(
            word -> {
              int length = word.length();
              lengths[slot(word.charAt(0), word.charAt(1), word.charAt(length - 1))] |=
                  (byte) (1 << length);
            });
    return lengths;
  }

  private static int slot(char first, char second, char last) {
    int mask = (1 << BITS) - 1;
    return ((first & mask) << BITS | second & mask) << BITS | last & mask;
  }

  /** Whether letters may be one of them; false is certain. */
  static boolean mayBe(char[] chars, int start, int size) {
    return isIn(ALL, chars, start, size);
  }

  /** Whether letters may be one of them that stands for a mark; false is certain. */
  static boolean mayBeMark(char[] chars, int start, int size) {
    return isIn(MARKS, chars, start, size);
  }

  private static boolean isIn(byte[] lengths, char[] chars, int start, int size) {
    return size > 1
        && size <= LONGEST
        && (lengths[slot(chars[start], chars[start + 1], chars[start + size - 1])] >>> size & 1)
            != 0;
  }
}
