package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Words that stand for a mark of an address when it is dictated, in a few languages. */
public final class SpokenMarks {
  static final int SHORTEST = 2;
  static final int LONGEST = 12;

  private static final Set<String> SIGNS =
      Set.of(
          "at",
          "at-sign",
          "at sign",
          "ät",
          "arroba",
          "arobase",
          "chez",
          "klammeraffe",
          "chiocciola",
          "małpa",
          "malpa",
          "zavinac",
          "zavináč",
          "kukac",
          "apenstaartje");

  /** Such as are ordinary words, too. */
  private static final Set<String> DOUBTFUL = Set.of("at", "ät", "chez");

  private static final Set<String> DOTS =
      Set.of(
          "dot", "kropka", "nokta", "point", "pont", "ponto", "punkt", "punktum", "punt", "punto");

  /** What stands between the words of a local part. */
  private static final Set<String> JOINTS =
      Set.of("dash", "hyphen", "minus", "plus", "underscore", "guion", "bindestrich");

  private SpokenMarks() {}

  /** The words that a sweep stops at: any for a dot, and the one that a written domain follows. */
  static Stream<String> triggers() {
    return Stream.concat(DOTS.stream(), Stream.of("at"));
  }

  static boolean isSign(NormalText text, int from, int to) {
    return isIn(SIGNS, text, from, to);
  }

  /** Whether a word is for the sign and for little else. */
  static boolean isSureSign(NormalText text, int from, int to) {
    return isSign(text, from, to) && !isIn(DOUBTFUL, text, from, to);
  }

  static boolean isDot(NormalText text, int from, int to) {
    return isIn(DOTS, text, from, to);
  }

  static boolean isJoint(NormalText text, int from, int to) {
    return isIn(DOTS, text, from, to) || isIn(JOINTS, text, from, to);
  }

  /** Whether a word that starts at a place stands between the parts of an address. */
  public static boolean join(NormalText text, int at) {
    int end = at;
    while (Character.isLetter(text.at(end)) && end - at <= LONGEST) {
      end++;
    }
    boolean sign = end - at == 4 && text.startsWith("sign", at);
    return sign || isSign(text, at, end) || isJoint(text, at, end);
  }

  private static boolean isIn(Set<String> words, NormalText text, int from, int to) {
    int length = to - from;
    return length >= SHORTEST
        && length <= LONGEST
        && words.contains(text.text(from, to).toLowerCase(Locale.ROOT));
  }

  /** Where the letters of any script that end at a position start. */
  static int start(NormalText text, int end) {
    int start = end;
    while (end - start <= LONGEST && Character.isLetter(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  /** How many marks, at most two, stand between a position and the word in front of it. */
  static int gapBefore(NormalText text, int at) {
    return isGap(text.at(at - 1)) ? isGap(text.at(at - 2)) ? 2 : 1 : 0;
  }

  /** Whether the marks behind a word are those in front of it, or close what these open. */
  static boolean isFramed(NormalText text, int from, int to, int gap) {
    for (int i = 1; i <= gap; i++) {
      char before = text.at(from - i);
      char behind = text.at(to - 1 + i);
      if (behind != before && behind != closing(before)) {
        return false;
      }
    }
    return gap > 0;
  }

  private static char closing(char open) {
    return switch (open) {
      case '<' -> '>';
      case '[' -> ']';
      case '(' -> ')';
      case '{' -> '}';
      case '«' -> '»';
      default -> open;
    };
  }

  private static boolean isGap(char c) {
    return " _-*|/~:#=\"'.<>[](){}«»".indexOf(c) >= 0;
  }
}
