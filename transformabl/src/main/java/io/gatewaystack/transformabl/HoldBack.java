package io.gatewaystack.transformabl;

import java.lang.Character.UnicodeScript;
import java.util.List;

/**
 * Decides how much of an unfinished text may leave: not what could still become part of a match, or
 * whose meaning words to come could change. In prose that is the last word, and what follows a
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
  private static final int SHORT_WORD = 4; // a group of letters in an account number
  private static final String DASHES = "-----";
  private static final String BLOCK = DASHES + "BEGIN";
  private static final String BLOCK_END = DASHES + "END";

  private final String text;
  private final int from;

  private HoldBack(String text, int from) {
    this.text = text;
    this.from = from;
  }

  /**
   * Where to stop.
   *
   * @param text what left last, then what has not left
   * @param from where that begins which has not left
   * @param matches what was found in the text
   */
  static int position(String text, int from, List<Match> matches) {
    return new HoldBack(text, from).position(matches);
  }

  private int position(List<Match> matches) {
    int word = lastWord();
    int hold = Math.min(Math.min(word, numbers(matches, word)), openBlock());
    for (int i = matches.size() - 1; i >= 0; i--) {
      Match match = matches.get(i);
      boolean open = match.end() > text.length() - REACH && !isDecided(match, word);
      if (match.start() < hold && (open || match.end() > hold)) {
        hold = match.start();
      }
    }
    return bounded(Math.max(hold, from), matches);
  }

  /** What is sure by itself stays what it is when the next word has begun and is no number. */
  private boolean isDecided(Match match, int word) {
    if (match.confidence() != Confidence.HIGH || match.end() >= word) {
      return false;
    }
    for (int at = match.end(); at < text.length(); at++) {
      if (Character.isLetterOrDigit(text.charAt(at))) {
        return Character.isLetter(text.charAt(at));
      }
    }
    return false;
  }

  /** What is held too long leaves; a match in it as a whole. */
  private int bounded(int hold, List<Match> matches) {
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

  private int lastWord() {
    int at = text.length();
    int wide = 0;
    while (at > from && wide <= MOST_WIDE && !Character.isWhitespace(text.charAt(at - 1))) {
      at--;
      wide += isWide(text.charAt(at)) ? 1 : 0;
    }
    return at;
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
  private int numbers(List<Match> matches, int word) {
    int at = firstOpenDigit(matches, word);
    if (at == text.length()) {
      return at;
    }
    int start = wordStart(at);
    int floor = Math.max(from, start - MOST_CHAIN);
    while (true) {
      int end = start;
      while (end > floor && start - end < GAP && !isOfGroup(text.charAt(end - 1))) {
        end--;
      }
      int group = wordStart(end);
      if (group < floor || group == end || !mayBelong(group, end)) {
        return start;
      }
      start = group;
    }
  }

  private int firstOpenDigit(List<Match> matches, int word) {
    int at = Math.max(from, text.length() - REACH);
    while (at < text.length()) {
      int past = pastDecided(at, matches, word);
      if (past == at && Character.isDigit(text.charAt(at))) {
        return at;
      }
      at = Math.max(past, at + 1);
    }
    return at;
  }

  private int pastDecided(int at, List<Match> matches, int word) {
    for (Match match : matches) {
      if (match.start() <= at && match.end() > at && isDecided(match, word)) {
        return match.end();
      }
    }
    return at;
  }

  private int wordStart(int at) {
    int start = at;
    while (start > from && isOfGroup(text.charAt(start - 1)) && at - start < MOST_CHAIN) {
      start--;
    }
    return start;
  }

  private static boolean isOfGroup(char c) {
    return !Character.isWhitespace(c);
  }

  private boolean mayBelong(int start, int end) {
    boolean letters = true;
    for (int at = start; at < end; at++) {
      if (Character.isDigit(text.charAt(at))) {
        return true;
      }
      letters &= Character.isUpperCase(text.charAt(at));
    }
    return letters && end - start <= SHORT_WORD;
  }

  /** A block in armour (RFC 7468) that has begun and not ended. */
  private int openBlock() {
    int begin = text.lastIndexOf(BLOCK);
    if (begin < from) {
      return text.length();
    }
    int end = text.indexOf(BLOCK_END, begin);
    boolean complete = end >= 0 && text.indexOf(DASHES, end + BLOCK_END.length()) >= 0;
    return complete ? text.length() : begin;
  }
}
