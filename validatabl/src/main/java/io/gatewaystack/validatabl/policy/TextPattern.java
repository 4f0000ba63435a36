package io.gatewaystack.validatabl.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.gatewaystack.validatabl.policy.RegexToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A regular expression that matches whole texts. An alternative that begins with {@code ^} is a
 * prefix; every other one gets an end anchor of its own, so that {@code ^a|b} does not match {@code
 * bx}, and all are tried from the first character only, so that it does not match {@code xb}.
 *
 * <p>The expression runs only on texts that begin as it does: that is ten times cheaper to tell.
 */
final class TextPattern {
  static final int MAX_LENGTH = 1000;

  private static final String END = "\\z";

  private final Pattern pattern;
  private final String beginning;

  private TextPattern(Pattern pattern, String beginning) {
    this.pattern = pattern;
    this.beginning = beginning;
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException when it is not RE2 syntax, or too large
   */
  static TextPattern of(String regex) {
    List<RegexToken> tokens = RegexToken.read(regex);
    if (regex.length() > MAX_LENGTH || RegexSize.isTooLarge(tokens)) {
      throw new IllegalArgumentException(
          "too large (expected: at most " + MAX_LENGTH + " characters, few nested repetitions)");
    }
    try {
      Pattern.compile(regex); // before anything is added to it
      return new TextPattern(Pattern.compile(anchored(tokens), Pattern.DOTALL), beginning(tokens));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not an RE2 expression: " + e.getDescription(), e);
    }
  }

  boolean matches(String text) {
    return text.startsWith(beginning) && pattern.matcher(text).lookingAt();
  }

  /** The expression with its outermost alternatives anchored. */
  private static String anchored(List<RegexToken> tokens) {
    StringBuilder anchored = new StringBuilder();
    List<RegexToken> alternative = new ArrayList<>();
    int depth = 0;
    for (RegexToken token : tokens) {
      depth += token.kind() == Kind.OPEN ? 1 : token.kind() == Kind.CLOSE ? -1 : 0;
      if (token.kind() == Kind.BAR && depth == 0) {
        append(alternative, anchored);
        anchored.append('|');
        alternative.clear();
      } else {
        alternative.add(token);
      }
    }
    append(alternative, anchored);
    return anchored.toString();
  }

  private static void append(List<RegexToken> alternative, StringBuilder anchored) {
    alternative.forEach(token -> anchored.append(token.text()));
    boolean open =
        alternative.stream()
            .filter(token -> token.kind() != Kind.FLAGS)
            .findFirst()
            .filter(TextPattern::isBegin)
            .isPresent();
    if (open) {
      return;
    }
    RegexToken last = alternative.isEmpty() ? null : alternative.get(alternative.size() - 1);
    boolean quoting = last != null && last.kind() == Kind.QUOTE && !last.text().endsWith("\\E");
    anchored.append(quoting ? "\\E" : "").append(END);
  }

  private static boolean isBegin(RegexToken token) {
    return token.kind() == Kind.STEP && (token.text().equals("^") || token.text().equals("\\A"));
  }

  /** The characters that every text must begin with, as far as they are written plainly. */
  private static String beginning(List<RegexToken> tokens) {
    if (tokens.stream().anyMatch(t -> t.kind() == Kind.BAR || t.kind() == Kind.FLAGS)) {
      return "";
    }
    StringBuilder beginning = new StringBuilder();
    for (int i = !tokens.isEmpty() && isBegin(tokens.get(0)) ? 1 : 0; i < tokens.size(); i++) {
      RegexToken token = tokens.get(i);
      if (token.kind() == Kind.REPEAT && !token.text().startsWith("+")) {
        dropLast(beginning);
      }
      if (token.kind() != Kind.CHARACTER) {
        break;
      }
      beginning.append(token.text());
    }
    return beginning.toString();
  }

  /** The last character may be missing; it may be half of a pair. */
  private static void dropLast(StringBuilder text) {
    if (text.length() > 0) {
      text.setLength(text.offsetByCodePoints(text.length(), -1));
    }
  }
}
