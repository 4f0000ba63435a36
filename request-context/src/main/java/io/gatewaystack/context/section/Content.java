package io.gatewaystack.context.section;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was found in the content of a request; the content itself is not here.
 *
 * @param labels classifications such as {@code pci} or {@code prompt_injection}
 * @param riskScore 0..100
 * @param matches how often each type of personal data was found
 * @param truncated whether part of the content was not scanned
 * @param replacement how matches were replaced, e.g. {@code mask}; null when they were not
 */
public record Content(
    Set<String> labels,
    int riskScore,
    SortedMap<String, Integer> matches,
    boolean truncated,
    @Nullable String replacement)
    implements Mergeable<Content> {

  /** Copies the collections. */
  public Content {
    if (riskScore < 0 || riskScore > 100) {
      throw new IllegalArgumentException("riskScore: " + riskScore + " (expected: 0..100)");
    }
    labels = Collections.unmodifiableSet(new LinkedHashSet<>(labels));
    matches = Collections.unmodifiableSortedMap(new TreeMap<>(matches));
  }

  /** The types of personal data found. */
  public Set<String> piiTypes() {
    return matches.keySet();
  }

  /** All labels, the higher score, the matches of both added up. */
  @Override
  public Content merge(Content later) {
    Set<String> allLabels = new LinkedHashSet<>(labels);
    allLabels.addAll(later.labels);
    SortedMap<String, Integer> allMatches = new TreeMap<>(matches);
    for (Map.Entry<String, Integer> match : later.matches.entrySet()) {
      allMatches.merge(match.getKey(), match.getValue(), Integer::sum);
    }
    return new Content(
        allLabels,
        Math.max(riskScore, later.riskScore),
        allMatches,
        truncated || later.truncated,
        later.replacement != null ? later.replacement : replacement);
  }
}
