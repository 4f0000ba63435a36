package io.gatewaystack.proxyabl.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps quiet streams alive, and thereby notices clients that have gone without a word. One timer
 * looks after all streams, five times per interval, and every five seconds at least.
 */
public final class Heartbeats extends Deadline {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
  private static final int LOOKS = 5;
  private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

  /** Something that may have been silent, or going on, for too long. */
  public interface Silent {
    /**
     * Looks whether it has, and ends its silence.
     *
     * @param now as {@link NanoTime} tells
     * @param quiet longest silence in nanoseconds
     */
    void look(long now, long quiet);

    /** The server is about to stop: who owes nobody an answer ends, in order. */
    default void serverStops() {}
  }

  private final Set<Silent> streams = ConcurrentHashMap.newKeySet();
  private final long quiet;
  private final long step;
  private volatile long next;
  private volatile boolean stopping;

  private Heartbeats(Duration interval) {
    step = Math.max(1, Math.min(interval.toNanos() / LOOKS, LONGEST_STEP.toNanos()));
    quiet = interval.toNanos() - step; // so that no pause is longer than the interval
    next = NanoTime.now() + step;
  }

  /** Starts; a stream sends something at least once per interval. */
  public static Heartbeats start(UpstreamClient timer, Duration interval) {
    Heartbeats heartbeats = new Heartbeats(interval);
    timer.watch(heartbeats);
    return heartbeats;
  }

  /** Looks after a stream from now on. */
  public void add(Silent stream) {
    streams.add(stream);
  }

  /** Looks after it no more. */
  public void remove(Silent stream) {
    streams.remove(stream);
  }

  @Override
  public long getExpireNanoTime() {
    return next;
  }

  @Override
  public void expired() {
    long now = NanoTime.now();
    next = now + step;
    streams.forEach(stream -> look(stream, now));
    if (stopping) { // some may have begun since
      streams.forEach(Heartbeats::stop);
    }
  }

  /** The server is about to stop: streams that owe nobody an answer end, now and later. */
  public void serverStops() {
    stopping = true;
    streams.forEach(Heartbeats::stop);
  }

  private static void stop(Silent stream) {
    try {
      stream.serverStops();
    } catch (RuntimeException e) { // the others end, too
      LOG.error("a stream could not be ended", e);
    }
  }

  private void look(Silent stream, long now) {
    try {
      stream.look(now, quiet);
    } catch (RuntimeException e) { // the others, and the timer, go on
      LOG.error("a stream could not be looked after", e);
    }
  }
}
