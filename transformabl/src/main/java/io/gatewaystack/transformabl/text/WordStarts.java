package io.gatewaystack.transformabl.text;

/**
 * Where in a text of ASCII a word may start: at letters behind what is no letter, digit or dollar,
 * and at opening brackets. Looks at eight characters at once, so that figures cost next to nothing.
 * Not safe for use by several threads.
 */
final class WordStarts {
  private byte[] bytes = {};
  private int origin;
  private int length;
  private int block; // where the characters start that are looked at
  private long left; // of them, the starts that were not told
  private long before; // the bit of a first character behind a letter, digit or dollar

  /** Starts with another text. */
  void of(byte[] newBytes, int newOrigin, int newLength) {
    bytes = newBytes;
    origin = newOrigin;
    length = newLength;
    block = -Long.BYTES;
    left = 0;
    before = 0;
  }

  /** The next position; the length of the text when there is none. */
  int next() {
    while (left == 0) {
      block += Long.BYTES;
      if (block >= length) {
        return length;
      }
      long eight = Eight.at(bytes, origin + block);
      long words = Eight.code(eight);
      left = Eight.letterBits(eight) & ~(words << Byte.SIZE | before) | Eight.brackets(eight);
      before = words >>> Long.SIZE - Byte.SIZE;
    }
    int next = block + (Long.numberOfTrailingZeros(left) >>> 3);
    left &= left - 1;
    return Math.min(next, length);
  }
}
