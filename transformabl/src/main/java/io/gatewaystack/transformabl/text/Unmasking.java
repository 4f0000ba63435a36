package io.gatewaystack.transformabl.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes the disguises off a text: reads escapes and folds what they stand for, again and again
 * while there are escapes of escapes. Keeps its buffers from text to text. Not safe for use by
 * several threads.
 */
final class Unmasking {
  /** Deeper than anybody nests by accident; each pass is linear. */
  private static final int MAX_PASSES = 4;

  private final Escape escape = new Escape();
  private final LatinRuns runs = new LatinRuns();
  private Buffer written = new Buffer();
  private Buffer spare = new Buffer();
  private boolean escaped;

  /** What a pass writes: characters, and where each came from in the original. */
  private static final class Buffer {
    private char[] chars = {};
    private int[] starts = {};
    private int[] ends = {};
    private int length;

    private void clear(int expected) {
      reserve(expected);
      length = 0;
    }

    private void reserve(int size) {
      if (chars.length < size) {
        chars = Arrays.copyOf(chars, size);
        starts = Arrays.copyOf(starts, size);
        ends = Arrays.copyOf(ends, size);
      }
    }

    /** Appends a stretch; without starts and ends, positions are those of the original. */
    private void append(
        char[] from, int start, int end, int @Nullable [] fromStarts, int @Nullable [] fromEnds) {
      int count = end - start;
      if (length + count > chars.length) {
        reserve(2 * (length + count));
      }
      System.arraycopy(from, start, chars, length, count);
      if (fromStarts == null || fromEnds == null) {
        for (int i = 0; i < count; i++) {
          starts[length + i] = start + i;
          ends[length + i] = start + i + 1;
        }
      } else {
        System.arraycopy(fromStarts, start, starts, length, count);
        System.arraycopy(fromEnds, start, ends, length, count);
      }
      length += count;
    }

    private void append(char c, int start, int end) {
      if (length == chars.length) {
        reserve(2 * length + 16);
      }
      chars[length] = c;
      starts[length] = start;
      ends[length] = end;
      length++;
    }
  }

  char[] chars() {
    return written.chars;
  }

  int start(int position) {
    return written.starts[position];
  }

  int end(int position) {
    return written.ends[position];
  }

  /**
   * Reads a text.
   *
   * @return the length of what it says
   */
  int run(char[] original, int size) {
    read(original, size, null, null);
    for (int pass = 1; escaped && pass < MAX_PASSES; pass++) {
      Buffer before = written;
      written = spare;
      spare = before;
      read(before.chars, before.length, before.starts, before.ends);
    }
    return written.length;
  }

  /** One pass; without starts and ends, positions are those of the original. */
  private void read(char[] chars, int size, int @Nullable [] starts, int @Nullable [] ends) {
    written.clear(size);
    escaped = false;
    runs.restart();
    escape.restart();
    int at = 0;
    while (at < size) {
      int plain = plainEnd(chars, at, size);
      if (plain > at) {
        written.append(chars, at, plain, starts, ends);
        at = plain;
        continue;
      }
      int codePoint;
      int end;
      if (Escape.mayStart(chars, at, size) && escape.read(chars, at, size)) {
        escaped = true;
        codePoint = escape.codePoint();
        end = escape.end();
        if (escape.spelled() && written.length > 0 && written.chars[written.length - 1] == ' ') {
          written.length--;
        }
      } else {
        codePoint = Character.codePointAt(chars, at, size);
        end = at + Character.charCount(codePoint);
      }
      int from = starts == null ? at : starts[at];
      int to = ends == null ? end : ends[end - 1];
      boolean alike = LookAlikes.latin(codePoint) != 0;
      fold(codePoint, alike && isLatin(chars, at, size), from, to);
      at = end;
    }
  }

  /** Where characters end that are what they seem, the last of the text not among them. */
  private static int plainEnd(char[] chars, int from, int size) {
    int end = from;
    while (end + 1 < size && PlainBytes.isItself(chars[end], chars[end + 1])) {
      end++;
    }
    return end;
  }

  private boolean isLatin(char[] chars, int at, int size) {
    return runs.contain(chars, at, size, written(1), written(2));
  }

  /** What was written last, or before that; NUL for nothing. */
  private char written(int ago) {
    return written.length < ago ? 0 : written.chars[written.length - ago];
  }

  private void fold(int codePoint, boolean latin, int from, int to) {
    int folded = Folding.fold(codePoint);
    switch (folded) {
      case Folding.DROP -> drop(codePoint, to);
      case Folding.KEEP -> keep(codePoint, latin, from, to);
      case Folding.EXPAND -> {
        String text = Folding.expand(codePoint);
        for (int i = 0; i < text.length(); i++) {
          written.append(text.charAt(i), from, to);
        }
      }
      default -> {
        written.append((char) folded, from, to);
        escaped |= PlainBytes.mayHide((char) folded); // an escape in another width
      }
    }
  }

  private void drop(int codePoint, int to) {
    if (written.length > 0 && Folding.isMark(codePoint)) {
      written.ends[written.length - 1] = to;
    }
  }

  private void keep(int codePoint, boolean latin, int from, int to) {
    if (latin) {
      written.append(LookAlikes.latin(codePoint), from, to);
    } else if (codePoint < 0x10000) {
      written.append((char) codePoint, from, to);
    } else {
      written.append(Character.highSurrogate(codePoint), from, to);
      written.append(Character.lowSurrogate(codePoint), from, to);
    }
  }
}
