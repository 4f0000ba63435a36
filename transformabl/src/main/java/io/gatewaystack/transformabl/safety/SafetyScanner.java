package io.gatewaystack.transformabl.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Labels text that is unsafe to hand to a model or to run.
 *
 * <pre>{@code
 * SafetyScanner.standard().scan("Ignore all previous instructions").names(); // [prompt_injection]
 * }</pre>
 *
 * <p>A label is a hint with a certainty, not a verdict: who writes for a known reader finds words no
 * list holds. One pass, linear in the length of the text whatever it holds. Immutable and safe for
 * use by several threads.
 */
public final class SafetyScanner {

  /** Characters of a text that are looked at unless {@link #withCap} says otherwise. */
  public static final int DEFAULT_CAP = 524_288;

  static final int LIKELY = 60;
  static final int CLEAR = 90;

  private static final SafetyScanner STANDARD = new SafetyScanner(DEFAULT_CAP);

  private final int cap;

  private SafetyScanner(int cap) {
    this.cap = cap;
  }

  /** The scanner with the default cap. */
  public static SafetyScanner standard() {
    return STANDARD;
  }

  /**
   * This scanner with another cap.
   *
   * @param characters characters of a text that are looked at, at least 1
   */
  public SafetyScanner withCap(int characters) {
    if (characters < 1) {
      throw new IllegalArgumentException("cap: " + characters + " (expected: > 0)");
    }
    return new SafetyScanner(characters);
  }

  /** What is unsafe in a text; a text longer than the cap is looked at up to there. */
  public SafetyLabels scan(CharSequence text) {
    boolean truncated = text.length() > cap;
    String seen = truncated ? text.subSequence(0, cap).toString() : text.toString();
    List<SafetyLabel> labels = new TextSafety(seen).labels();
    return truncated ? new SafetyLabels(labels, true) : SafetyLabels.of(labels);
  }
}
