package io.gatewaystack.context.expression;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells expressions that RE2/J 1.8 would never come to an end with: where case does not matter, it
 * looks for all forms of a letter by going from one to the next until it is back at the first, and
 * to nine old Cyrillic letters no way leads back. It does so for every letter that is named and for
 * every member of a range, but not for classes that have a name, nor for a range of all letters
 * that have case.
 */
public final class EndlessFolding {
  /** What to tell the owner of such an expression. */
  public static final String REFUSAL =
      "names one of U+1C80 to U+1C88 where case does not matter"
          + " (expected: (?i) with other characters and ranges only)";

  private static final int FIRST = 0x1C80;
  private static final int LAST = 0x1C88;

  /** Between these lie all characters that have another case; a range of them all is not folded. */
  private static final int LEAST_WITH_CASE = 'A';

  private static final int MOST_WITH_CASE = 0x1044F;

  private static final String ONE =
      "(\\\\x\\{[0-9a-fA-F]+}|\\\\x[0-9a-fA-F]{2}|\\\\[0-7]{1,3}|\\\\.|.)";

  /** What a class is made of: a class with a name, one character, or from one to another. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "\\[:[^]]*:]|\\\\[pP](\\{[^}]*}|.)|\\\\[dDsSwW]|" + ONE + "(?:-(?!])" + ONE + ")?",
          Pattern.DOTALL);

  private static final int FROM = 2;
  private static final int TO = 3;

  private EndlessFolding() {}

  /** Whether an expression, valid or not, must not be given to the engine. */
  public static boolean isIn(List<RegexToken> expression) {
    return expression.stream().anyMatch(EndlessFolding::ignoresCase)
        && expression.stream().anyMatch(EndlessFolding::names);
  }

  /**
   * Whether case does not matter from here on; where it begins to matter again is not looked at.
   */
  private static boolean ignoresCase(RegexToken token) {
    return switch (token.kind()) {
      case FLAGS -> token.text().split("-", -1)[0].contains("i");
      case OPEN -> token.text().endsWith(":") && token.text().split("-", -1)[0].contains("i");
      case CHARACTER, STEP, QUOTE, CLOSE, BAR, REPEAT -> false;
    };
  }

  private static boolean names(RegexToken token) {
    return switch (token.kind()) {
      case CHARACTER, QUOTE -> token.text().codePoints().anyMatch(c -> isEndless(c, c));
      case STEP -> {
        boolean many = token.text().startsWith("[");
        int start = !many ? 0 : token.text().startsWith("[^") ? 2 : 1;
        Matcher members = MEMBER.matcher(token.text()).region(start, token.text().length());
        yield members.results().anyMatch(m -> m.group(FROM) != null && isEndless(m));
      }
      case FLAGS, OPEN, CLOSE, BAR, REPEAT -> false;
    };
  }

  private static boolean isEndless(MatchResult range) {
    int from = character(range.group(FROM));
    return isEndless(from, range.group(TO) == null ? from : character(range.group(TO)));
  }

  private static boolean isEndless(int from, int to) {
    return from <= LAST && to >= FIRST && !(from <= LEAST_WITH_CASE && to >= MOST_WITH_CASE);
  }

  /** The character that is written so; of an escape that means none, any harmless one. */
  private static int character(String one) {
    if (one.charAt(0) != '\\' || one.length() == 1) {
      return one.codePointAt(0);
    }
    if (one.charAt(1) == 'x' && one.length() > 2) {
      String digits = one.replaceAll("[\\\\x{}]", "");
      return digits.replaceFirst("^0+", "").length() > 6 ? 0 : Integer.parseInt(digits, 16);
    }
    return one.codePointAt(1) >= '0' && one.codePointAt(1) <= '7'
        ? Integer.parseInt(one.substring(1), 8)
        : one.codePointAt(1);
  }
}
