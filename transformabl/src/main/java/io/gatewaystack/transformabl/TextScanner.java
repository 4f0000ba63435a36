package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.detect.Detector;
import io.gatewaystack.transformabl.detect.Reading;
import io.gatewaystack.transformabl.text.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  private final Matching matching;
  private final int cap;

  private TextScanner(Matching matching, int cap) {
    this.matching = matching;
    this.cap = cap;
  }

  /** Looks for every type that is known. */
  public static TextScanner ofAllTypes() {
    return builder().build();
  }

  /**
   * Looks for some known types.
   *
   * @param types in order of precedence: of two types with the same span the first names it
   * @throws IllegalArgumentException when there is none, or one that is not known
   */
  public static TextScanner of(Collection<PiiType> types) {
    return builder().types(types).build();
  }

  /** Looks for every known type unless told otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * This scanner with another cap.
   *
   * @param characters characters of a text that are looked at, at least 1
   */
  public TextScanner withCap(int characters) {
    return new TextScanner(matching, checkedCap(characters));
  }

  private static int checkedCap(int characters) {
    if (characters < 1) {
      throw new IllegalArgumentException("cap: " + characters + " (expected: > 0)");
    }
    return characters;
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
    return redacted(text, redaction);
  }

  private String redacted(String text, Redaction redaction) {
    List<TextEdit> edits =
        new Redactor(this, RedactionRules.all(redaction), null, new Tally()).edits(text, "", "");
    return edits.isEmpty() ? text : TextEdit.apply(text, edits);
  }

  /**
   * Looks at a text, classifies it and replaces what was found. The part of a text beyond the cap
   * is neither seen nor replaced, and the result says so.
   */
  public Transformation transform(String text, Redaction redaction) {
    Scan scan = scan(text);
    String seen = text.substring(0, scan.scannedLength());
    String redacted = redacted(seen, redaction);
    boolean same = redacted.equals(seen);
    String content = same ? text : redacted + text.substring(scan.scannedLength());
    return new Transformation(content, scan, !same);
  }

  /**
   * All matches in a text of any length, sorted.
   *
   * @param context what the text is called, empty when it has no name
   */
  List<Match> matches(String text, String context) {
    Reading reading = new Reading();
    reading.text().read(text);
    return matches(reading, Name.of(context));
  }

  /**
   * All matches in the text of a reading.
   *
   * @param name what the text is called
   */
  List<Match> matches(Reading reading, Name name) {
    return matching.in(reading, name);
  }

  /** Names in which it finds nothing. */
  KnownNames names() {
    return matching.names();
  }

  /** The types looked for, in order of precedence. */
  public Set<PiiType> types() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(matching.types()));
  }

  /** Collects what to look for; not safe for use by several threads. */
  public static final class Builder {
    private final Map<PiiType, List<Detector>> known = new LinkedHashMap<>(KnownTypes.ALL);
    private final List<CustomDetector> custom = new ArrayList<>();
    private int cap = DEFAULT_CAP;

    private Builder() {}

    /**
     * Looks for these known types only.
     *
     * @param types in order of precedence: of two types with the same span the first names it
     * @throws IllegalArgumentException when there is none, or one that is not known
     */
    public Builder types(Collection<PiiType> types) {
      if (types.isEmpty()) {
        throw new IllegalArgumentException("types: none (expected: at least one)");
      }
      known.clear();
      types.forEach(type -> known.put(type, finders(type)));
      return this;
    }

    /**
     * Does not look for some known types.
     *
     * @throws IllegalArgumentException when one is not known
     */
    public Builder without(PiiType... types) {
      for (PiiType type : types) {
        finders(type);
        known.remove(type);
      }
      return this;
    }

    private static List<Detector> finders(PiiType type) {
      List<Detector> finders = KnownTypes.ALL.get(type);
      if (finders == null) {
        throw new IllegalArgumentException(
            "types: %s (expected: of %s)".formatted(type, KnownTypes.ALL.keySet()));
      }
      return finders;
    }

    /**
     * Looks for a type of your own as well.
     *
     * @throws IllegalArgumentException when a known type, or one that was added before, has its
     *     name
     */
    public Builder custom(CustomDetector detector) {
      String name = detector.type().name();
      boolean reserved =
          KnownTypes.ALL.keySet().stream().anyMatch(type -> type.name().equals(name));
      boolean taken = custom.stream().anyMatch(other -> other.type().name().equals(name));
      if (reserved || taken) {
        throw new IllegalArgumentException(
            "custom type: %s (expected: not %s)"
                .formatted(name, reserved ? "a known one" : "twice"));
      }
      custom.add(detector);
      return this;
    }

    /**
     * How much of a text is looked at. Default: {@link TextScanner#DEFAULT_CAP}.
     *
     * @param characters at least 1
     */
    public Builder cap(int characters) {
      cap = checkedCap(characters);
      return this;
    }

    /**
     * The scanner.
     *
     * @throws IllegalArgumentException when nothing is looked for
     */
    public TextScanner build() {
      if (known.isEmpty() && custom.isEmpty()) {
        throw new IllegalArgumentException("types: none (expected: at least one)");
      }
      return new TextScanner(new Matching(known, custom), cap);
    }
  }
}
