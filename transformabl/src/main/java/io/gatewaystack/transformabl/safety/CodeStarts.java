package io.gatewaystack.transformabl.safety;

import java.util.Arrays;

/**
 * Where signs of code can start in a text of ASCII that holds no marks but {@code , . - : / _}: at
 * the first letters of a few words, at a few marks, and where two points follow each other. Noted
 * while the words are read. Confined to one scan.
 */
final class CodeStarts {
  private final CodeSigns signs = CodeSigns.INSTANCE;
  private int[] offsets = new int[16];
  private int count;

  void clear() {
    count = 0;
  }

  /** Takes the offset of a mark, or of a word behind what is no letter, digit or low line. */
  void pass(char[] chars, int length, int at) {
    char c = chars[at];
    char next = at + 1 < length ? chars[at + 1] : 0;
    if (signs.mayStart(c, next) || c == '.' && next == '.') {
      add(at);
    }
  }

  /** Takes what follows the apostrophe of a contraction. */
  void passEnding(char[] chars, int length, int from, int to) {
    int ending = to;
    while (ending > from && chars[ending - 1] != '\'') {
      ending--;
    }
    pass(chars, length, ending);
  }

  /** Takes an offset where one can. */
  void add(int at) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
    }
    offsets[count++] = at;
  }

  int count() {
    return count;
  }

  /** One of them, the first being 0. */
  int at(int index) {
    return offsets[index];
  }
}
