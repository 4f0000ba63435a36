package io.gatewaystack.transformabl.pinning;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Keeps pins as long as the process lives: after a restart every tool is seen first again. */
public final class InMemoryPinStore implements PinStore {
  private final PinLimits limits;
  private volatile PinTable table = PinTable.EMPTY;

  /** A store with the default limits. */
  public InMemoryPinStore() {
    this(PinLimits.DEFAULT);
  }

  /** A store with limits. */
  public InMemoryPinStore(PinLimits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  @Override
  public Map<String, Pin> observe(String upstream, List<Sighting> sightings) {
    PinTable now = table;
    if (now.observe(upstream, sightings, limits) == now) {
      return now.tools(upstream); // the usual case takes no lock
    }
    synchronized (this) {
      table = table.observe(upstream, sightings, limits);
      return table.tools(upstream);
    }
  }

  @Override
  public Optional<Pin> find(String upstream, String tool) {
    return Optional.ofNullable(table.find(upstream, tool));
  }

  @Override
  public boolean isFull(String upstream) {
    return table.isFull(upstream, limits);
  }

  @Override
  public List<Pin> pins() {
    return table.pins();
  }

  @Override
  public synchronized boolean approve(String upstream, String tool, String fingerprint) {
    PinTable before = table;
    table = before.approve(upstream, tool, fingerprint);
    return table != before;
  }

  @Override
  public synchronized boolean forget(String upstream, String tool) {
    PinTable before = table;
    table = before.without(upstream, tool);
    return table != before;
  }
}
