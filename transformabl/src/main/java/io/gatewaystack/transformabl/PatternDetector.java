package io.gatewaystack.transformabl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

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
