package io.gatewaystack.transformabl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.gatewaystack.context.expression.EndlessFolding;
import io.gatewaystack.context.expression.RegexSize;
import io.gatewaystack.context.expression.RegexToken;
import java.util.List;

/** Finds what a pattern of RE2 matches. */
final class PatternDetector implements CustomDetector {
  private static final String WHY = "pattern";

  private final PiiType type;
  private final Pattern pattern;

  PatternDetector(PiiType type, String pattern) {
    this.type = type;
    this.pattern = compiled(type, pattern);
  }

  private static Pattern compiled(PiiType type, String pattern) {
    requireCompilable(type, RegexToken.read(pattern));
    Pattern compiled;
    try {
      compiled = Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "pattern of %s: %s (expected: RE2 syntax)".formatted(type, e.getDescription()), e);
    }
    if (compiled.matcher("").matches()) {
      throw new IllegalArgumentException(
          "pattern of %s: matches the empty text (expected: at least one character)"
              .formatted(type));
    }
    return compiled;
  }

  /** Some valid patterns the engine would never have compiled. */
  private static void requireCompilable(PiiType type, List<RegexToken> pattern) {
    if (RegexSize.isTooLarge(pattern)) {
      throw new IllegalArgumentException(
          "pattern of %s: too large (expected: few nested repetitions)".formatted(type));
    }
    if (EndlessFolding.isIn(pattern)) {
      throw new IllegalArgumentException(
          "pattern of %s: %s".formatted(type, EndlessFolding.REFUSAL));
    }
  }

  @Override
  public PiiType type() {
    return type;
  }

  @Override
  public void find(String text, Hits hits) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) { // a border such as \b matches between characters
        hits.add(matcher.start(), matcher.end(), Confidence.MEDIUM, WHY);
      }
    }
  }
}
