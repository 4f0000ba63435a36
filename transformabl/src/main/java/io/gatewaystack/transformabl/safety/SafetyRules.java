package io.gatewaystack.transformabl.safety;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for in the text that crosses in one direction, and what becomes of it.
 *
 * <pre>{@code
 * SafetyRules rules =
 *     SafetyRules.builder()
 *         .without(SafetyCategory.CODE_INJECTION)     // this tool runs code
 *         .block(SafetyCategory.PROMPT_INJECTION)
 *         .build();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads, if the classifier is.
 */
public final class SafetyRules {
  private static final SafetyRules STANDARD = builder().build();
  private static final SafetyRules OFF = new SafetyRules(new Builder(), false);

  private final boolean looks;
  private final Certainty atLeast;
  private final Set<String> ignored;
  private final Set<String> blocked;
  private final @Nullable BoundedClassifier classifier;

  private SafetyRules(Builder settings, boolean looks) {
    this.looks = looks;
    atLeast = settings.atLeast;
    ignored = settings.without.stream().map(SafetyCategory::label).collect(Collectors.toSet());
    blocked = Set.copyOf(settings.blocked);
    classifier = settings.classifier;
  }

  /** Gives every label, blocks none. */
  public static SafetyRules standard() {
    return STANDARD;
  }

  /** Does not look at all. */
  public static SafetyRules off() {
    return OFF;
  }

  /** Gives every label and blocks none, unless told otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether anything is looked for. */
  public boolean looks() {
    return looks;
  }

  /** Who judges text besides this library. */
  public Optional<BoundedClassifier> classifier() {
    return Optional.ofNullable(classifier);
  }

  /** Whether some text must not pass: for a label, or because nobody has judged it. */
  public boolean enforces() {
    return !blocked.isEmpty() || classifier != null && classifier.failsClosed();
  }

  /** Whether text with these labels must not pass. */
  public boolean blocks(Collection<String> labels) {
    return labels.stream().anyMatch(blocked::contains);
  }

  /** Those of some labels that are given. */
  public SafetyLabels given(SafetyLabels found) {
    boolean all = atLeast == Certainty.LIKELY && ignored.isEmpty();
    return all || found.isEmpty()
        ? found
        : new SafetyLabels(
            found.labels().stream().filter(this::isGiven).toList(), found.truncated());
  }

  private boolean isGiven(SafetyLabel label) {
    return label.certainty().compareTo(atLeast) >= 0 && !ignored.contains(label.name());
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private Certainty atLeast = Certainty.LIKELY;
    private final Set<SafetyCategory> without = EnumSet.noneOf(SafetyCategory.class);
    private final Set<String> blocked = new TreeSet<>();
    private @Nullable BoundedClassifier classifier;

    private Builder() {}

    /** Gives no label that is less sure. Default: {@link Certainty#LIKELY}. */
    public Builder atLeast(Certainty value) {
      atLeast = Objects.requireNonNull(value, "atLeast");
      return this;
    }

    /** Gives no labels of some categories. */
    public Builder without(SafetyCategory... categories) {
      without.addAll(List.of(categories));
      return this;
    }

    /** Refuses text with a label of these categories, whatever its score. Default: none. */
    public Builder block(SafetyCategory... categories) {
      Stream.of(categories).map(SafetyCategory::label).forEach(blocked::add);
      return this;
    }

    /** Refuses text with one of these labels of the classifier's. Default: none. */
    public Builder block(String... labels) {
      blocked.addAll(List.of(labels));
      return this;
    }

    /**
     * Asks a classifier, too. It sees texts after they were redacted. Default: none.
     *
     * @param value asked once for each request and each whole answer, and for each part of a text
     *     that comes in pieces
     */
    public Builder classifier(BoundedClassifier value) {
      classifier = Objects.requireNonNull(value, "classifier");
      return this;
    }

    /**
     * The rules.
     *
     * @throws IllegalArgumentException when they contradict each other
     */
    public SafetyRules build() {
      if (without.size() == SafetyCategory.values().length && classifier == null) {
        throw new IllegalArgumentException("without: all (expected: SafetyRules.off())");
      }
      List<String> known = new ArrayList<>();
      for (SafetyCategory category : SafetyCategory.values()) {
        known.add(category.label());
        if (without.contains(category) && blocked.contains(category.label())) {
          throw new IllegalArgumentException(
              "block: " + category.label() + " (expected: a category that is looked for)");
        }
      }
      for (String label : blocked) {
        if (classifier == null && !known.contains(label)) {
          throw new IllegalArgumentException("block: " + label + " (expected: of " + known + ")");
        }
      }
      return new SafetyRules(this, true);
    }
  }
}
