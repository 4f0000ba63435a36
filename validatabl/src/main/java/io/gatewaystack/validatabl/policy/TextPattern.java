package io.gatewaystack.validatabl.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.gatewaystack.context.expression.EndlessFolding;
import io.gatewaystack.context.expression.RegexSize;
import io.gatewaystack.context.expression.RegexToken;
import io.gatewaystack.context.expression.RegexToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that matches whole texts. An alternative that begins with {@code ^} is a
 * prefix; every other one gets an end anchor of its own, so that {@code ^a|b} does not match {@code
 * bx}, and all are tried from the first character only, so that it does not match {@code xb}.
 *
 * <p>What an owner wrote is matched by a table, where that stays small. Else the expression runs,
 * and only on texts that hold what stands plainly in it: that is ten times cheaper to tell.
 */
final class TextPattern {
  static final int MAX_LENGTH = 1000;

  private static final String END = "\\z";

  private final Pattern pattern;
  private final PlainParts plain;
  private final @Nullable TextTable table;

  private TextPattern(Pattern pattern, PlainParts plain, @Nullable TextTable table) {
    this.pattern = pattern;
    this.plain = plain;
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
      boolean begins = !tokens.isEmpty() && isBegin(tokens.get(0));
      return new TextPattern(
          Pattern.compile(anchored(tokens), Pattern.DOTALL), PlainParts.of(tokens, begins), null);
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

  /** This expression, with a table where that stays small. */
  TextPattern tabled(RegexGraph graphs, Effort effort) {
    return table == null
        ? new TextPattern(pattern, plain, TextTable.of(expression(), graphs, effort).orElse(null))
        : this;
  }

  /**
   * This expression, with a table that is right about all characters in place of one that is not.
   */
  TextPattern completed(RegexGraph graphs, Effort effort) {
    return table == null || table.columns().isExact()
        ? this
        : TextTable.of(expression(), graphs, effort)
            .map(complete -> new TextPattern(pattern, plain, complete))
            .orElse(this);
  }

  /** Whether there are texts about which only the engine can tell. */
  boolean mayRun() {
    return table == null || !table.columns().isExact();
  }

  /** The table, which tells nearly always what the engine would. */
  Optional<TextTable> table() {
    return Optional.ofNullable(table);
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
      case UNKNOWN -> plain.in(text) && pattern.matcher(text).lookingAt();
    };
  }

  /** What every text begins with that matches; may be empty. */
  String beginning() {
    return plain.beginning();
  }

  /** What is looked for from the first character on, in RE2 syntax where {@code .} is anything. */
  String expression() {
    return pattern.pattern();
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
