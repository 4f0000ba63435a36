package io.gatewaystack.proxyabl.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  /** Something that may have been silent, or going on, for too long. */
  public interface Silent {
    /**
     * Looks whether it has, and ends its silence.
     *
     * @param now as {@link NanoTime} tells
     * @param quiet longest silence in nanoseconds
     */
    void look(long now, long quiet);

    /**
     * The server is about to stop: who owes nobody an answer ends, in order. Who has not ended a
     * second later is told again, and ends at once.
     */
    default void serverStops() {}
  }

  private final Set<Silent> streams = ConcurrentHashMap.newKeySet();
  private final UpstreamClient timer;
  private final long quiet;
  private final long step;
  private volatile long next;
  private volatile boolean stopping;
  private volatile long told;

  private Heartbeats(UpstreamClient timer, Duration interval) {
    this.timer = timer;
    step = Math.max(1, Math.min(interval.toNanos() / LOOKS, LONGEST_STEP.toNanos()));
    quiet = interval.toNanos() - step; // so that no pause is longer than the interval
    next = NanoTime.now() + step;
  }

  /** Starts; a stream sends something at least once per interval. */
  public static Heartbeats start(UpstreamClient timer, Duration interval) {
    Heartbeats heartbeats = new Heartbeats(timer, interval);
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
    next = now + (stopping ? Math.min(step, PATIENCE) : step);
    streams.forEach(stream -> look(stream, now));
    if (stopping && now - told >= PATIENCE) { // some may have begun since
      stopAll(now);
    }
  }

  /**
   * The server is about to stop: streams that owe nobody an answer end, now and later; those whose
   * clients take nothing end a second later, unsent.
   */
  public void serverStops() {
    stopAll(NanoTime.now());
    next = NanoTime.now() + PATIENCE;
    timer.watch(this);
  }

  private void stopAll(long now) {
    told = now;
    stopping = true;
    streams.forEach(Heartbeats::stop);
  }

  private static void stop(Silent stream) {
    try {
      stream.serverStops();
    } catch (RuntimeException | Error e) { // the others end, too
      LOG.error("a stream could not be ended", e);
    }
  }

  private void look(Silent stream, long now) {
    try {
      stream.look(now, quiet);
    } catch (RuntimeException | Error e) { // the others, and the timer, go on
      LOG.error("a stream could not be looked after", e);
    }
  }
}
