package io.gatewaystack.validatabl.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.gatewaystack.context.expression.EndlessFolding;
import io.gatewaystack.context.expression.RegexSize;
import io.gatewaystack.context.expression.RegexToken;
import io.gatewaystack.context.expression.RegexToken.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that matches whole texts. An alternative that begins with {@code ^} is a
 * prefix; every other one gets an end anchor of its own, so that {@code ^a|b} does not match {@code
 * bx}, and all are tried from the first character only, so that it does not match {@code xb}.
 *
 * <p>What a policy holds is matched by a table ({@link TabledPatterns}). Else the expression runs.
 */
final class TextPattern {
  static final int MAX_LENGTH = 1000;

  private static final String END = "\\z";

  private final Pattern pattern;
  private final String beginning;
  private final @Nullable TextTable table;

  private TextPattern(Pattern pattern, String beginning, @Nullable TextTable table) {
    this.pattern = pattern;
    this.beginning = beginning;
    this.table = table;
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException when it is not RE2 syntax, would take much memory, or the
   *     engine cannot compile it
   */
  static TextPattern of(String regex) {
    List<RegexToken> tokens = RegexToken.read(regex);
    if (RegexSize.isTooLarge(tokens)) {
      throw tooLarge();
    }
    if (EndlessFolding.isIn(tokens)) {
      throw new IllegalArgumentException(EndlessFolding.REFUSAL);
    }
    try {
      Pattern.compile(regex); // before anything is added to it
      return new TextPattern(
          Pattern.compile(anchored(tokens), Pattern.DOTALL), beginning(tokens), null);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not an RE2 expression: " + e.getDescription(), e);
    }
  }

  /**
   * Compiles an expression of an owner.
   *
   * @throws IllegalArgumentException as {@link #of}, or when it is long
   */
  static TextPattern ofOwner(String regex) {
    if (regex.length() > MAX_LENGTH) {
      throw tooLarge();
    }
    return of(regex);
  }

  /**
   * This expression with a table.
   *
   * @throws Effort.Exhausted when it would be large, or nothing is left to spend
   */
  TextPattern tabled(RegexGraph graphs, Effort effort) {
    return new TextPattern(pattern, beginning, TextTable.of(expression(), graphs, effort));
  }

  /**
   * The table, which tells of every Unicode text what the engine would.
   *
   * @throws IllegalStateException when it has none
   */
  TextTable table() {
    if (table == null) {
      throw new IllegalStateException("no table: " + expression());
    }
    return table;
  }

  private static IllegalArgumentException tooLarge() {
    return new IllegalArgumentException(
        "too large (expected: at most " + MAX_LENGTH + " characters, few nested repetitions)");
  }

  boolean matches(String text) {
    Truth known = table == null ? Truth.UNKNOWN : table.matches(text);
    return switch (known) {
      case TRUE -> true;
      case FALSE -> false;
      case UNKNOWN -> pattern.matcher(text).lookingAt();
    };
  }

  /** Whether it counts how often something comes: beside others, such tables grow. */
  boolean counts() {
    return RegexToken.read(expression()).stream().anyMatch(TextPattern::counts);
  }

  private static boolean counts(RegexToken token) {
    return token.kind() == Kind.REPEAT && (token.least() > 1 || token.most().orElse(1) > 1);
  }

  /** What every text begins with that matches; may be empty. */
  String beginning() {
    return beginning;
  }

  /** What is looked for from the first character on, in RE2 syntax where {@code .} is anything. */
  String expression() {
    return pattern.pattern();
  }

  private static String beginning(List<RegexToken> tokens) {
    if (tokens.stream().anyMatch(t -> t.kind() == Kind.BAR || t.kind() == Kind.FLAGS)) {
      return "";
    }
    StringBuilder beginning = new StringBuilder();
    for (RegexToken token : tokens) {
      if (!token.character().isEmpty()) {
        beginning.append(token.character());
      } else if (beginning.length() > 0 || !isBegin(token)) {
        return mayLackLast(token) ? withoutLast(beginning) : beginning.toString();
      }
    }
    return beginning.toString();
  }

  private static boolean mayLackLast(RegexToken token) {
    return token.kind() == Kind.REPEAT && !token.text().startsWith("+");
  }

  /** The last character may be half of a pair. */
  private static String withoutLast(StringBuilder text) {
    return text.length() == 0 ? "" : text.substring(0, text.offsetByCodePoints(text.length(), -1));
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
}
