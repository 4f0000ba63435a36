package io.gatewaystack.proxyabl.mcp;

import java.time.Duration;
import org.eclipse.jetty.util.NanoTime;

/** What is left of the time an upstream has for its part of an answer. */
final class TimeLeft {
  private static final Duration LEAST = Duration.ofMillis(1);

  private final long end;

  private TimeLeft(long end) {
    this.end = end;
  }

  static TimeLeft of(McpUpstream upstream) {
    return of(upstream.timeout());
  }

  /** For taking part in a session, and for noting what needs no answer. */
  static TimeLeft toJoin(McpUpstream upstream) {
    Duration time = upstream.joinTimeout();
    return of(time.compareTo(upstream.timeout()) < 0 ? time : upstream.timeout());
  }

  private static TimeLeft of(Duration time) {
    return new TimeLeft(NanoTime.now() + time.toNanos());
  }

  /** A millisecond at least: what has no time left ends at once, and in the usual way. */
  Duration left() {
    Duration left = Duration.ofNanos(NanoTime.until(end));
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }
}
