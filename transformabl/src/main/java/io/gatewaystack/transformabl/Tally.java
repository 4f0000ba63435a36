package io.gatewaystack.transformabl;

import io.gatewaystack.context.section.Content;
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
  private static final int REGULATED = 20;
  private static final int PER_MATCH = 5;
  private static final int ALL_MATCHES = 30;
  private static final Content CLEAN = new Content(Set.of(), 0, new TreeMap<>(), false, null);

  private final SortedMap<String, Integer> counts = new TreeMap<>();
  private final SortedSet<String> labels = new TreeSet<>();
  private int matches;

  void add(PiiType type) {
    matches++;
    counts.merge(type.name(), 1, Integer::sum);
    labels.addAll(type.labels());
  }

  Content content(boolean truncated, @Nullable String replacement) {
    if (matches == 0 && !truncated) {
      return CLEAN;
    }
    return new Content(labels, riskScore(), counts, truncated, replacement);
  }

  /** Of the 100 points, 50 are kept for unsafe instructions. */
  private int riskScore() {
    int regulated = labels.isEmpty() ? 0 : REGULATED;
    return regulated + Math.min(ALL_MATCHES, PER_MATCH * Math.min(matches, ALL_MATCHES));
  }
}
