package io.gatewaystack.identifiabl.apikey;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * API keys in a file of hashes, at most 10 000: JSON, mode 0600 unless its owner gives it another.
 *
 * <pre>{@code
 * ApiKeyFile keys = ApiKeyFile.builder(Path.of("keys.json")).open();
 * Layer identity = Identifiabl.builder("https://idp.example", "https://api.example")
 *     .apiKeys(keys)
 *     .build();
 * }</pre>
 *
 * <p>What {@link #create} and {@link #revoke} change here counts from the next request on. What
 * others change in the file, e.g. the command line, counts within a second: with a request at most
 * once per {@link Builder#checkInterval} it is asked whether the file is another one, and that
 * request reads it. A file that cannot be read or is not of the form leaves the keys read before in
 * force for 60 seconds, and says so in the log and in {@link #metrics}; from then on keys cannot be
 * checked until it is mended, since it may say that they are revoked.
 *
 * <p>Changes are safe against other processes that make them through this class, and replace the
 * file in one step; have one object per file in a process. Safe for use by several threads.
 */
public final class ApiKeyFile implements ApiKeyStore {
  private static final Logger LOG = LoggerFactory.getLogger(ApiKeyFile.class);

  /** As long as answers of any store may be remembered. */
  private static final int GRACE_SECONDS = 60;

  /** What counts now; keys that are lost may have been revoked in a file nobody can read. */
  private record State(KeyTable keys, long version, boolean lost) {}

  private final Path path;
  private final InstantSource clock;
  private final long checkInterval;
  private final ReentrantLock changing = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock(); // never held while waiting for others
  private volatile long checkedAt;
  private volatile State state;
  private @Nullable KeyFileStamp seen; // guarded by lock, as all that follows
  private long loads = 1;
  private long failures;
  private @Nullable String problem;
  private long problemSince;

  private ApiKeyFile(Builder builder, KeyFileStamp stamp, KeyTable keys) {
    path = builder.path;
    clock = builder.clock;
    checkInterval = builder.checkInterval.toMillis();
    checkedAt = clock.millis();
    seen = stamp;
    state = new State(keys, 1, false);
  }

  /** Starts with the system's clock and a check per second; the file must be there. */
  public static Builder builder(Path path) {
    return new Builder(path);
  }

  /**
   * Makes a key and adds it to the file.
   *
   * @return the key with its plaintext, which cannot be had later
   * @throws IOException when the file cannot be read or written; it is then as it was
   */
  public IssuedApiKey create(ApiKeyTerms terms) throws IOException {
    IssuedApiKey issued = ApiKeys.create(terms, clock);
    change(keys -> keys.plus(issued.hash(), issued.key()));
    return issued;
  }

  /**
   * Revokes a key; it stays in the file, marked.
   *
   * @return whether there was such a key, not yet revoked
   * @throws IOException when the file cannot be read or written; it is then as it was
   */
  public boolean revoke(String id) throws IOException {
    return change(keys -> keys.revoked(id, clock.instant()));
  }

  /** All keys, the revoked ones included, in the order they were added. */
  public List<ApiKey> list() {
    return latest().keys.all();
  }

  /**
   * The key with a hash, revoked and expired ones included.
   *
   * @throws IOException when the file could not be read for 60 seconds
   */
  @Override
  public Optional<ApiKey> find(CredentialHash hash) throws IOException {
    State now = latest();
    if (now.lost) {
      throw new IOException(path + ": not read for " + GRACE_SECONDS + " s or more");
    }
    return now.keys.find(hash);
  }

  @Override
  public long version() {
    return latest().version;
  }

  /** How it does. */
  public ApiKeyFileMetrics metrics() {
    lock.lock();
    try {
      int inForce = state.lost ? 0 : state.keys.size();
      return new ApiKeyFileMetrics(inForce, loads, failures, problem != null);
    } finally {
      lock.unlock();
    }
  }

  /** Asks whether the file is another one when it is time to; nobody waits for anybody. */
  private State latest() {
    long now = clock.millis();
    if (Math.abs(now - checkedAt) >= checkInterval && lock.tryLock()) {
      try {
        checkedAt = now;
        check(now);
      } finally {
        lock.unlock();
      }
    }
    return state;
  }

  private void check(long now) {
    KeyFileStamp before = seen;
    seen = null; // so that what could not be read is tried again
    try {
      KeyFileStamp stamp = KeyFileStamp.of(path);
      if (stamp.equals(before)) {
        seen = before;
      } else {
        byte[] content = KeyFileContent.read(path);
        seen = stamp; // so that what is not of the form is not
        publish(KeyFileFormat.read(content));
        LOG.info("{}: {} API keys", path, state.keys.size());
      }
    } catch (IOException | IllegalArgumentException e) {
      failed(e.toString(), now);
    }
    if (problem != null && !state.lost && Math.abs(now - problemSince) >= GRACE_SECONDS * 1_000L) {
      LOG.error("{}: not read for {} s, API keys are refused now", path, GRACE_SECONDS);
      state = new State(state.keys, state.version + 1, true);
    }
  }

  private void failed(String reason, long now) {
    failures++;
    if (problem == null) {
      problemSince = now;
    }
    if (!reason.equals(problem)) {
      LOG.error(
          "{}: not read, the API keys read before count for {} s: {}", path, GRACE_SECONDS, reason);
    }
    problem = reason;
  }

  private void publish(KeyTable keys) {
    state = new State(keys, state.version + 1, false);
    loads++;
    problem = null;
  }

  /** Whether there was anything to change. */
  @SuppressWarnings("try") // the file's lock is held, not used
  private boolean change(UnaryOperator<KeyTable> change) throws IOException {
    changing.lock();
    try (KeyFileLock exclusive = KeyFileLock.of(path)) {
      return changeAlone(change);
    } finally {
      changing.unlock();
    }
  }

  private boolean changeAlone(UnaryOperator<KeyTable> change) throws IOException {
    lock.lock();
    try {
      KeyFileStamp stamp = KeyFileStamp.of(path);
      KeyTable before = read(path);
      KeyTable after = change.apply(before);
      boolean changed = !after.equals(before);
      seen = changed ? KeyFileContent.replace(path, KeyFileFormat.write(after)) : stamp;
      publish(after);
      return changed;
    } finally {
      lock.unlock();
    }
  }

  private static KeyTable read(Path path) throws IOException {
    try {
      return KeyFileFormat.read(KeyFileContent.read(path));
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

    private final Path path;
    private InstantSource clock = InstantSource.system();
    private Duration checkInterval = Duration.ofSeconds(1);
    private boolean createIfMissing;

    private Builder(Path path) {
      this.path = Objects.requireNonNull(path, "path");
    }

    /** Sets the clock; the system's by default. */
    public Builder clock(InstantSource value) {
      clock = Objects.requireNonNull(value, "clock");
      return this;
    }

    /** Sets how often it is asked whether the file changed: 0 to 60 seconds, by default 1. */
    public Builder checkInterval(Duration value) {
      if (value.isNegative() || value.compareTo(LONGEST_INTERVAL) > 0) {
        throw new IllegalArgumentException(
            "checkInterval: " + value + " (expected: PT0S.." + LONGEST_INTERVAL + ")");
      }
      checkInterval = value;
      return this;
    }

    /** Makes a file without keys when there is none. */
    public Builder createIfMissing() {
      createIfMissing = true;
      return this;
    }

    /**
     * Reads the file.
     *
     * @throws IOException when it is not there, cannot be read or is not of the form; the message
     *     says where
     */
    public ApiKeyFile open() throws IOException {
      if (createIfMissing && !Files.exists(path)) {
        create();
      }
      try {
        KeyFileStamp stamp = KeyFileStamp.of(path);
        return new ApiKeyFile(this, stamp, read(path));
      } catch (FileSystemException e) { // whose own message is the path
        throw new IOException(path + ": not read: " + e.getClass().getSimpleName(), e);
      }
    }

    @SuppressWarnings("try") // the file's lock is held, not used
    private void create() throws IOException {
      try (KeyFileLock exclusive = KeyFileLock.of(path)) {
        if (!Files.exists(path)) {
          KeyFileContent.replace(path, KeyFileFormat.write(KeyTable.EMPTY));
        }
      }
    }
  }
}
