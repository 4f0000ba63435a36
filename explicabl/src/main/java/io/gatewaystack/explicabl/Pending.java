package io.gatewaystack.explicabl;

import org.jspecify.annotations.Nullable;

/** An event in waiting: made when the first sink wants it, the same for every sink. */
final class Pending {
  private final EventFactory factory;
  private final Observation observation;
  private @Nullable AuditEvent event;

  Pending(EventFactory factory, Observation observation) {
    this.factory = factory;
    this.observation = observation;
  }

  synchronized AuditEvent event() {
    AuditEvent made = event;
    if (made == null) {
      made = factory.of(observation);
      event = made;
    }
    return made;
  }
}
