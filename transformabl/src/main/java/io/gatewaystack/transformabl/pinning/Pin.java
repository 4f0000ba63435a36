package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.transformabl.safety.Certainty;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one tool of one upstream. The definition itself is not here.
 *
 * @param upstream where the tool comes from
 * @param tool its name, as listed
 * @param approved what its definition may be; null as long as none was approved
 * @param seen what its definition was when it was listed last
 * @param labels what was found unsafe in the definition seen last, by name
 * @param approvable whether its owner may approve the definition seen last
 * @param reviewed whether its owner has approved it, rather than the first sight
 * @param firstSeen when it was listed first
 * @param changedAt when the definition seen last was seen first
 */
public record Pin(
    String upstream,
    String tool,
    @Nullable ToolFingerprint approved,
    ToolFingerprint seen,
    SortedMap<String, Certainty> labels,
    boolean approvable,
    boolean reviewed,
    Instant firstSeen,
    Instant changedAt) {

  /** Refuses null, copies the labels. */
  public Pin {
    Objects.requireNonNull(upstream, "upstream");
    Objects.requireNonNull(tool, "tool");
    Objects.requireNonNull(seen, "seen");
    Objects.requireNonNull(firstSeen, "firstSeen");
    Objects.requireNonNull(changedAt, "changedAt");
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** Whether the definition seen last is the approved one. */
  public boolean isApproved() {
    return approved != null && approved.value().equals(seen.value());
  }

  /** The parts in which the definition seen last is not the approved one; all, if none is. */
  public Set<String> changed() {
    return approved == null ? seen.parts().keySet() : seen.differences(approved);
  }

  /** This pin with the definition seen last approved by its owner. */
  Pin approve() {
    return new Pin(upstream, tool, seen, seen, labels, true, true, firstSeen, changedAt);
  }

  /** This pin after another definition was seen. */
  Pin see(Sighting sighting) {
    if (approved == null && seen.isUnknown()) {
      return sighting.first(upstream); // nothing of it was seen before
    }
    boolean back = approved != null && approved.value().equals(sighting.fingerprint().value());
    return new Pin(
        upstream,
        tool,
        approved,
        sighting.fingerprint(),
        sighting.labels(),
        back || sighting.approvable(),
        back && reviewed,
        firstSeen,
        sighting.at());
  }
}
