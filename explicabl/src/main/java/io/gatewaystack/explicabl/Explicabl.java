package io.gatewaystack.explicabl;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The audit layer: records exactly one {@link AuditEvent} for every request, however it ends.
 * Stands outermost, so that it sees what every other layer decided:
 *
 * <pre>{@code
 * Explicabl audit =
 *     Explicabl.builder()
 *         .sink(ConsoleSink.of(System.out))
 *         .sink(FileSink.open(Path.of("audit.jsonl")))
 *         .build();
 * Pipeline pipeline = Pipeline.of(audit, identity, policy);
 * }</pre>
 *
 * <p>When the answer is complete, its thread puts the event in the bounded queue of each sink;
 * rendering and writing it happen elsewhere. When a queue is full the event is dropped, counted in
 * {@link #stats} and reported in the log: a request never waits for its audit.
 *
 * <p><b>What is not recorded.</b> Never: tokens, claims, names, bodies (but for single arguments
 * that the owner of a policy names for replay, and the grants it judged by), header fields, query
 * strings, the keys of limits, the user information, query and fragment of a resource's URI. The
 * client's address is cut to its network (IPv4 /24, IPv6 /48). In what the client may choose (path,
 * method, tool, prompt, model, resource) a segment between slashes that holds an e-mail address, a
 * card number, a JWT, an API key or a servlet session id, percent-encoded or not, becomes {@code
 * [email]}, {@code [card]} or {@code [secret]}. A subject, tenant, actor or request id of that
 * kind, or of more than 256 characters, becomes a pseudonym, {@code hmac-sha256:} and 32 digits:
 * equal texts have equal pseudonyms, and without the key nobody can try out addresses. Paths are
 * cut after 2048 characters, names after 512.
 *
 * <p>Safe for use by several threads.
 */
public final class Explicabl implements Layer, AutoCloseable {
  private final EventFactory events;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Duration closeTimeout;
  private final CountDownLatch running;
  private final SinkWriter[] writers;

  private Explicabl(Builder settings, ExplicablConfig config) {
    Pseudonyms pseudonyms = settings.pseudonyms;
    this.events =
        new EventFactory(
            config,
            new Discretion(
                pseudonyms == null ? Pseudonyms.random() : pseudonyms, settings.keepClientAddress));
    this.clock = settings.clock;
    this.nanoTime = settings.nanoTime;
    this.closeTimeout = config.closeTimeout();
    this.running = new CountDownLatch(settings.sinks.size());
    this.writers =
        settings.sinks.stream()
            .map(sink -> SinkWriter.start(sink, config, nanoTime, running))
            .toArray(SinkWriter[]::new);
  }

  /** Starts with no sink, for service {@code gateway-server} in environment {@code dev}. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return "explicabl";
  }

  /** Lets every request pass and records it when it is over. */
  @Override
  public Decision before(RequestContext context) {
    long start = nanoTime.getAsLong();
    return new Decision.Proceed(
        context,
        Optional.empty(),
        (latest, outcome) ->
            offer(events.of(latest, outcome, clock.instant(), latencySince(start))));
  }

  private Duration latencySince(long start) {
    return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - start));
  }

  /** Records a request that the container refused before any layer saw it. */
  public void record(EdgeRefusal refusal) {
    offer(events.of(refusal, clock.instant()));
  }

  private void offer(AuditEvent event) {
    for (SinkWriter writer : writers) {
      writer.offer(event);
    }
  }

  /** What became of the events so far, by sink in order of registration. */
  public List<SinkStats> stats() {
    List<SinkStats> stats = new ArrayList<>(writers.length);
    for (SinkWriter writer : writers) {
      stats.add(writer.stats());
    }
    return List.copyOf(stats);
  }

  /**
   * Takes no more events, writes those queued and closes the sinks. Returns when all sinks are done
   * or the close timeout has passed, whatever comes first; what a sink has not written by then is
   * given up. Further calls do nothing.
   */
  @Override
  public void close() {
    for (SinkWriter writer : writers) {
      writer.close();
    }
    try {
      if (!running.await(closeTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
        for (SinkWriter writer : writers) {
          writer.abandon();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private final List<AuditSink> sinks = new ArrayList<>();
    private String serviceName = "gateway-server";
    private String environment = "dev";
    private int queueCapacity = 8192;
    private Duration pollInterval = Duration.ofMillis(5);
    private Duration closeTimeout = Duration.ofSeconds(5);
    private boolean keepClientAddress;
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanoTime = System::nanoTime;
    private @Nullable Pseudonyms pseudonyms;

    private Builder() {}

    /** Adds a sink, which then belongs to the layer and is closed with it. */
    public Builder sink(AuditSink sink) {
      sinks.add(Objects.requireNonNull(sink, "sink"));
      return this;
    }

    /** Sets the name of the service that records; not blank. */
    public Builder serviceName(String value) {
      serviceName = Objects.requireNonNull(value, "serviceName");
      return this;
    }

    /** Sets the deployment, e.g. {@code prod}; not blank. */
    public Builder environment(String value) {
      environment = Objects.requireNonNull(value, "environment");
      return this;
    }

    /** Sets how many events may wait for each sink: 1 to 1 048 576, 8192 by default. */
    public Builder queueCapacity(int events) {
      queueCapacity = events;
      return this;
    }

    /** Sets how often the sinks look for events: more than 0, at most 1 s, 5 ms by default. */
    public Builder pollInterval(Duration value) {
      pollInterval = Objects.requireNonNull(value, "pollInterval");
      return this;
    }

    /** Sets how long {@link Explicabl#close} may take: more than 0, 5 s by default. */
    public Builder closeTimeout(Duration value) {
      closeTimeout = Objects.requireNonNull(value, "closeTimeout");
      return this;
    }

    /** Records the client's whole address instead of its network. */
    public Builder keepClientAddress() {
      keepClientAddress = true;
      return this;
    }

    /**
     * Sets the key of pseudonyms, so that several nodes and restarts agree on them. By default a
     * random one is made, and pseudonyms hold for the life of this layer.
     *
     * @param key at least 32 bytes; copied
     */
    public Builder pseudonymKey(byte[] key) {
      pseudonyms = Pseudonyms.keyed(key);
      return this;
    }

    /** Sets the clock that dates events. */
    public Builder clock(InstantSource value) {
      clock = Objects.requireNonNull(value, "clock");
      return this;
    }

    /** Sets the monotonic source of nanoseconds that latencies are measured with. */
    public Builder nanoTime(LongSupplier value) {
      nanoTime = Objects.requireNonNull(value, "nanoTime");
      return this;
    }

    /**
     * Starts a writer for each sink.
     *
     * @throws IllegalArgumentException when a setting is out of range or no sink was added
     */
    public Explicabl build() {
      if (sinks.isEmpty()) {
        throw new IllegalArgumentException("sinks: none (expected: at least one)");
      }
      return new Explicabl(
          this,
          new ExplicablConfig(serviceName, environment, queueCapacity, pollInterval, closeTimeout));
    }
  }
}
