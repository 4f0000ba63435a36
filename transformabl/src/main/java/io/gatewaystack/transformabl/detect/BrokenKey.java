package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;

/**
 * Keys that something stands within: one break of the line, as mails and terminals put it, or marks
 * of emphasis. Both sides are long, and the second looks random by itself.
 */
public final class BrokenKey {
  private static final int SHORTEST_PREFIX = 3;
  private static final int SHORTEST_PIECE = 4;
  private static final int LONGEST_INDENT = 8;
  private static final int MOST_STARS = 4;
  private static final int LONGEST = 512;
  private static final String OBJECT = "eyj"; // a token of JSON, in any case

  private BrokenKey() {}

  /** Where a key that goes on behind a break ends; -1 when there is none. */
  static int end(IssuedKey key, NormalText text, int at) {
    if (!isDistinct(key)) {
      return -1;
    }
    int count = 0;
    int breaks = 0;
    int start = behindStars(text, at + key.prefix().length());
    int piece = start;
    while (true) {
      int end = piece;
      while (key.isPart(text.at(end)) && count <= key.most()) {
        end++;
        count++;
      }
      boolean first = piece == start;
      boolean fits = first ? count < key.least() : isRandom(text, piece, end);
      if (end - piece < SHORTEST_PIECE || !fits || count > key.most()) {
        return -1;
      }
      if (count >= key.least()) {
        return end;
      }
      int next = behindStars(text, end);
      if (next == end && breaks++ == 0) {
        next = behindBreak(text, end);
      }
      if (next == end) {
        return -1;
      }
      piece = next;
    }
  }

  private static boolean isDistinct(IssuedKey key) {
    String prefix = key.prefix();
    return prefix.length() >= SHORTEST_PREFIX && !prefix.equals("sk-") && !prefix.equals("SG.");
  }

  private static int behindStars(NormalText text, int from) {
    int end = from;
    while (end - from < MOST_STARS && text.at(end) == '*') {
      end++;
    }
    return end;
  }

  /** Behind the end of a line, the mark that it goes on, and spaces; the start if none is there. */
  static int behindBreak(NormalText text, int from) {
    char mark = text.at(from);
    int end = mark == '=' || mark == '\\' ? from + 1 : from;
    end += text.at(end) == '\r' ? 1 : 0;
    if (text.at(end) != '\n') {
      return from;
    }
    int start = end + 1;
    int at = start;
    while (at - start < LONGEST_INDENT && (text.at(at) == ' ' || text.at(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** Where the short word that ends the line in front of a place starts; -1 when there is none. */
  static int before(NormalText text, int from) {
    int end = from;
    while (from - end < LONGEST_INDENT && (text.at(end - 1) == ' ' || text.at(end - 1) == '\t')) {
      end--;
    }
    if (text.at(end - 1) != '\n') {
      return -1;
    }
    end--;
    int last = end;
    while (end - last < 2 && "\r=\\".indexOf(text.at(last - 1)) >= 0) {
      last--;
    }
    int start = last;
    while (last - start < LONGEST_INDENT * 2 && text.isAlphanumeric(start - 1)) {
      start--;
    }
    return start < last && text.at(start) == 'A' ? start : -1;
  }

  /** Whether a piece is no word: digits are in it, or capitals among small letters. */
  private static boolean isRandom(NormalText text, int from, int to) {
    boolean mixed = false;
    for (int at = from; at < to; at++) {
      boolean capital = at > from && text.at(at) < 'a' && text.at(at - 1) >= 'a';
      mixed |= text.isDigit(at) || capital && text.isLetter(at);
    }
    return mixed && !hasWord(text, from, to);
  }

  /** Whether one of the parts between dashes and low lines is a word. */
  private static boolean hasWord(NormalText text, int from, int to) {
    int start = from;
    for (int at = from; at <= to; at++) {
      if (at == to || !text.isAlphanumeric(at)) {
        if (at - start >= SHORTEST_PIECE && (at < to || start > from) && isSmall(text, start, at)) {
          return true;
        }
        start = at + 1;
      }
    }
    return false;
  }

  private static boolean isSmall(NormalText text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text.at(at) < 'a' || text.at(at) > 'z') {
        return false;
      }
    }
    return true;
  }

  /**
   * Where the word starts that ends a line and may be the first piece of a key; -1 when it is none.
   *
   * @param from where to look no further back
   * @param end behind the last character of the line
   */
  public static int open(NormalText text, int from, int end) {
    char mark = text.at(end - 1);
    int last = mark == '=' || mark == '\\' ? end - 1 : end;
    int start = last;
    while (start > from && last - start < LONGEST && isOfKey(text, start - 1)) {
      start--;
    }
    if (text.startsWith(OBJECT, start)) {
      return start;
    }
    for (IssuedKey key : IssuedKeyDetector.KEYS) {
      if (key.startsAt(text, start) && isDistinct(key)) {
        return start;
      }
    }
    return -1;
  }

  private static boolean isOfKey(NormalText text, int at) {
    return text.isAlphanumeric(at) || "-_.+/*".indexOf(text.at(at)) >= 0;
  }
}
