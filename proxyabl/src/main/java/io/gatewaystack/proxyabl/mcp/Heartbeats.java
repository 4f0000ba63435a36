package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.proxyabl.internal.Deadline;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.util.NanoTime;

/**
 * Keeps quiet streams alive, and thereby notices clients that have gone without a word. One timer
 * looks after all streams, five times per interval.
 */
final class Heartbeats implements Deadline {
  private static final int LOOKS = 5;

  private final Set<ClientStream> streams = ConcurrentHashMap.newKeySet();
  private final long quiet;
  private final long step;
  private volatile long next;

  private Heartbeats(Duration interval) {
    step = Math.max(1, interval.toNanos() / LOOKS);
    quiet = interval.toNanos() - step; // so that no pause is longer than the interval
    next = NanoTime.now() + step;
  }

  /** Starts; a stream sends something at least once per interval. */
  static Heartbeats start(UpstreamClient timer, Duration interval) {
    Heartbeats heartbeats = new Heartbeats(interval);
    timer.watch(heartbeats);
    return heartbeats;
  }

  void add(ClientStream stream) {
    streams.add(stream);
  }

  void remove(ClientStream stream) {
    streams.remove(stream);
  }

  /** How many streams are open. */
  int streams() {
    return streams.size();
  }

  @Override
  public long getExpireNanoTime() {
    return next;
  }

  @Override
  public void expired() {
    long now = NanoTime.now();
    next = now + step;
    streams.forEach(stream -> stream.beat(now, quiet));
  }
}
