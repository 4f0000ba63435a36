package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.transformabl.safety.Certainty;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tool as it was listed just now.
 *
 * @param tool its name
 * @param fingerprint what its definition amounts to
 * @param labels what was found unsafe in it, by name
 * @param trusted whether a definition seen first is approved by that
 * @param approvable whether its owner may approve a changed definition
 * @param at when
 */
public record Sighting(
    String tool,
    ToolFingerprint fingerprint,
    SortedMap<String, Certainty> labels,
    boolean trusted,
    boolean approvable,
    Instant at) {

  /** Copies the labels. */
  public Sighting {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** The pin of a tool that was never seen before. */
  Pin first(String upstream) {
    ToolFingerprint approved = trusted ? fingerprint : null;
    boolean known = !fingerprint.isUnknown();
    return new Pin(upstream, tool, approved, fingerprint, labels, known, false, at, at);
  }
}
