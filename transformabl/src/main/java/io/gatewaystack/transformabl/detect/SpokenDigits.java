package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.List;

/**
 * Numbers read out digit by digit: {@code call five five five, zero one zero zero}, also {@code
 * five double 5 zero}. The words are written as digits, and what stands around them is read again
 * with those. Keeps its buffers from text to text. Not safe for use by several threads.
 */
public final class SpokenDigits {
  static final int LONGEST_WORD = DigitWords.LONGEST;

  /** Words that say how often the next digit counts: two, three. */
  static final List<String> MULTIPLES = List.of("double", "triple");

  private static final int LEAST = 7;
  private static final int MOST = 19;
  private static final int LONGEST_GAP = 3;
  private static final int LEAST_WORDS = 3; // among figures in groups: null,45.251.243.158,null
  private static final int MOST_FIGURES = 4; // side by side

  private final StringBuilder digits = new StringBuilder(MOST);
  private int end;

  /** Reads the digits that start with the word at a place; whether there are enough of them. */
  boolean read(NormalText text, int start) {
    digits.setLength(0);
    int at = start;
    int times = 1;
    int words = 0;
    boolean grouped = false; // figures, as they are written
    while (digits.length() < MOST) {
      int wordEnd = text.isDigit(at) ? text.wordEnd(at) : wordEnd(text, at);
      int more = times(text, at, wordEnd);
      if (more > 1) {
        times = more;
      } else if (append(text, at, wordEnd, times)) {
        times = 1;
        words += text.isDigit(at) ? 0 : 1;
        grouped |= text.isDigit(at) && wordEnd - at > 1;
        end = wordEnd;
      } else {
        break;
      }
      at = wordEnd + gap(text, wordEnd);
    }
    boolean beside = grouped && words < LEAST_WORDS && !text.isDigit(start);
    return digits.length() >= LEAST && !beside;
  }

  private boolean append(NormalText text, int from, int to, int times) {
    boolean letter = to == from + 1 && (text.at(from) | 0x20) == 'o';
    char digit = letter ? '0' : digit(text, from, to);
    if (digit != 0) {
      for (int i = 0; i < times; i++) {
        digits.append(digit);
      }
      return true;
    }
    for (int i = from; i < to; i++) {
      if (!text.isDigit(i) || to - from > MOST_FIGURES) {
        return false;
      }
    }
    digits.append(text.text(from, to));
    return to > from;
  }

  /** How often the next digit counts by a word: 1 unless it is such a word. */
  private static int times(NormalText text, int from, int to) {
    for (int i = 0; i < MULTIPLES.size(); i++) {
      String word = MULTIPLES.get(i);
      if (to - from == word.length() && text.startsWith(word, from)) {
        return i + 2;
      }
    }
    return 1;
  }

  private static int wordEnd(NormalText text, int from) {
    int end = from;
    while (Character.isLetter(text.at(end)) && end - from <= LONGEST_WORD) {
      end++;
    }
    return end;
  }

  private static int gap(NormalText text, int from) {
    int gap = 0;
    while (gap < LONGEST_GAP && isGap(text.at(from + gap))) {
      gap++;
    }
    return gap;
  }

  /** Whether a word for a digit starts at a place. */
  public static boolean isOne(NormalText text, int at) {
    int end = wordEnd(text, at);
    return end > at && mayStart(text, at, end);
  }

  /** Whether a word may be the first of a number that is read out to its end. */
  static boolean mayStartNumber(NormalText text, int from, int to) {
    return text.length() - to >= LEAST - 1 && mayStart(text, from, to);
  }

  /** Whether a word may be the first of a number. */
  static boolean mayStart(NormalText text, int from, int to) {
    return digit(text, from, to) != 0 || times(text, from, to) > 1;
  }

  /** The digit a word stands for; NUL when it is none. */
  static char digit(NormalText text, int from, int to) {
    return DigitWords.digit(text, from, to);
  }

  /**
   * Where the words of digits start that stand at the end of a text which goes on, with the word
   * behind them that has perhaps begun; the end of the text when none do.
   *
   * @param floor where to stop looking
   */
  public static int start(NormalText text, int length, int floor) {
    int start = length;
    int at = length;
    boolean first = true;
    while (at > floor && length - start < MOST * (LONGEST_WORD + LONGEST_GAP)) {
      int end = at;
      while (end > floor && at - end < LONGEST_GAP && isGap(text.at(end - 1))) {
        end--;
      }
      int word = end;
      while (word > floor && end - word <= LONGEST_WORD && isOfWord(text, word - 1)) {
        word--;
      }
      boolean digit = belongs(text, word, end);
      if (!digit && !(first && end - word <= LONGEST_WORD)) {
        break;
      }
      first = false;
      start = digit ? word : start;
      at = word;
      if (word == end) {
        break;
      }
    }
    return start;
  }

  private static boolean isOfWord(NormalText text, int at) {
    return text.isDigit(at) || Character.isLetter(text.at(at));
  }

  private static boolean belongs(NormalText text, int from, int to) {
    boolean short0 = to == from + 1 && (text.isDigit(from) || (text.at(from) | 0x20) == 'o');
    return short0 || digit(text, from, to) != 0 || times(text, from, to) > 1;
  }

  private static boolean isGap(char c) {
    return c == ' ' || c == '-' || c == ',' || c == '.' || c == '\n' || c == '\t' || c == '/';
  }

  /** What was read, as digits. */
  CharSequence digits() {
    return digits;
  }

  /** Position behind the last word that was read. */
  int end() {
    return end;
  }
}
