package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.file.FollowedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

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
  private final FollowedFile<Loaded> file;

  /** A policy, and when it was loaded. */
  private record Loaded(Policy policy, Instant since) {}

  private ReloadingPolicy(Builder settings) throws IOException {
    InstantSource clock = settings.clock;
    this.file =
        FollowedFile.follow(
            settings.file,
            PolicyFile.MAX_BYTES,
            settings.interval,
            (name, content) -> new Loaded(PolicyFile.parse(name, content), clock.instant()));
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
    return file.content().policy();
  }

  /** What is in force now. */
  public Status status() {
    Loaded loaded = file.content();
    Policy policy = loaded.policy();
    return new Status(policy.name(), policy.version(), loaded.since(), file.problem());
  }

  /**
   * Looks at the file now, on the calling thread, as the thread of its own does from time to time.
   */
  public void look() {
    file.look();
  }

  /** Looks no more; what is in force stays. */
  @Override
  public void close() {
    file.close();
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
      interval = FollowedFile.checked(value);
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
      return new ReloadingPolicy(this);
    }
  }
}
