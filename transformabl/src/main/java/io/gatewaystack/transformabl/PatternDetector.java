package io.gatewaystack.transformabl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.gatewaystack.context.expression.EndlessFolding;
import io.gatewaystack.context.expression.RegexSize;
import io.gatewaystack.context.expression.RegexToken;
import java.util.List;

/**
 * Finds what a pattern of RE2 matches. One match takes time linear in what is left of the text, so
 * that many may take its square: a pattern can read on for each to see whether that goes on. So the
 * steps are counted from some match on, and when they are spent the rest of the text is taken for a
 * match.
 */
final class PatternDetector implements CustomDetector {
  private static final String WHY = "pattern";
  private static final String UNREAD = "unread";
  private static final int UNCOUNTED = 32; // matches: counting makes texts with few of them slow
  private static final long STEPS_PER_CHARACTER = 32;

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
    for (int match = 0; match < UNCOUNTED; match++) {
      if (!matcher.find()) {
        return;
      }
      tell(matcher, hits);
    }
    findCounting(text, matcher.end(), hits);
  }

  private void findCounting(String text, int from, Hits hits) {
    Steps steps = new Steps(text, STEPS_PER_CHARACTER * text.length());
    Matcher matcher = pattern.matcher(steps);
    int end = from;
    boolean found = matcher.find(from);
    while (found) {
      tell(matcher, hits);
      end = matcher.end();
      found = !steps.areSpent() && matcher.find();
    }
    if (steps.areSpent() && end < text.length()) {
      hits.add(end, text.length(), Confidence.LOW, UNREAD);
    }
  }

  private static void tell(Matcher matcher, Hits hits) {
    if (matcher.end() > matcher.start()) { // a border such as \b matches between characters
      hits.add(matcher.start(), matcher.end(), Confidence.MEDIUM, WHY);
    }
  }

  /** A text that counts how often it is looked at. */
  private static final class Steps implements CharSequence {
    private final String text;
    private long left;

    private Steps(String text, long most) {
      this.text = text;
      this.left = most;
    }

    private boolean areSpent() {
      return left < 0;
    }

    @Override
    public char charAt(int index) {
      left--;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
