package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Eight;
import io.gatewaystack.transformabl.text.Name;
import io.gatewaystack.transformabl.text.NormalText;

/**
 * Numbers read out digit by digit: {@code call five five five, zero one zero zero}. The words are
 * written as digits, and what stands around them is read again with those. Keeps its buffers from
 * text to text. Not safe for use by several threads.
 */
public final class SpokenDigits {
  static final int LONGEST_WORD = 5;
  private static final int LEAST = 7;
  private static final int MOST = 19;
  private static final int BEFORE = 40;
  private static final int BEHIND = 24;

  /** The digits by the length of their word. */
  private static final String[][] WORDS = {
    {},
    {},
    {"oh"},
    {"one", "two", "six"},
    {"zero", "four", "five", "nine"},
    {"three", "seven", "eight"}
  };

  /** Those words, each at the place its letters give; see {@link #maySay}. */
  private static final long[] PACKED = packed();

  private static final String[] DIGITS = {"", "", "0", "126", "0459", "378"};

  private final Reading reading = Reading.ofDigits();
  private final StringBuilder digits = new StringBuilder(MOST);
  private int end;

  private static long[] packed() {
    long[] packed = new long[64];
    for (String[] words : WORDS) {
      for (String word : words) {
        long letters = 0;
        for (int i = 0; i < word.length(); i++) {
          letters = Eight.append(letters, i, word.charAt(i));
        }
        if (packed[slot(letters)] != 0) {
          throw new IllegalStateException(word + " has the place of another word");
        }
        packed[slot(letters)] = letters;
      }
    }
    return packed;
  }

  private static int slot(long letters) {
    return (int) (letters * 0x9E3779B97F4A7C15L >>> 58);
  }

  /** Whether a word is that of a digit, by its letters as {@link Eight#word} has them. */
  static boolean maySay(long letters) {
    return PACKED[slot(letters)] == letters;
  }

  /** Reads the digits that start with the word at a place; whether there are enough of them. */
  boolean read(NormalText text, int start) {
    digits.setLength(0);
    int at = start;
    while (digits.length() < MOST) {
      int wordEnd = at;
      while (text.isLetter(wordEnd) && wordEnd - at <= LONGEST_WORD) {
        wordEnd++;
      }
      char digit = digit(text, at, wordEnd);
      if (digit == 0) {
        break;
      }
      digits.append(digit);
      end = wordEnd;
      at = wordEnd;
      while (at - wordEnd < 2 && isGap(text.at(at))) {
        at++;
      }
    }
    return digits.length() >= LEAST;
  }

  /** The digit a word stands for; NUL when it is none. */
  static char digit(NormalText text, int from, int to) {
    int length = to - from;
    String[] words = length < WORDS.length ? WORDS[length] : WORDS[0];
    for (int i = 0; i < words.length; i++) {
      if (text.startsWith(words[i], from)) {
        return DIGITS[length].charAt(i);
      }
    }
    return 0;
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
    while (at > floor && length - start < MOST * (LONGEST_WORD + 2)) {
      int end = at;
      while (end > floor && at - end < 2 && isGap(text.at(end - 1))) {
        end--;
      }
      int word = end;
      while (word > floor && end - word <= LONGEST_WORD && text.isLetter(word - 1)) {
        word--;
      }
      boolean digit = digit(text, word, end) != 0;
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

  private static boolean isGap(char c) {
    return c == ' ' || c == '-' || c == ',';
  }

  /** Position behind the last word that was read. */
  int end() {
    return end;
  }

  /** Looks at what was read, in what stands around it, and reports what is found to another. */
  void find(Sweep sweep, Reading outer, int start, Name name) {
    NormalText text = outer.text();
    int from = Math.min(start, BEFORE);
    String around =
        text.text(start - from, start)
            + digits
            + text.text(end, Math.min(text.length(), end + BEHIND));
    reading.text().read(around);
    for (Found found : sweep.over(reading, start > BEFORE ? Name.NONE : name)) {
      if (found.start() <= from && found.end() >= from + digits.length()) {
        outer.add(found.detector(), start, end, found);
      }
    }
  }
}
