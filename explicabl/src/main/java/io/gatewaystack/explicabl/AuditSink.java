package io.gatewaystack.explicabl;

import java.io.IOException;
import java.util.List;

/**
 * Where audit events go. Each sink has a queue and a thread of its own: a sink that is slow or
 * throws delays no request and no other sink, and may block as long as it likes.
 */
@FunctionalInterface
public interface AuditSink {

  /**
   * Writes events in order. Called by one thread, never again after {@link #close}.
   *
   * @param batch at least one event, oldest first; immutable
   * @throws IOException when the batch, or a part of it, is lost; it is counted, not offered again
   */
  void write(List<AuditEvent> batch) throws IOException;

  /** What statistics and log messages call this sink. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Releases what the sink holds; called once, after the last batch. */
  default void close() throws IOException {}
}
