package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Marks;
import io.gatewaystack.transformabl.text.NormalText;

/**
 * A run of digits and the groups that follow it, each behind a short gap: what a phone number, a
 * date or a card number looks like before anybody knows which it is. Groups are read when they are
 * asked for, at most {@value #MOST_GROUPS}. Not safe for use by several threads.
 */
final class Digits {
  static final int MOST_GROUPS = 20;

  private static final int LONGEST_GAP = 3;

  private static final Marks GAPS = Marks.of(" -./_~(),\t\n\r");

  private static final int MOST_DIGITS = 64;

  private NormalText text = new NormalText();
  private final int[] from = new int[MOST_GROUPS];
  private final int[] to = new int[MOST_GROUPS];
  private int count;
  private boolean complete;
  private boolean lenient;
  private boolean labelled;
  private boolean follows;

  /**
   * Starts reading.
   *
   * @param start position of the first digit
   * @param looksLike whether letters that look like digits count as such
   */
  void start(NormalText newText, int start, boolean looksLike) {
    text = newText;
    labelled = false;
    if (looksLike != lenient || !shift(start)) {
      count = 0;
      complete = false;
      lenient = looksLike;
      group(start);
    }
    follows = isBehindOthers(start);
  }

  /** Another text is read: nothing of the last one is known any more. */
  void forget() {
    count = 0;
  }

  /** Starts with a group that was read already as one of the groups that follow another. */
  private boolean shift(int start) {
    int known = 1;
    while (known < count && from[known] < start) {
      known++;
    }
    if (known >= count || from[known] != start) {
      return false;
    }
    complete &= count < MOST_GROUPS;
    count -= known;
    System.arraycopy(from, known, from, 0, count);
    System.arraycopy(to, known, to, 0, count);
    return true;
  }

  /** Whether it was started at a position of the text that is read. */
  boolean startAt(int position) {
    return count > 0 && from[0] == position;
  }

  /** Says that the letters right in front of the first digit are a word of their own. */
  void label() {
    labelled = true;
  }

  private void group(int start) {
    int end = start;
    while (digit(end) >= 0 && end - start < MOST_DIGITS) {
      end++;
    }
    from[count] = start;
    to[count] = end;
    count++;
  }

  /** Whether there is a group of some index, the first being 0. */
  boolean has(int group) {
    while (count <= group && !complete) {
      next();
    }
    return group < count;
  }

  private void next() {
    int end = to[count - 1];
    int start = text.at(end) == '*' ? emphasised(end) : end;
    while (start - end < LONGEST_GAP && isGap(text.at(start))) {
      start++;
    }
    if (start > end && digit(start) >= 0 && count < MOST_GROUPS) {
      group(start);
    } else {
      complete = true;
    }
  }

  /** Behind a gap in emphasis, {@code **-**}; where it started when there is none. */
  private int emphasised(int from) {
    int stars = text.at(from + 1) == '*' ? 2 : 1;
    int close = from + stars;
    while (close - from - stars < 2 && isGap(text.at(close))) {
      close++;
    }
    boolean closed = text.at(close) == '*' && text.at(close + stars - 1) == '*';
    return close > from + stars && closed ? close + stars : from;
  }

  /** Whether a character may stand between two groups. */
  static boolean isGap(char c) {
    return c < 0x80 ? GAPS.have(c) : c == '年' || c == '月' || c == '년' || c == '월';
  }

  /** The digit at a position; -1 when there is none. */
  int digit(int position) {
    char c = text.at(position);
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return lenient ? likeness(c) : -1;
  }

  /** The digit a letter looks like in most fonts. */
  static int likeness(char c) {
    return switch (c) {
      case 'O', 'o' -> 0;
      case 'l', 'I', '|' -> 1;
      default -> -1;
    };
  }

  /** Whether a word of digits and letters is one of digits and letters that look like some. */
  static boolean areLikely(NormalText text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!text.isDigit(i) && likeness(text.at(i)) < 0) {
        return false;
      }
    }
    return to - from < MOST_DIGITS;
  }

  /**
   * Whether a word of letters that look like digits, or of some of them, follows the last group.
   */
  boolean mayGoOnInLetters() {
    int end = to[count - 1];
    int start = isGap(text.at(end)) ? end + 1 : end;
    if (!complete || likeness(text.at(start)) < 0 && !text.isDigit(start)) {
      return false;
    }
    return areLikely(text, start, text.wordEnd(start));
  }

  /** Whether a word for a digit follows the last group that was read. */
  boolean goesOnInWords() {
    int word = to[count - 1] + 1;
    return text.at(word - 1) == ' ' && text.isLetter(word) && SpokenDigits.isOne(text, word);
  }

  /** The text between two places, digits for letters that count as such. */
  String text(int start, int end) {
    char[] chars = text.text(start, end).toCharArray();
    for (int i = 0; lenient && i < chars.length; i++) {
      int likeness = likeness(chars[i]);
      chars[i] = likeness >= 0 ? (char) ('0' + likeness) : chars[i];
    }
    return String.valueOf(chars);
  }

  /** Whether letters that look like digits count as such. */
  boolean isLenient() {
    return lenient;
  }

  /** How many digits a group has; 0 when there is no such group. */
  int size(int group) {
    return has(group) ? to[group] - from[group] : 0;
  }

  int from(int group) {
    return from[group];
  }

  int to(int group) {
    return to[group];
  }

  /** What stands between a group and the next: one character, or NUL if there are more or none. */
  char gap(int group) {
    return has(group + 1) && from[group + 1] == to[group] + 1 ? text.at(to[group]) : 0;
  }

  /** Whether some character stands between a group and the next. */
  boolean gapHas(int group, char wanted) {
    for (int i = to[group]; has(group + 1) && i < from[group + 1]; i++) {
      if (text.at(i) == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Whether one and the same gap with some character in it stands between the first groups. */
  boolean areJoinedBy(char joint, int groups) {
    return gapHas(0, joint) && has(groups - 1) && evenlySpaced(groups);
  }

  /** Whether the first groups have these sizes. */
  boolean areSized(int... sizes) {
    for (int group = 0; group < sizes.length; group++) {
      if (size(group) != sizes[group]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the same stands between all of the first groups, character by character. */
  boolean evenlySpaced(int groups) {
    int gap = groups > 1 && has(groups - 1) ? from[1] - to[0] : 0;
    for (int group = 1; group < groups - 1; group++) {
      if (from[group + 1] - to[group] != gap) {
        return false;
      }
      for (int i = 0; i < gap; i++) {
        if (text.at(to[group] + i) != text.at(to[0] + i)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the first groups are single digits, with the same between all of them. */
  boolean areSingle(int groups) {
    return size(0) == 1 && total(0, groups - 1) == groups && evenlySpaced(groups);
  }

  /** How many digits some groups have together. */
  int total(int first, int last) {
    int total = 0;
    for (int group = first; group <= last; group++) {
      total += size(group);
    }
    return total;
  }

  /** The number that the digits of some groups make; at most 19 of them may be asked for. */
  long value(int first, int last) {
    long value = 0;
    for (int group = first; group <= last; group++) {
      for (int i = from[group]; i < to[group]; i++) {
        value = value * 10 + digit(i);
      }
    }
    return value;
  }

  /** Whether the first group is the rest of a row: other digits stand in front of it. */
  boolean follow() {
    return follows;
  }

  private boolean isBehindOthers(int start) {
    int before = start - 1;
    while (start - before <= LONGEST_GAP && isGap(text.at(before))) {
      before--;
    }
    return before < start - 1 && digit(before) >= 0;
  }

  /** Whether the first group alone fills a cell of a table, a list or a line. */
  boolean isCell() {
    return isBorder(from[0], -1) && isBorder(to[0] - 1, 1);
  }

  private boolean isBorder(int position, int direction) {
    int at = position + direction;
    while (Math.abs(at - position) <= LONGEST_GAP && " '\"-*".indexOf(text.at(at)) >= 0) {
      at += direction;
    }
    return at < 0 || at >= text.length() || ",;|\t\n\r()[]".indexOf(text.at(at)) >= 0;
  }

  /** Whether the first group starts a number, not the rest of a fraction. */
  boolean startsNumber() {
    int before = from[0] - 1;
    return (labelled || !text.isAlphanumeric(before))
        && !(text.at(before) == '.' && text.isDigit(before - 1));
  }

  /** Whether a number ends with a group: no letter, digit or fraction goes on. */
  boolean endsNumber(int group) {
    int end = to[group];
    return !text.isAlphanumeric(end) && !(text.at(end) == '.' && text.isDigit(end + 1));
  }

  /** Whether no digits belong to the first group that stand in front of it. */
  boolean isFront() {
    return startsNumber() && !continues(from[0] - 1, -1);
  }

  /** Whether no more digits belong to the first groups, in front of them or behind. */
  boolean standAlone(int groups) {
    return isFront() && endsNumber(groups - 1) && !continues(to[groups - 1], 1);
  }

  /** Whether a dash or slash has another digit beyond it. */
  private boolean continues(int joint, int direction) {
    char c = text.at(joint);
    return (c == '-' || c == '/' || c == '_') && text.isDigit(joint + direction);
  }
}
