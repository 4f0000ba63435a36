package io.gatewaystack.explicabl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue and the thread of one sink. Nobody wakes the thread: it looks at the queue every few
 * milliseconds and takes what has gathered, because waking it for an event would cost the request
 * twenty times what making the event does.
 */
final class SinkWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkWriter.class);
  private static final int MAX_BATCH = 512;

  /** Added to {@link #reserved} by the close: far above every capacity, so all offers fail. */
  private static final int CLOSED = 1 << 30;

  private final AuditSink sink;
  private final int capacity;
  private final long pollNanos;
  private final Alarm overflow;
  private final Alarm failure;
  private final Ring<AuditEvent> queue;

  /**
   * Places taken: an offer takes one before it enqueues, the writer frees it when it has written.
   */
  private final AtomicInteger reserved = new AtomicInteger();

  private final LongAdder accepted = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final Thread thread;
  private final CountDownLatch running;
  private volatile boolean abandoned;
  private volatile boolean ended;

  private SinkWriter(
      AuditSink sink, ExplicablConfig config, LongSupplier nanoTime, CountDownLatch running) {
    this.sink = sink;
    this.running = running;
    this.capacity = config.queueCapacity();
    this.pollNanos = config.pollInterval().toNanos();
    this.queue = new Ring<>(capacity);
    this.overflow = new Alarm(nanoTime);
    this.failure = new Alarm(nanoTime);
    this.thread = new Thread(this, "explicabl-" + sink.name());
    thread.setDaemon(true);
  }

  /**
   * Starts the thread.
   *
   * @param running counted down when the thread has ended
   */
  static SinkWriter start(
      AuditSink sink, ExplicablConfig config, LongSupplier nanoTime, CountDownLatch running) {
    SinkWriter writer = new SinkWriter(sink, config, nanoTime, running);
    writer.thread.start();
    return writer;
  }

  /** Takes an event, or drops it when there is no place; never waits. */
  void offer(AuditEvent event) {
    int places = reserved.get();
    while (places < capacity) {
      if (reserved.compareAndSet(places, places + 1)) {
        accepted.increment();
        queue.add(event);
        return;
      }
      places = reserved.get();
    }
    drop();
  }

  private void drop() {
    dropped.increment();
    if (overflow.isDue()) {
      String why = reserved.get() >= CLOSED ? "closed" : "full";
      LOG.error(
          "audit sink {}: its queue is {}, {} events dropped so far",
          sink.name(),
          why,
          dropped.sum());
    }
  }

  @Override
  public void run() {
    while (!abandoned) {
      List<AuditEvent> batch = take();
      if (!batch.isEmpty()) {
        deliver(batch);
      }
      if (batch.size() < MAX_BATCH) {
        if (reserved.get() == CLOSED) {
          break; // no offer is under way and none can follow
        }
        Thread.interrupted(); // left behind by a sink, it would turn parking into spinning
        LockSupport.parkNanos(this, pollNanos);
      }
    }
    for (List<AuditEvent> rest = take(); !rest.isEmpty(); rest = take()) {
      lose(rest.size());
    }
    closeSink();
    ended = true;
    running.countDown();
  }

  private List<AuditEvent> take() {
    AuditEvent event = queue.poll();
    if (event == null) {
      return List.of();
    }
    List<AuditEvent> batch = new ArrayList<>(Math.min(MAX_BATCH, queued()));
    while (event != null) {
      batch.add(event);
      event = batch.size() < MAX_BATCH ? queue.poll() : null;
    }
    return Collections.unmodifiableList(batch);
  }

  private void deliver(List<AuditEvent> batch) {
    try {
      sink.write(batch);
      written.addAndGet(batch.size());
      reserved.addAndGet(-batch.size());
    } catch (Throwable e) { // whatever it is, the next batch must find its writer alive
      failures.incrementAndGet();
      lose(batch.size());
      if (failure.isDue()) {
        LOG.error("audit sink {} failed, {} events lost so far", sink.name(), lost.get(), e);
      }
    }
  }

  private void lose(int events) {
    lost.addAndGet(events);
    reserved.addAndGet(-events);
  }

  private void closeSink() {
    try {
      sink.close();
    } catch (IOException | RuntimeException e) {
      LOG.error("audit sink {} did not close", sink.name(), e);
    }
  }

  /** Takes no more events; the thread writes what is queued and ends. */
  void close() {
    reserved.getAndUpdate(places -> places >= CLOSED ? places : places + CLOSED);
    LockSupport.unpark(thread);
  }

  /** Gives up what is still queued, unless the thread has ended. */
  void abandon() {
    if (!ended) {
      abandoned = true;
      LOG.error("audit sink {} did not end in time, {} events given up", sink.name(), queued());
      thread.interrupt();
    }
  }

  SinkStats stats() {
    return new SinkStats(
        sink.name(),
        accepted.sum(),
        written.get(),
        dropped.sum(),
        lost.get(),
        failures.get(),
        queued());
  }

  private int queued() {
    int places = reserved.get();
    return places >= CLOSED ? places - CLOSED : places;
  }
}
