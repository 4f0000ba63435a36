package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides how much of an unfinished text may leave: not what could still become part of a match, or
 * whose meaning words to come could change. In prose that is the last two words, and what follows a
 * number for a few words.
 */
final class HoldBack {
  /** Most that is held back. */
  static final int MOST = 8_192;

  /** Most that is held back when a text was looked at; an eighth more may come before the next. */
  static final int UNDECIDED = MOST - MOST / 8;

  private static final int LONGEST_ESCAPE = 20;
  private static final int LONGEST_TAG = 120;
  private static final String ESCAPES = "&%\\";

  private HoldBack() {}

  /**
   * How much of a text can be read: an escape at its end may not be complete, and half of one means
   * something else.
   *
   * @param from what is before was read already
   */
  static int readable(String text, int from) {
    int floor = Math.max(from, text.length() - LONGEST_ESCAPE);
    int start = openTag(text, from);
    if (start < text.length()) {
      return start;
    }
    for (int at = start - 1; at >= floor && !Character.isWhitespace(text.charAt(at)); at--) {
      if (ESCAPES.indexOf(text.charAt(at)) >= 0) {
        start = at;
        if (at == floor || text.charAt(at - 1) != '\\') {
          break;
        }
      }
    }
    return start;
  }

  /** Where a tag that is not closed yet starts right behind a word; the end when none does. */
  private static int openTag(String text, int from) {
    int floor = Math.max(from + 1, text.length() - LONGEST_TAG);
    for (int at = text.length() - 1; at >= floor && text.charAt(at) != '>'; at--) {
      char before = text.charAt(at - 1);
      if (text.charAt(at) == '<') {
        return before > ' ' ? at : text.length();
      }
    }
    return text.length();
  }

  /**
   * Where to stop.
   *
   * @param text what left last, then what has not left
   * @param normal the same text with its disguises taken off
   * @param from where that begins which has not left
   * @param matches what was found in the text
   */
  static int position(String text, NormalText normal, int from, List<Match> matches) {
    List<Unfinished.Span> spans = new ArrayList<>(matches.size());
    for (Match match : matches) {
      int start = position(normal, match.start());
      int end = position(normal, match.end());
      spans.add(new Unfinished.Span(start, end, match.confidence() == Confidence.HIGH));
    }
    int hold = new Unfinished(normal, position(normal, from), spans).start();
    int original = hold == normal.length() ? text.length() : normal.originalStart(hold);
    return bounded(text, Math.max(original, from), matches);
  }

  /** What is held too long leaves; a match in it as a whole. */
  private static int bounded(String text, int hold, List<Match> matches) {
    int bound = text.length() - UNDECIDED;
    if (hold >= bound) {
      return hold;
    }
    for (Match match : matches) {
      if (match.start() < bound && match.end() > bound) {
        bound = match.end();
      }
    }
    boolean pair = bound < text.length() && Character.isLowSurrogate(text.charAt(bound));
    return pair ? bound + 1 : bound;
  }

  /** Where, in the normal text, stands what stands at a position of the original. */
  private static int position(NormalText text, int original) {
    int low = 0;
    int high = text.length();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (text.originalStart(middle) < original) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
