package io.gatewaystack.validatabl.form;

import com.google.re2j.Pattern;

/** An expression that is looked for anywhere in a text. Immutable. */
public final class TextRule {
  private final Pattern pattern;

  private TextRule(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles an expression.
   *
   * @param expression in RE2 syntax, where {@code .} does not stand for the end of a line
   * @throws IllegalArgumentException when it is none
   */
  public static TextRule of(String expression) {
    return new TextRule(Pattern.compile(expression));
  }

  /** The expression as it was given. */
  public String expression() {
    return pattern.pattern();
  }

  /** Whether some part of a text matches. */
  public boolean isIn(String text) {
    return pattern.matcher(text).find();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextRule rule && expression().equals(rule.expression());
  }

  @Override
  public int hashCode() {
    return expression().hashCode();
  }
}
