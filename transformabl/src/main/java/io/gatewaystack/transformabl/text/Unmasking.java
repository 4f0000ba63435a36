package io.gatewaystack.transformabl.text;

import java.util.Arrays;

/**
 * Takes the disguises off a text: reads escapes and folds what they stand for, again and again
 * while there are escapes of escapes. Not safe for use by several threads.
 */
final class Unmasking {
  /** Deeper than anybody nests by accident; each pass is linear. */
  private static final int MAX_PASSES = 4;

  private final Escape escape = new Escape();

  private char[] chars = {};
  private int[] starts = {};
  private int[] ends = {};
  private int length;

  // What the pass before wrote; the first pass reads the original.
  private char[] read = {};
  private int[] readStarts = {};
  private int[] readEnds = {};
  private int readLength;
  private boolean first;
  private boolean escaped;

  char[] chars() {
    return chars;
  }

  int start(int position) {
    return starts[position];
  }

  int end(int position) {
    return ends[position];
  }

  /**
   * Reads a text.
   *
   * @return the length of what it says
   */
  int run(char[] original, int size) {
    read = original;
    readLength = size;
    first = true;
    pass();
    for (int pass = 1; escaped && pass < MAX_PASSES; pass++) {
      swap(pass == 1);
      first = false;
      pass();
    }
    return length;
  }

  /** What was written is read next; the buffers of what was read are written to. */
  private void swap(boolean readOriginal) {
    char[] free = readOriginal ? new char[chars.length] : read;
    int[] freeStarts = readOriginal ? new int[chars.length] : readStarts;
    int[] freeEnds = readOriginal ? new int[chars.length] : readEnds;
    read = chars;
    readStarts = starts;
    readEnds = ends;
    readLength = length;
    chars = free;
    starts = freeStarts;
    ends = freeEnds;
  }

  private void pass() {
    reserve(readLength);
    length = 0;
    escaped = false;
    int at = 0;
    while (at < readLength) {
      if (Escape.mayStart(read, at, readLength) && escape.read(read, at, readLength)) {
        escaped = true;
        if (escape.spelled() && length > 0 && chars[length - 1] == ' ') {
          length--;
        }
        fold(escape.codePoint(), at, escape.end());
        at = escape.end();
      } else {
        int codePoint = Character.codePointAt(read, at, readLength);
        int end = at + Character.charCount(codePoint);
        fold(codePoint, at, end);
        at = end;
      }
    }
  }

  private void fold(int codePoint, int from, int to) {
    switch (Folding.fold(codePoint)) {
      case Folding.DROP -> {}
      case Folding.KEEP -> keep(codePoint, from, to);
      case Folding.EXPAND -> {
        String text = Folding.expand(codePoint);
        for (int i = 0; i < text.length(); i++) {
          append(text.charAt(i), from, to);
        }
      }
      default -> append((char) Folding.fold(codePoint), from, to);
    }
  }

  private void keep(int codePoint, int from, int to) {
    char twin = LookAlikes.latin(codePoint);
    if (twin != 0 && (isAscii(length - 1, chars, length) || isAscii(to, read, readLength))) {
      append(twin, from, to);
    } else if (codePoint < 0x10000) {
      append((char) codePoint, from, to);
    } else {
      append(Character.highSurrogate(codePoint), from, to);
      append(Character.lowSurrogate(codePoint), from, to);
    }
  }

  /** Whether an ASCII letter or digit stands at a position. */
  private static boolean isAscii(int at, char[] text, int size) {
    return at >= 0 && at < size && text[at] < 0x80 && Character.isLetterOrDigit(text[at]);
  }

  private void append(char c, int from, int to) {
    if (length == chars.length) {
      reserve(2 * length + 16);
    }
    chars[length] = c;
    starts[length] = first ? from : readStarts[from];
    ends[length] = first ? to : readEnds[to - 1];
    length++;
  }

  private void reserve(int size) {
    if (chars.length < size) {
      chars = Arrays.copyOf(chars, size);
      starts = Arrays.copyOf(starts, size);
      ends = Arrays.copyOf(ends, size);
    }
  }
}
