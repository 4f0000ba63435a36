package io.gatewaystack.validatabl.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that matches whole texts. An alternative that begins with {@code ^} is a
 * prefix; every other one gets an end anchor of its own, so that {@code ^a|b} does not match {@code
 * bx}, and all are tried from the first character only, so that it does not match {@code xb}.
 */
final class TextPattern {
  private static final String END = "\\z";

  private final Pattern pattern;

  private TextPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException when it is not RE2 syntax
   */
  static TextPattern of(String regex) {
    try {
      Pattern.compile(regex); // before anything is added to it
      return new TextPattern(Pattern.compile(new Anchoring(regex).apply(), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not an RE2 expression: " + e.getDescription(), e);
    }
  }

  boolean matches(String text) {
    return pattern.matcher(text).lookingAt();
  }

  /** Copies a valid expression and anchors its outermost alternatives. */
  private static final class Anchoring {
    private final String regex;
    private final StringBuilder anchored = new StringBuilder();
    private int at;
    private boolean open;
    private boolean quoting;

    Anchoring(String regex) {
      this.regex = regex;
    }

    String apply() {
      int depth = 0;
      beginAlternative();
      while (at < regex.length()) {
        char c = regex.charAt(at);
        if (c == '|' && depth == 0) {
          endAlternative();
          copy(1);
          beginAlternative();
          continue;
        }
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        copy(c == '\\' ? escape() : c == '[' ? characterClass() : 1);
      }
      endAlternative();
      return anchored.toString();
    }

    private void beginAlternative() {
      while (regex.startsWith("(?", at) && isFlags(regex.indexOf(')', at))) {
        copy(regex.indexOf(')', at) + 1 - at);
      }
      open = regex.startsWith("^", at) || regex.startsWith("\\A", at);
    }

    /** Whether the group that starts here only sets flags, e.g. {@code (?i)}. */
    private boolean isFlags(int end) {
      return regex.substring(at + 2, end).chars().allMatch(c -> c == '-' || Character.isLetter(c));
    }

    private void endAlternative() {
      if (!open) {
        anchored.append(quoting ? "\\E" : "").append(END);
      }
    }

    /** Length of the escape here; a quotation may last to the end of the expression. */
    private int escape() {
      if (!regex.startsWith("\\Q", at)) {
        return 2;
      }
      int end = regex.indexOf("\\E", at);
      quoting = end < 0;
      return quoting ? regex.length() - at : end + 2 - at;
    }

    /** Length of the class here: a bracket that comes first in it is a member. */
    private int characterClass() {
      int i = at + 1;
      if (regex.charAt(i) == '^') {
        i++;
      }
      int first = i;
      while (i == first || regex.charAt(i) != ']') {
        int named = regex.startsWith("[:", i) ? regex.indexOf(":]", i + 2) : -1;
        i = named >= 0 ? named + 2 : i + (regex.charAt(i) == '\\' ? 2 : 1);
      }
      return i + 1 - at;
    }

    private void copy(int length) {
      anchored.append(regex, at, at + length);
      at += length;
    }
  }
}
