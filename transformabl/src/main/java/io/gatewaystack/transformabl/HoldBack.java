package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.text.NormalText;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides how much of an unfinished text may leave: not what could still become part of a match, or
 * whose meaning words to come could change. In prose that is the last two words, and what follows a
 * number for a few words.
 */
final class HoldBack {
  /** Characters behind a number that may still decide what it is. */
  static final int REACH = 48;

  /** Most that is held back. */
  static final int MOST = 8_192;

  private static final int MOST_WIDE = 16; // characters of a script without spaces
  private static final int MOST_CHAIN = 256; // groups of digits
  private static final int GAP = 3; // between groups
  private static final int SHORT = 24; // a word
  private static final int LONGEST_ESCAPE = 20;
  private static final String ESCAPES = "&%\\";
  private static final String MARKS = "._%+-'"; // in names of addresses
  private static final int SHORT_GROUP = 4; // letters in an account number
  private static final String DASHES = "-----";
  private static final String BLOCK = DASHES + "begin"; // in any case
  private static final String BLOCK_END = DASHES + "end";

  private final NormalText text; // disguised digits are digits here
  private final int length;
  private final int from;
  private final List<Span> matches;

  /** A match in the normal text. */
  private record Span(int start, int end, boolean sure) {}

  private HoldBack(NormalText text, int from, List<Match> matches) {
    this.text = text;
    this.length = text.length();
    this.from = position(from);
    this.matches = new ArrayList<>(matches.size());
    for (Match match : matches) {
      boolean sure = match.confidence() == Confidence.HIGH;
      this.matches.add(new Span(position(match.start()), position(match.end()), sure));
    }
  }

  /** Where, in the normal text, stands what stands at a position of the original. */
  private int position(int original) {
    int low = 0;
    int high = length;
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

  /**
   * How much of a text can be read: an escape at its end may not be complete, and half of one means
   * something else.
   *
   * @param from what is before was read already
   */
  static int readable(String text, int from) {
    int floor = Math.max(from, text.length() - LONGEST_ESCAPE);
    int start = text.length();
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

  /**
   * Where to stop.
   *
   * @param text what left last, then what has not left
   * @param normal the same text with its disguises taken off
   * @param from where that begins which has not left
   * @param matches what was found in the text
   */
  static int position(String text, NormalText normal, int from, List<Match> matches) {
    int hold = new HoldBack(normal, from, matches).position();
    int original = hold == normal.length() ? text.length() : normal.originalStart(hold);
    return bounded(text, Math.max(original, from), matches);
  }

  /** What is held too long leaves; a match in it as a whole. */
  private static int bounded(String text, int hold, List<Match> matches) {
    int bound = text.length() - MOST;
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

  private int position() {
    int word = lastWord();
    int hold = Math.min(wordBefore(Math.min(word, numbers(word))), openBlock());
    for (int i = matches.size() - 1; i >= 0; i--) {
      Span match = matches.get(i);
      boolean open = match.end > length - REACH && !isDecided(match, word);
      if (match.start < hold && (open || match.end > hold)) {
        hold = match.start;
      }
    }
    return Math.max(hold, from);
  }

  /** What is sure by itself stays what it is when the next word has begun and is no number. */
  private boolean isDecided(Span match, int word) {
    if (!match.sure || match.end >= word) {
      return false;
    }
    for (int at = match.end; at < length; at++) {
      if (Character.isLetterOrDigit(text.at(at))) {
        return Character.isLetter(text.at(at));
      }
    }
    return false;
  }

  private int lastWord() {
    int at = length;
    int wide = 0;
    while (at > from && wide <= MOST_WIDE && !isSpace(at - 1)) {
      at--;
      wide += isWide(text.at(at)) ? 1 : 0;
    }
    return at;
  }

  private boolean isSpace(int at) {
    return Character.isWhitespace(text.at(at));
  }

  /** A short word may belong to what comes next: the month of a date, a name at its domain. */
  private int wordBefore(int at) {
    int end = at;
    while (end > from && at - end < GAP && isSpace(end - 1)) {
      end--;
    }
    int start = end;
    while (start > from && isOfName(text.at(start - 1))) {
      start--;
    }
    boolean belongs = end - start <= SHORT && end > start && end < at;
    return belongs ? start : at;
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0;
  }

  /** Letters of scripts that put no spaces between words. */
  private static boolean isWide(char c) {
    if (c < 0x0E00) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(c);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA
        || script == UnicodeScript.THAI
        || script == UnicodeScript.LAO
        || script == UnicodeScript.KHMER
        || script == UnicodeScript.MYANMAR;
  }

  /** The first of the groups of digits near the end that may belong together. */
  private int numbers(int word) {
    int at = firstOpenDigit(word);
    if (at == length) {
      return at;
    }
    int start = wordStart(at);
    int floor = Math.max(from, start - MOST_CHAIN);
    while (true) {
      int end = start;
      while (end > floor && start - end < GAP && isSpace(end - 1)) {
        end--;
      }
      int group = wordStart(end);
      if (group < floor || group == end || !mayBelong(group, end)) {
        return start;
      }
      start = group;
    }
  }

  private int firstOpenDigit(int word) {
    int at = Math.max(from, length - REACH);
    while (at < length) {
      int past = pastDecided(at, word);
      if (past == at && Character.isDigit(text.at(at))) {
        return at;
      }
      at = Math.max(past, at + 1);
    }
    return at;
  }

  private int pastDecided(int at, int word) {
    for (Span match : matches) {
      if (match.start <= at && match.end > at && isDecided(match, word)) {
        return match.end;
      }
    }
    return at;
  }

  private int wordStart(int at) {
    int start = at;
    while (start > from && !isSpace(start - 1) && at - start < MOST_CHAIN) {
      start--;
    }
    return start;
  }

  private boolean mayBelong(int start, int end) {
    boolean letters = true;
    for (int at = start; at < end; at++) {
      if (Character.isDigit(text.at(at))) {
        return true;
      }
      letters &= Character.isUpperCase(text.at(at));
    }
    return letters && end - start <= SHORT_GROUP;
  }

  /** A block in armour (RFC 7468) that has begun and not ended. */
  private int openBlock() {
    int begin = lastIndexOf(BLOCK);
    if (begin < from) {
      return length;
    }
    int end = indexOf(BLOCK_END, begin);
    boolean complete = end >= 0 && indexOf(DASHES, end + BLOCK_END.length()) >= 0;
    return complete ? length : begin;
  }

  private int lastIndexOf(String mark) {
    int at = length - mark.length();
    while (at >= from && !text.startsWith(mark, at)) {
      at--;
    }
    return at;
  }

  private int indexOf(String mark, int start) {
    for (int at = start; at <= length - mark.length(); at++) {
      if (text.startsWith(mark, at)) {
        return at;
      }
    }
    return -1;
  }
}
