package io.gatewaystack.transformabl.safety;

/**
 * Reads a word in which digits and marks stand for letters as the word it was made from, if that
 * one is known; else it is no such word. Confined to one scan.
 */
final class MarkedWord {
  private static final int LONGEST = 24;

  private final WordWeights weights;
  private final char[] letters = new char[LONGEST];
  private int size;
  private int plain; // letters
  private int marks;
  private int word;

  MarkedWord(WordWeights weights) {
    this.weights = weights;
  }

  /** What stands for the word that was read last, as {@link Wording} has it. */
  int word() {
    return word;
  }

  /** Where the word ends that starts at a position, or that position where there is none. */
  int end(char[] chars, int from, int to) {
    int end = extent(chars, from, to);
    if (isKnown(chars, from)) {
      return end;
    }
    if (end > from && end < to && chars[end] == '!' && size < LONGEST) {
      take('!');
      return isKnown(chars, from) ? end + 1 : from;
    }
    return from;
  }

  private int extent(char[] chars, int from, int to) {
    size = 0;
    plain = 0;
    marks = 0;
    int at = from;
    while (at < to && isOfWord(chars, at, to)) {
      if (size == LONGEST) {
        size = 0;
        return from;
      }
      take(chars[at++]);
    }
    return at;
  }

  private void take(char c) {
    int kind = CharKind.of(c);
    plain += Character.isLetter(c) || kind == CharKind.APOSTROPHE ? 1 : 0;
    marks += kind == CharKind.MARK || kind == CharKind.STOP ? 1 : 0;
    letters[size++] = Respelling.letter(c);
  }

  private static boolean isOfWord(char[] chars, int at, int to) {
    int kind = CharKind.of(chars[at]);
    if (kind == CharKind.WORD || kind == CharKind.MARK) {
      return true;
    }
    boolean inside = chars[at] == '!' || kind == CharKind.APOSTROPHE;
    int next = inside && at + 1 < to ? CharKind.of(chars[at + 1]) : CharKind.SPACE;
    return next == CharKind.WORD || next == CharKind.MARK;
  }

  private boolean isKnown(char[] chars, int from) {
    boolean spelled = plain < size && (plain > 0 || marks > 1);
    if (!spelled || Respelling.isLetterAndDigit(chars, from, from + size)) {
      return false;
    }
    word = Wording.of(letters, 0, size);
    if (!weights.isKnown(word)) {
      for (int i = 0; i < size; i++) {
        boolean either = chars[from + i] == '1' || chars[from + i] == '|';
        letters[i] = either ? 'l' : letters[i];
      }
      word = Wording.of(letters, 0, size);
    }
    return weights.isKnown(word);
  }
}
