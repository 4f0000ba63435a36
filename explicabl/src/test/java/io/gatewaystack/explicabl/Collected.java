package io.gatewaystack.explicabl;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink that keeps what it gets. */
final class Collected implements AuditSink {
  final List<AuditEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void write(List<AuditEvent> batch) {
    events.addAll(batch);
  }
}
