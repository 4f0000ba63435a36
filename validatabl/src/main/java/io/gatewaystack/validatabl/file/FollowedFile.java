package io.gatewaystack.validatabl.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, while the file may be changed. A thread of its own looks at it from time to
 * time; whoever asks only reads what is in force. What changed takes the place of the old content
 * at once and whole. A file that is refused, or gone, leaves the old content in force and says so,
 * in the log and in {@link #problem}.
 *
 * <p>What changed is read when two looks in a row saw the same, so that a file that is being
 * written is not taken for a shorter one. Writing elsewhere and renaming is still the better way.
 *
 * <p>Safe for use by several threads.
 *
 * @param <T> what the content is made into; immutable
 */
public final class FollowedFile<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FollowedFile.class);

  private final Path file;
  private final int most;
  private final Reader<T> reader;
  private final ScheduledExecutorService looking;
  private volatile T content;
  private volatile Optional<String> problem = Optional.empty();
  private byte[] decided;
  private Optional<String> refusal = Optional.empty();
  private byte @Nullable [] changing;

  /**
   * Makes something of the content of a file.
   *
   * @param <T> what is made
   */
  @FunctionalInterface
  public interface Reader<T> {

    /**
     * Reads the content.
     *
     * @param name what messages call the file
     * @param content at most one byte more than the file may have, so that its size can be refused
     * @throws IllegalArgumentException when the file is refused; the message is for its owner
     */
    T read(String name, byte[] content);
  }

  private FollowedFile(Path file, int most, Reader<T> reader) throws IOException {
    this.file = file;
    this.most = most;
    this.reader = reader;
    this.decided = bytes(file, most);
    this.content = reader.read(name(), decided);
    this.looking =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "follow-" + name());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Reads a file and looks at it again and again.
   *
   * @param most bytes the file may have
   * @param interval between two looks, 10 ms to 1 h
   * @param reader called on the calling thread first, then on the thread that looks
   * @throws IllegalArgumentException when the file is refused: there is nothing to fall back on
   * @throws IOException when it cannot be read
   */
  public static <T> FollowedFile<T> follow(Path file, int most, Duration interval, Reader<T> reader)
      throws IOException {
    long nanos = checked(interval).toNanos();
    FollowedFile<T> followed = new FollowedFile<>(file, most, reader);
    followed.start(nanos);
    return followed;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // look() lets nothing through, and close() ends it
  private void start(long nanos) {
    looking.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * The same interval.
   *
   * @throws IllegalArgumentException when it is not between 10 ms and 1 h
   */
  public static Duration checked(Duration interval) {
    if (interval.compareTo(Duration.ofMillis(10)) < 0
        || interval.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("interval: " + interval + " (expected: 10 ms to 1 h)");
    }
    return interval;
  }

  /**
   * The content of a regular file, at most one byte more than it may have.
   *
   * @throws IOException when it cannot be read, or is no regular file
   */
  public static byte[] bytes(Path file, int most) throws IOException {
    if (!Files.isRegularFile(file)) { // a pipe would never end
      throw new IOException(file + ": not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most + 1);
    }
  }

  /** What is in force now. */
  public T content() {
    return content;
  }

  /** Why what the file says now is not in force; for its owner, perhaps of several lines. */
  public Optional<String> problem() {
    return problem;
  }

  /**
   * Looks at the file now, on the calling thread, as the thread of its own does from time to time.
   */
  public synchronized void look() {
    try {
      byte[] seen = bytes(file, most);
      if (Arrays.equals(seen, decided)) {
        changing = null;
        tell(refusal);
      } else if (changing != null && Arrays.equals(seen, changing)) {
        decide(seen);
      } else {
        changing = seen;
      }
    } catch (IOException e) {
      changing = null;
      String why =
          Files.notExists(file) ? "gone" : "cannot be read: " + e.getClass().getSimpleName();
      tell(Optional.of(name() + ": " + why));
    } catch (Throwable e) { // else there would be no next look
      changing = null;
      tell(Optional.of(failed("looking at it", e)));
    }
  }

  private void decide(byte[] seen) {
    decided = seen;
    changing = null;
    try {
      content = reader.read(name(), seen);
      refusal = Optional.empty();
      problem = refusal;
      LOG.info("{}: new content is in force", file);
    } catch (IllegalArgumentException e) {
      refusal = Optional.of(String.valueOf(e.getMessage()));
      tell(refusal);
    } catch (Throwable e) { // too deep for the stack, too large for the heap, a fault of the reader
      refusal = Optional.of(failed("reading it", e));
      tell(refusal);
    }
  }

  private String failed(String what, Throwable e) {
    LOG.error("{}: {} failed", file, what, e);
    return "%s: %s failed: %s".formatted(name(), what, e.getClass().getSimpleName());
  }

  /** Says what is wrong, once. */
  private void tell(Optional<String> what) {
    if (!problem.equals(what)) {
      problem = what;
      what.ifPresentOrElse(
          wrong -> LOG.warn("{}: the content before stays in force: {}", file, wrong),
          () -> LOG.info("{}: holds again what is in force", file));
    }
  }

  private String name() {
    return String.valueOf(file.getFileName());
  }

  /** Looks no more; what is in force stays. */
  @Override
  public void close() {
    looking.shutdownNow();
  }
}
