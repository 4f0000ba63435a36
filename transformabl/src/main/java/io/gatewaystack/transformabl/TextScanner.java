package io.gatewaystack.transformabl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds personal data in text, disguised or not, and takes it out.
 *
 * <pre>{@code
 * TextScanner scanner = TextScanner.ofAllTypes();
 * scanner.redact("mail joe@example.com", Redaction.placeholder()); // mail [EMAIL]
 * }</pre>
 *
 * <p>One pass, linear in the length of the text whatever it holds. Immutable and safe for use by
 * several threads.
 */
public final class TextScanner {

  /** Characters of a text that are looked at unless {@link #withCap} says otherwise. */
  public static final int DEFAULT_CAP = 524_288;

  private static final int[] NONE = {};

  private static final List<Detector> KNOWN =
      List.of(new EmailDetector(), new CardDetector(), new SsnDetector());

  private final List<Detector> detectors;
  private final int[][] byTrigger; // ASCII character → the detectors that hang on it
  private final ByteTriggers byteTriggers;
  private final int cap;

  TextScanner(List<Detector> detectors, int cap) {
    this.detectors = detectors;
    this.byTrigger = byTrigger(detectors);
    this.byteTriggers = new ByteTriggers(detectors);
    this.cap = cap;
  }

  /** Looks for every type that is known. */
  public static TextScanner ofAllTypes() {
    return new TextScanner(KNOWN, DEFAULT_CAP);
  }

  /**
   * Looks for some types.
   *
   * @param types in order of precedence: of two types with the same span the first names it
   * @throws IllegalArgumentException when there is none, or one that no detector finds
   */
  public static TextScanner of(Collection<PiiType> types) {
    if (types.isEmpty()) {
      throw new IllegalArgumentException("types: none (expected: at least one)");
    }
    List<Detector> chosen = new ArrayList<>();
    for (PiiType type : new LinkedHashSet<>(types)) {
      chosen.add(detector(type));
    }
    return new TextScanner(List.copyOf(chosen), DEFAULT_CAP);
  }

  private static Detector detector(PiiType type) {
    for (Detector detector : KNOWN) {
      if (detector.type().equals(type)) {
        return detector;
      }
    }
    throw new IllegalArgumentException(
        "types: %s (expected: of %s)".formatted(type, KNOWN.stream().map(Detector::type).toList()));
  }

  private static int[][] byTrigger(List<Detector> detectors) {
    int[][] table = new int[128][];
    Arrays.fill(table, NONE);
    for (int i = 0; i < detectors.size(); i++) {
      for (char trigger : detectors.get(i).triggers().toCharArray()) {
        int[] known = table[trigger];
        table[trigger] = Arrays.copyOf(known, known.length + 1);
        table[trigger][known.length] = i;
      }
    }
    return table;
  }

  /**
   * This scanner with another cap.
   *
   * @param characters characters of a text that are looked at, at least 1
   */
  public TextScanner withCap(int characters) {
    if (characters < 1) {
      throw new IllegalArgumentException("cap: " + characters + " (expected: > 0)");
    }
    return new TextScanner(detectors, characters);
  }

  /** What stands in a text; a text longer than the cap is looked at up to there. */
  public Scan scan(String text) {
    return scan(text, "");
  }

  /**
   * What stands in a text that has a name: {@code 123456789} in a member {@code passport_number}.
   *
   * @param text the text
   * @param context the name; its words count as if they stood in front of the text
   */
  public Scan scan(String text, String context) {
    int length = Math.min(text.length(), cap);
    return new Scan(matches(text.substring(0, length), context), length, text.length());
  }

  /**
   * The text with every match replaced.
   *
   * @return {@code text} itself when there is nothing to replace
   * @throws IllegalArgumentException when the text is longer than the cap: its end would pass
   *     unseen
   */
  public String redact(String text, Redaction redaction) {
    if (text.length() > cap) {
      throw new IllegalArgumentException(
          "text: %d characters (expected: at most %d)".formatted(text.length(), cap));
    }
    List<TextEdit> edits =
        new Redactor(this, RedactionRules.all(redaction), null, new Tally()).edits(text, "", "");
    return edits.isEmpty() ? text : TextEdit.apply(text, edits);
  }

  /**
   * All matches in a text of any length, sorted.
   *
   * @param context what the text is called, empty when it has no name
   */
  List<Match> matches(String text, String context) {
    NormalText normal = new NormalText(text);
    Findings findings = new Findings(normal, detectors);
    for (int at = 0; at < normal.length(); at++) {
      char c = normal.at(at);
      for (int detector : c < 128 ? byTrigger[c] : NONE) {
        findings.offer(detector, at);
      }
    }
    return findings.sorted();
  }

  /** See {@link ByteTriggers#mayMatch}. */
  boolean mayMatch(byte[] json, int from, int to) {
    return byteTriggers.mayMatch(json, from, to);
  }

  /** The types looked for, in order of precedence. */
  public Set<PiiType> types() {
    Set<PiiType> types = new LinkedHashSet<>();
    detectors.forEach(detector -> types.add(detector.type()));
    return types;
  }
}
