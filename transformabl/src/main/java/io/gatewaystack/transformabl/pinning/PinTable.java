package io.gatewaystack.transformabl.pinning;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All pins at one time. Immutable: each change makes a new table, or none when nothing changes. */
final class PinTable {
  static final PinTable EMPTY = new PinTable(Collections.emptySortedMap());

  private final SortedMap<String, SortedMap<String, Pin>> byUpstream;

  private PinTable(SortedMap<String, SortedMap<String, Pin>> byUpstream) {
    this.byUpstream = byUpstream;
  }

  static PinTable of(Collection<Pin> pins) {
    SortedMap<String, SortedMap<String, Pin>> all = new TreeMap<>();
    pins.forEach(
        pin -> all.computeIfAbsent(pin.upstream(), u -> new TreeMap<>()).put(pin.tool(), pin));
    all.replaceAll((upstream, tools) -> Collections.unmodifiableSortedMap(tools));
    return new PinTable(all);
  }

  @Nullable Pin find(String upstream, String tool) {
    return tools(upstream).get(tool);
  }

  SortedMap<String, Pin> tools(String upstream) {
    return byUpstream.getOrDefault(upstream, Collections.emptySortedMap());
  }

  List<Pin> pins() {
    return byUpstream.values().stream().flatMap(tools -> tools.values().stream()).toList();
  }

  /** Whether there is no room for another tool of an upstream. */
  boolean isFull(String upstream, PinLimits limits) {
    int known = tools(upstream).size();
    return known >= limits.toolsPerUpstream()
        || known == 0 && byUpstream.size() >= limits.upstreams();
  }

  /** The table after tools were listed; this one when all are known as they are. */
  PinTable observe(String upstream, List<Sighting> sightings, PinLimits limits) {
    SortedMap<String, Pin> known = tools(upstream);
    if (known.isEmpty() && isFull(upstream, limits)) {
      return this;
    }
    SortedMap<String, Pin> changed = null;
    for (Sighting sighting : sightings) {
      SortedMap<String, Pin> now = changed == null ? known : changed;
      Pin pin = now.get(sighting.tool());
      boolean same = pin != null && pin.seen().value().equals(sighting.fingerprint().value());
      if (same || pin == null && now.size() >= limits.toolsPerUpstream()) {
        continue;
      }
      changed = changed == null ? new TreeMap<>(known) : changed;
      changed.put(sighting.tool(), pin == null ? sighting.first(upstream) : pin.see(sighting));
    }
    return changed == null ? this : with(upstream, changed);
  }

  /** The table after an approval; this one when it does not concern what was seen last. */
  PinTable approve(String upstream, String tool, String fingerprint) {
    Pin pin = find(upstream, tool);
    if (pin == null || !pin.approvable() || !pin.seen().value().equals(fingerprint)) {
      return this;
    }
    SortedMap<String, Pin> changed = new TreeMap<>(tools(upstream));
    changed.put(tool, pin.approve());
    return with(upstream, changed);
  }

  /** The table without a tool; this one when it is not known. */
  PinTable without(String upstream, String tool) {
    if (find(upstream, tool) == null) {
      return this;
    }
    SortedMap<String, Pin> changed = new TreeMap<>(tools(upstream));
    changed.remove(tool);
    return with(upstream, changed);
  }

  private PinTable with(String upstream, SortedMap<String, Pin> tools) {
    SortedMap<String, SortedMap<String, Pin>> all = new TreeMap<>(byUpstream);
    if (tools.isEmpty()) {
      all.remove(upstream);
    } else {
      all.put(upstream, Collections.unmodifiableSortedMap(tools));
    }
    return new PinTable(all);
  }
}
