package io.gatewaystack.transformabl.text;

/**
 * Where in a text a word may start: at letters of ASCII behind what is no such letter, no digit and
 * no dollar, at opening brackets, and where characters beyond ASCII start. Looks at eight
 * characters at once, so that figures cost next to nothing. Not safe for use by several threads.
 */
final class WordStarts {
  private byte[] bytes = {};
  private int origin;
  private int length;
  private int block; // where the characters start that are looked at
  private long left; // of them, the starts that were not told
  private long before; // the bit of a first character behind a letter, digit or dollar
  private long beyond; // that of one behind a character beyond ASCII

  /** Starts with another text. */
  void of(byte[] newBytes, int newOrigin, int newLength) {
    bytes = newBytes;
    origin = newOrigin;
    length = newLength;
    block = -Long.BYTES;
    left = 0;
    before = 0;
    beyond = 0;
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
      long others = Eight.beyond(eight);
      left =
          Eight.letterBits(eight) & ~(words << Byte.SIZE | before)
              | Eight.brackets(eight)
              | others & ~(others << Byte.SIZE | beyond);
      before = words >>> Long.SIZE - Byte.SIZE;
      beyond = others >>> Long.SIZE - Byte.SIZE;
    }
    int next = block + (Long.numberOfTrailingZeros(left) >>> 3);
    left &= left - 1;
    return Math.min(next, length);
  }
}
