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

  /** No escape depends on what stands further away from where it starts. */
  private static final int REACH = 512;

  private final Escape escape = new Escape();
  private final LatinRuns runs = new LatinRuns();
  private Buffer written = new Buffer();
  private Buffer spare = new Buffer();
  private boolean escaped;
  private boolean alike; // letters of other scripts stayed that look like Latin ones
  private int part; // of what the pass before changed, the next
  private int stop; // up to where characters are looked at before that

  /** What a pass writes: characters, and where each came from in the original. */
  private static final class Buffer {
    private char[] chars = {};
    private int[] starts = {};
    private int[] ends = {};
    private int length;
    private int[] changes = {}; // of each part with something new in it its start and its end
    private int bounds;

    private void clear(int expected) {
      reserve(expected);
      length = 0;
      bounds = 0;
    }

    /** What was appended last, or not, is not what was read: escapes near it may be new. */
    private void change() {
      int from = Math.max(0, length - REACH);
      if (bounds == 0 || changes[bounds - 1] < from) {
        if (bounds == changes.length) {
          changes = Arrays.copyOf(changes, 2 * bounds + 8);
        }
        changes[bounds] = from;
        bounds += 2;
      }
      changes[bounds - 1] = length + REACH;
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
    read(original, size, true);
    for (int pass = 1; escaped && pass < MAX_PASSES; pass++) {
      Buffer before = written;
      written = spare;
      spare = before;
      read(before.chars, before.length, false);
    }
    return written.length;
  }

  /**
   * One pass. Behind the first, what stands far from all that the pass before has changed stays as
   * it is.
   *
   * @param first whether positions are those of the original; else of what is spare now
   */
  private void read(char[] chars, int size, boolean first) {
    int[] starts = first ? null : spare.starts;
    int[] ends = first ? null : spare.ends;
    stop = first || alike ? size : 0;
    part = 0;
    escaped = false;
    alike = false;
    written.clear(size);
    runs.restart();
    escape.restart();
    int at = 0;
    while (at < size) {
      int plain = at < stop ? plainEnd(chars, at, size) : nextPart(at, size);
      if (plain > at) {
        written.append(chars, at, plain, starts, ends);
        at = plain;
      } else {
        at = next(chars, at, size, starts, ends);
      }
    }
  }

  /** Where the next part starts in which something is new. */
  private int nextPart(int at, int size) {
    int[] changes = spare.changes;
    while (part < spare.bounds && changes[part + 1] <= at) {
      part += 2;
    }
    boolean none = part >= spare.bounds;
    stop = none ? size : Math.min(size, changes[part + 1]);
    return none ? size : Math.max(at, Math.min(size, changes[part]));
  }

  /** Where characters end that are what they seem, the last of the text not among them. */
  private int plainEnd(char[] chars, int from, int size) {
    int last = Math.min(stop, size - 1);
    int end = from;
    while (end < last && isItself(chars[end], chars[end + 1])) {
      end++;
    }
    return end;
  }

  /** Reads an escape or a character; returns where it ends. */
  private int next(char[] chars, int at, int size, int @Nullable [] starts, int @Nullable [] ends) {
    boolean read = Escape.mayStart(chars, at, size) && escape.read(chars, at, size);
    int codePoint = read ? escape.codePoint() : Character.codePointAt(chars, at, size);
    int end = read ? escape.end() : at + Character.charCount(codePoint);
    if (read && escape.spelled() && written(1) == ' ') {
      written.length--;
    }
    boolean likeness = LookAlikes.latin(codePoint) != 0;
    boolean latin = likeness && isLatin(chars, at, size);
    int folded = latin ? LookAlikes.latin(codePoint) : Folding.fold(codePoint);
    alike |= likeness && !latin;
    escaped |= read;
    fold(codePoint, folded, starts == null ? at : starts[at], ends == null ? end : ends[end - 1]);
    if (read || folded != Folding.KEEP) {
      written.change();
    }
    return end;
  }

  private static boolean isItself(char c, char next) {
    return c < 0x80 ? PlainBytes.isItself(c, next) : Folding.keeps(c);
  }

  private boolean isLatin(char[] chars, int at, int size) {
    return runs.contain(chars, at, size, written(1), written(2));
  }

  /** What was written last, or before that; NUL for nothing. */
  private char written(int ago) {
    return written.length < ago ? 0 : written.chars[written.length - ago];
  }

  private void fold(int codePoint, int folded, int from, int to) {
    switch (folded) {
      case Folding.DROP -> drop(codePoint, to);
      case Folding.KEEP -> keep(codePoint, from, to);
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

  private void keep(int codePoint, int from, int to) {
    if (codePoint < 0x10000) {
      written.append((char) codePoint, from, to);
    } else {
      written.append(Character.highSurrogate(codePoint), from, to);
      written.append(Character.lowSurrogate(codePoint), from, to);
    }
  }
}
