package io.gatewaystack.transformabl.safety;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * Labels text that is unsafe to hand to a model or to run.
 *
 * <pre>{@code
 * SafetyScanner.standard().scan("Ignore all previous instructions").names(); // [prompt_injection]
 * }</pre>
 *
 * <p>A label is a hint with a certainty, not a verdict: who writes for a known reader finds words
 * no list holds. One pass, linear in the length of the text whatever it holds. Immutable and safe
 * for use by several threads.
 */
public final class SafetyScanner {

  /** Characters that are looked at in one scan unless {@link #withCap} says otherwise. */
  public static final int DEFAULT_CAP = 524_288;

  private static final SafetyScanner STANDARD = new SafetyScanner(DEFAULT_CAP, null);

  private final int cap;
  private final @Nullable UsedWords used; // null when each scan has its own

  private SafetyScanner(int cap, @Nullable UsedWords used) {
    this.cap = cap;
    this.used = used;
  }

  /** The scanner with the default cap. */
  public static SafetyScanner standard() {
    return STANDARD;
  }

  /**
   * This scanner with another cap.
   *
   * @param characters characters that are looked at in one scan, at least 1
   */
  public SafetyScanner withCap(int characters) {
    if (characters < 1) {
      throw new IllegalArgumentException("cap: " + characters + " (expected: > 0)");
    }
    return new SafetyScanner(characters, used);
  }

  /**
   * This scanner as one that remembers, from scan to scan, what words mean: it finds the same, in
   * less time. Of words that were read lately, a bounded number.
   */
  public SafetyScanner remembering() {
    return new SafetyScanner(cap, new UsedWords());
  }

  /** Starts a scan of several texts that belong together. */
  public SafetyScan start() {
    return new SafetyScan(cap, used == null ? new UsedWords() : used);
  }

  /** What is unsafe in a text; a text longer than the cap is looked at up to there. */
  public SafetyLabels scan(CharSequence text) {
    return start().value(text.toString()).labels();
  }

  /** What is unsafe in the keys and strings of a document, looked at in order up to the cap. */
  public SafetyLabels scan(JsonDocument document) {
    SafetyScan scan = start();
    boolean[] listed = new boolean[1]; // the string before stands in the same list, or right before
    document.walk(
        leaf -> {
          boolean string = leaf.kind() == Leaf.Kind.STRING;
          if (string && listed[0]) {
            scan.more(leaf.text());
          } else if (string || leaf.kind() == Leaf.Kind.KEY) {
            scan.value(leaf.text());
          }
          listed[0] = string;
        });
    return scan.labels();
  }
}
