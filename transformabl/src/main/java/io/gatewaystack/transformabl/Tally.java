package io.gatewaystack.transformabl;

import io.gatewaystack.context.section.Content;
import io.gatewaystack.transformabl.safety.SafetyLabel;
import io.gatewaystack.transformabl.safety.SafetyLabels;
import io.gatewaystack.transformabl.safety.Verdict;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts matches, and says what their number and types mean. Not safe for use by several threads.
 */
final class Tally {
  /** The label of content that was let pass without being looked at. */
  static final String UNSCANNED = "unscanned";

  private static final int UNSAFE = 50;
  private static final int REGULATED = 20;
  private static final int PER_MATCH = 5;
  private static final int ALL_MATCHES = 30;
  private static final Content CLEAN = new Content(Set.of(), 0, new TreeMap<>(), false, null);

  private final SortedMap<String, Integer> counts = new TreeMap<>();
  private final SortedSet<String> labels = new TreeSet<>();
  private final SortedSet<String> modes = new TreeSet<>();
  private int matches;
  private boolean regulated;
  private boolean unsafe;
  private boolean truncated;
  private boolean news;

  void add(PiiType type) {
    matches++;
    counts.merge(type.name(), 1, Integer::sum);
    labels.addAll(type.labels());
    regulated |= !type.labels().isEmpty();
    news = true;
  }

  void label(String label) {
    news |= labels.add(label);
  }

  /** What is unsafe in the text; a text that nobody has judged is not thereby unsafe. */
  void add(SafetyLabels found) {
    for (SafetyLabel label : found.labels()) {
      label(label.name());
      unsafe |= !label.name().equals(Verdict.UNCLASSIFIED);
    }
    news |= found.truncated() && !truncated;
    truncated |= found.truncated();
  }

  /** Something was replaced. */
  void replaced(String mode) {
    news |= modes.add(mode);
  }

  /** Whether something was counted since {@link #drain} was last called. */
  boolean hasNews() {
    return news;
  }

  /** What was counted since the last call, with the score of everything that ever was. */
  Content drain() {
    Content content = content(false);
    counts.clear();
    news = false;
    return content;
  }

  Content content(boolean cut) {
    boolean incomplete = truncated || cut;
    if (labels.isEmpty() && matches == 0 && !incomplete) {
      return CLEAN;
    }
    return new Content(labels, riskScore(), counts, incomplete, replacement());
  }

  private @Nullable String replacement() {
    return modes.isEmpty() ? null : String.join(",", modes);
  }

  /** 0..100, and 100 only when everything comes together. */
  int riskScore() {
    int law = (regulated ? REGULATED : 0) + (unsafe ? UNSAFE : 0);
    return law + Math.min(ALL_MATCHES, PER_MATCH * Math.min(matches, ALL_MATCHES));
  }
}
