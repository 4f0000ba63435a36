package io.gatewaystack.validatabl.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import io.gatewaystack.context.expression.RegexSize;
import io.gatewaystack.context.expression.RegexToken;

/**
 * Runs a pattern of a schema, which is of ECMA-262, on RE2: in linear time, whatever the text. What
 * the two spell differently is translated; what RE2 cannot run, such as looking ahead or referring
 * back, is refused, as is what would take much memory. Immutable.
 */
final class EcmaPattern implements RegularExpression {
  static final RegularExpressionFactory FACTORY = EcmaPattern::compile;

  private final Pattern compiled;

  private EcmaPattern(Pattern compiled) {
    this.compiled = compiled;
  }

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException when it cannot be run in linear time, or is very large
   */
  static EcmaPattern compile(String pattern) {
    String re2 = re2(pattern);
    if (RegexSize.isTooLarge(RegexToken.read(re2))) {
      throw new IllegalArgumentException(
          pattern + " (expected: a pattern of few nested repetitions)");
    }
    try {
      return new EcmaPattern(Pattern.compile(re2));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          pattern + " (expected: a pattern RE2 can run: " + e.getDescription() + ")", e);
    }
  }

  /** The pattern in the syntax of RE2; one that {@link #compile} accepts. */
  static String re2(String pattern) {
    return new EcmaTranslation(pattern).translate();
  }

  /** Whether something in a text matches. */
  @Override
  public boolean matches(String text) {
    return compiled.matcher(text).find();
  }

  /** How many comparisons a text of a length may take. */
  long effort(int length) {
    return (length + 1L) * size();
  }

  /** How many pieces the pattern has when its repetitions are written out. */
  int size() {
    return compiled.programSize();
  }
}
