package io.gatewaystack.transformabl.text;

/**
 * Which letters of other scripts stand for Latin ones. Decided for a run of letters and digits as a
 * whole: one that holds Latin letters is Latin, a number with look-alikes is one, and what looks
 * Latin from end to end is, next to Latin in an address. A Russian word is not a disguise.
 *
 * <p>Each run is looked at once. Not safe for use by several threads.
 */
final class LatinRuns {
  private static final String JOINTS = "@.-_+";
  private static final String FIGURES = "ОоІӏЗΟοΙ"; // letters that look like digits
  private static final String PARTING = "-./"; // between the groups of a number
  private static final int LONGEST_RUN = 32;

  private int end; // the run that was judged last
  private boolean latin;

  /** Another text is read. */
  void restart() {
    end = 0;
  }

  /**
   * Whether the look-alike at a position stands for a Latin letter.
   *
   * @param before what is read right before it, 0 for nothing
   * @param joined what is read before that; counts where {@code before} joins the parts of
   *     addresses
   */
  boolean contain(char[] chars, int at, int size, char before, char joined) {
    if (at >= end) {
      judge(chars, at, size, before, joined);
    }
    return latin;
  }

  private void judge(char[] chars, int from, int size, char before, char joined) {
    boolean letters = isLetter(before);
    boolean digits = isDigit(before);
    boolean alike = true;
    boolean figures = true;
    int at = from;
    while (at < size) {
      int codePoint = Character.codePointAt(chars, at, size);
      int folded = Folding.fold(codePoint);
      if (folded == Folding.KEEP && Character.isLetter(codePoint) && codePoint >= 0x80) {
        alike &= LookAlikes.latin(codePoint) != 0;
        figures = figures && FIGURES.indexOf(codePoint) >= 0;
      } else if (folded != Folding.DROP) {
        char read = folded > 0 ? (char) folded : (char) Math.min(codePoint, 0x80);
        if (!isLetter(read) && !isDigit(read)) {
          break;
        }
        letters |= isLetter(read);
        digits |= isDigit(read);
      }
      at += Character.charCount(codePoint);
    }
    end = Math.max(at, from + 1);
    boolean linked = isJoint(before) && isLetter(joined) || leads(chars, at, size);
    boolean group = figures && (follows(before, joined) || goesOn(chars, at, size));
    latin = letters || group || alike && (digits || linked);
  }

  /** Whether the groups of a number stand in front. */
  private static boolean follows(char before, char joined) {
    return isDigit(joined) && (PARTING.indexOf(before) >= 0 || before == ' ');
  }

  /** Whether groups follow with a digit among them, and letters that look like some. */
  private static boolean goesOn(char[] chars, int from, int size) {
    int at = from;
    while (at + 1 < size
        && at - from < LONGEST_RUN
        && (PARTING.indexOf(chars[at]) >= 0 || at > from && FIGURES.indexOf(chars[at]) >= 0)) {
      at++;
    }
    return at > from && isDigit(chars[at]);
  }

  private static boolean leads(char[] chars, int at, int size) {
    int end = at + 1;
    while (isJoint(chars[Math.min(at, size - 1)]) && end < size && end - at < LONGEST_RUN) {
      if (isLetter(chars[end])) {
        return true;
      }
      if (!Character.isLetter(chars[end])) {
        return false;
      }
      end++;
    }
    return false;
  }

  private static boolean isJoint(char c) {
    return JOINTS.indexOf(c) >= 0;
  }

  private static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
