package io.gatewaystack.validatabl.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy of a file that may be changed while requests are judged. A thread of its own looks at
 * the file from time to time; requests only read what is in force. A new policy takes the place of
 * the old one at once and whole. A file that is refused, or gone, leaves the old one in force and
 * says so, in the log and in {@link #status}.
 *
 * <p>What changed is loaded when two looks in a row saw the same, so that a file that is being
 * written is not taken for a shorter policy. Writing elsewhere and renaming is still the better
 * way.
 *
 * <p>Safe for use by several threads.
 */
public final class ReloadingPolicy implements PolicySource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadingPolicy.class);

  private final Path file;
  private final InstantSource clock;
  private final ScheduledExecutorService looking;
  private volatile Policy policy;
  private volatile Status status;
  private byte[] decided;
  private Optional<String> refusal = Optional.empty();
  private byte @Nullable [] changing;

  private ReloadingPolicy(Builder settings) throws IOException {
    this.file = settings.file;
    this.clock = settings.clock;
    this.decided = PolicyFile.bytes(file);
    this.policy = PolicyFile.parse(name(), decided);
    this.status = new Status(policy.name(), policy.version(), clock.instant(), refusal);
    this.looking =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "policy-reload");
              thread.setDaemon(true);
              return thread;
            });
  }

  private void start(Duration interval) {
    long nanos = interval.toNanos();
    looking.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private String name() {
    return String.valueOf(file.getFileName());
  }

  /** Starts with a look every two seconds. */
  public static Builder builder(Path file) {
    return new Builder(file);
  }

  /**
   * What is in force, and whether the file says so.
   *
   * @param name the name of the policy in force
   * @param version the digest of the policy in force
   * @param since when it was loaded
   * @param problem why what the file says now is not in force; for its owner, of several lines
   */
  public record Status(String name, String version, Instant since, Optional<String> problem) {}

  @Override
  public Policy current() {
    return policy;
  }

  /** What is in force now. */
  public Status status() {
    return status;
  }

  /**
   * Looks at the file now, on the calling thread, as the thread of its own does from time to time.
   */
  public synchronized void look() {
    try {
      byte[] content = PolicyFile.bytes(file);
      if (Arrays.equals(content, decided)) {
        changing = null;
        tell(refusal);
      } else if (changing != null && Arrays.equals(content, changing)) {
        decide(content);
      } else {
        changing = content;
      }
    } catch (IOException e) {
      changing = null;
      tell(Optional.of(name() + ": cannot be read: " + e.getClass().getSimpleName()));
    } catch (RuntimeException e) { // else there would be no next look
      LOG.error("{}: looking at the policy failed", file, e);
    }
  }

  private void decide(byte[] content) {
    decided = content;
    changing = null;
    try {
      Policy loaded = PolicyFile.parse(name(), content);
      refusal = Optional.empty();
      policy = loaded;
      status = new Status(loaded.name(), loaded.version(), clock.instant(), refusal);
      LOG.info("{}: policy {} {} is in force", file, loaded.name(), loaded.version());
    } catch (InvalidPolicy e) {
      refusal = Optional.of(e.getMessage());
      tell(refusal);
    }
  }

  /** Says what is wrong, once. */
  private void tell(Optional<String> problem) {
    Status before = status;
    if (!before.problem().equals(problem)) {
      status = new Status(before.name(), before.version(), before.since(), problem);
      problem.ifPresentOrElse(
          what -> LOG.warn("policy {} stays in force: {}", before.version(), what),
          () -> LOG.info("{}: holds policy {} again", file, before.version()));
    }
  }

  /** Looks no more; what is in force stays. */
  @Override
  public void close() {
    looking.shutdownNow();
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private final Path file;
    private Duration interval = Duration.ofSeconds(2);
    private InstantSource clock = InstantSource.system();

    private Builder(Path file) {
      this.file = Objects.requireNonNull(file, "file");
    }

    /** Sets how often the file is looked at: 10 ms to 1 h, 2 s by default. */
    public Builder interval(Duration value) {
      if (value.compareTo(Duration.ofMillis(10)) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException("interval: " + value + " (expected: 10 ms to 1 h)");
      }
      interval = value;
      return this;
    }

    /** Sets the clock that dates what is in force. */
    public Builder clock(InstantSource value) {
      clock = Objects.requireNonNull(value, "clock");
      return this;
    }

    /**
     * Loads the file and starts looking at it.
     *
     * @throws InvalidPolicy when the file is refused: there is no policy to fall back on
     * @throws IOException when the file cannot be read
     */
    public ReloadingPolicy load() throws IOException {
      ReloadingPolicy policy = new ReloadingPolicy(this);
      policy.start(interval);
      return policy;
    }
  }
}
