package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.safety.SafetyCategory;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What was found in a text, and what it means.
 *
 * @param labels each label: such as {@code pci}, with the types of content that gave it, or such as
 *     {@code prompt_injection}, with the reasons for it
 * @param riskScore 0..100: 50 when something is unsafe, 20 for any label by type, and 5 for each
 *     match, at most 30
 */
public record Classification(SortedMap<String, SortedSet<String>> labels, int riskScore) {
  private static final Set<String> REGULATIONS = Set.of("coppa", "gdpr", "hipaa", "pci");

  /** Copies the labels. */
  public Classification {
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    labels.forEach((label, types) -> copy.put(label, Collections.unmodifiableSortedSet(types)));
    labels = Collections.unmodifiableSortedMap(copy);
  }

  /** Whether the text is unsafe to hand to a model or to run. */
  public boolean hasSafetyRisk() {
    return Arrays.stream(SafetyCategory.values()).anyMatch(c -> labels.containsKey(c.label()));
  }

  /** Whether content falls under a regulation: {@code gdpr}, {@code pci}, and so on. */
  public boolean hasRegulatoryContent() {
    return labels.keySet().stream().anyMatch(REGULATIONS::contains);
  }
}
