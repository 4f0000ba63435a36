package io.gatewaystack.transformabl.pinning;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where pins are kept. Used by many threads; each operation is atomic, so that any number of first
 * sights of a tool make one pin. A store that cannot keep what it was told throws an unchecked
 * exception, and the request fails.
 */
public interface PinStore {

  /**
   * Keeps what was listed.
   *
   * @param upstream where it was listed
   * @param sightings each tool at most once
   * @return the pins as they are now, by tool; without those there was no room for
   */
  Map<String, Pin> observe(String upstream, List<Sighting> sightings);

  /** The pin of a tool. */
  Optional<Pin> find(String upstream, String tool);

  /**
   * Whether there is no room for another tool of an upstream, so that one without a pin may have
   * been listed all the same.
   */
  boolean isFull(String upstream);

  /** All pins, in order of upstream and tool. */
  List<Pin> pins();

  /** The pins whose owner has to look at them: not approved, and approvable. */
  default List<Pin> pending() {
    return pins().stream().filter(pin -> !pin.isApproved() && pin.approvable()).toList();
  }

  /**
   * Approves the definition of a tool that was seen last.
   *
   * @param fingerprint the value of the fingerprint that was looked at, so that nothing else that
   *     came meanwhile is approved
   * @return whether it was approved; false when another one was seen last, or it may not be
   */
  boolean approve(String upstream, String tool, String fingerprint);

  /**
   * Forgets a tool: when it is listed next, it is seen first.
   *
   * @return whether it was known
   */
  boolean forget(String upstream, String tool);
}
