package io.gatewaystack.transformabl.text;

/**
 * Marks that stand between the pieces of one value: where strings of a program are joined ({@code
 * "555" + "-0100"}), and around digits that stand one by one ({@code "5","5","5"}, {@code
 * [5][5][5]}, {@code 5|5|5}). A single such digit is not taken for a piece.
 */
final class Pieces {
  private static final int LONGEST_JOINT = 16;

  private Pieces() {}

  /** Whether two characters let a quote be one of those marks. */
  static boolean mayStart(char quote, char second, char third) {
    return isOperator(second) && (third == quote || third == ' ' || third == '|')
        || second == ' ' && isOperator(third)
        || second == ',' && (third == quote || third == ' ');
  }

  /** Behind a closing quote, an operator and the same quote again; -1 when that is not there. */
  static int joint(char[] chars, int at, int size) {
    int sign = skip(chars, at + 1, size);
    boolean operator = sign + 1 < size && isOperator(chars[sign]);
    boolean bars = operator && chars[sign] == '|';
    int behind = bars && chars[sign + 1] == '|' ? sign + 2 : sign + 1;
    int open = operator && (!bars || behind > sign + 1) ? skip(chars, behind, size) : size;
    boolean joins = open < size && open - at < LONGEST_JOINT && chars[open] == chars[at];
    return joins && isPiece(chars, at) ? open + 1 : -1;
  }

  /** Whether what ends at a quote goes on elsewhere: a space behind it is one between digits. */
  private static boolean isPiece(char[] chars, int quote) {
    return quote > 0 && (chars[quote - 1] != ' ' || quote > 1 && isDigit(chars[quote - 2]));
  }

  /**
   * Behind the quotes, and the comma between them, around one of several digits; -1 when they are
   * not there. The first quote of all and the last one stay.
   */
  static int quoteOfDigit(char[] chars, int at, int size) {
    if (at < 2 || !isDigit(chars[at - 1]) || chars[at - 2] != chars[at]) {
      return -1;
    }
    int comma = skip(chars, at + 1, size);
    int open = comma < size && chars[comma] == ',' ? skip(chars, comma + 1, size) : size;
    boolean next =
        open + 2 < size
            && chars[open] == chars[at]
            && isDigit(chars[open + 1])
            && chars[open + 2] == chars[at];
    return next ? open + 1 : -1;
  }

  /** Whether a digit stands alone in brackets, right beside another one that does. */
  static boolean isBoxed(char[] chars, int at, int size) {
    return isBox(chars, at, size) && (isBox(chars, at + 3, size) || isBox(chars, at - 3, size));
  }

  private static boolean isBox(char[] chars, int at, int size) {
    return at >= 0
        && at + 2 < size
        && chars[at] == '['
        && isDigit(chars[at + 1])
        && chars[at + 2] == ']';
  }

  /** Whether a bar stands between two of several single digits. */
  static boolean parts(char[] chars, int at, int size) {
    boolean between = at > 0 && at + 1 < size && isDigit(chars[at - 1]) && isDigit(chars[at + 1]);
    boolean before = at > 1 && chars[at - 2] == '|';
    boolean behind = at + 2 < size && chars[at + 2] == '|';
    boolean first = at == 1 || at > 1 && !isDigit(chars[at - 2]) && !isLetter(chars[at - 2]);
    boolean last = at + 2 == size || at + 2 < size && !isDigit(chars[at + 2]);
    return between && first && last && (before || behind);
  }

  private static int skip(char[] chars, int from, int size) {
    int at = from;
    while (at < size && at - from < LONGEST_JOINT && (chars[at] == ' ' || chars[at] == '\n')) {
      at++;
    }
    return at;
  }

  private static boolean isOperator(char c) {
    return c == '+' || c == '.' || c == '&' || c == '|';
  }

  private static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
