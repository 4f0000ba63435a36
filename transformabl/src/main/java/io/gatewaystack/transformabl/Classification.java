package io.gatewaystack.transformabl;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What the matches in a text mean.
 *
 * @param labels each label, such as {@code pci}, with the types of content that gave it
 * @param riskScore 0..100: 20 for any label, and 5 for each match, at most 30
 */
public record Classification(SortedMap<String, SortedSet<String>> labels, int riskScore) {
  private static final Set<String> REGULATIONS = Set.of("coppa", "gdpr", "hipaa", "pci");

  /** Copies the labels. */
  public Classification {
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    labels.forEach((label, types) -> copy.put(label, Collections.unmodifiableSortedSet(types)));
    labels = Collections.unmodifiableSortedMap(copy);
  }

  /** Whether content falls under a regulation: {@code gdpr}, {@code pci}, and so on. */
  public boolean hasRegulatoryContent() {
    return labels.keySet().stream().anyMatch(REGULATIONS::contains);
  }
}
