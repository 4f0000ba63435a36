package io.gatewaystack.transformabl.pinning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps pins in a file (JSON), so that a restart forgets nothing. The file is replaced as a whole
 * and atomically, and only when something changed; whoever reads it sees all of a change or none.
 *
 * <p>Several processes may use one file: each change is made to what stands in it at that moment,
 * under a lock on a file beside it named {@code .lock}. Within a process a file is opened once.
 * What another process changed, an approval for one, is seen at once: each look asks the file
 * system whether the file is another, which takes a microsecond or two. A file that cannot be read
 * then, or is gone, changes nothing here.
 */
public final class FilePinStore implements PinStore {
  private static final Logger LOG = LoggerFactory.getLogger(FilePinStore.class);

  private final PinFile file;
  private final Path lock;
  private final PinLimits limits;
  private volatile PinTable table;
  private volatile PinFile.@Nullable Stamp stamp;

  private FilePinStore(Path path, PinLimits limits) throws IOException {
    this.file = new PinFile(path);
    this.lock = path.resolveSibling(path.getFileName() + ".lock");
    this.limits = limits;
    this.stamp = file.stamp();
    this.table = file.read();
  }

  /**
   * Opens a store with the default limits.
   *
   * @param path the file; made with the first pin, in a directory that is there
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it holds something else
   */
  public static FilePinStore open(Path path) throws IOException {
    return open(path, PinLimits.DEFAULT);
  }

  /** Opens a store with limits; as {@link #open(Path)}. */
  public static FilePinStore open(Path path, PinLimits limits) throws IOException {
    return new FilePinStore(path.toAbsolutePath(), Objects.requireNonNull(limits, "limits"));
  }

  /**
   * Reads the file again; when that fails, what was known stays.
   *
   * @throws UncheckedIOException when it cannot be read
   * @throws IllegalArgumentException when it holds something else
   */
  public synchronized void reload() {
    try {
      stamp = file.stamp();
      table = file.read();
    } catch (IOException e) {
      throw new UncheckedIOException("the pins could not be read", e);
    }
  }

  private PinTable current() {
    PinFile.Stamp now = file.stamp();
    if (now != null && !now.equals(stamp)) {
      try {
        reload();
      } catch (UncheckedIOException | IllegalArgumentException e) {
        LOG.warn("the file of the pins has changed and cannot be read: what was known stays");
      }
    }
    return table;
  }

  @Override
  public Map<String, Pin> observe(String upstream, List<Sighting> sightings) {
    PinTable now = current();
    if (now.observe(upstream, sightings, limits) == now) {
      return now.tools(upstream); // the usual case touches no file
    }
    return change(fresh -> fresh.observe(upstream, sightings, limits)).tools(upstream);
  }

  @Override
  public Optional<Pin> find(String upstream, String tool) {
    return Optional.ofNullable(current().find(upstream, tool));
  }

  @Override
  public boolean isFull(String upstream) {
    return current().isFull(upstream, limits);
  }

  @Override
  public List<Pin> pins() {
    return current().pins();
  }

  @Override
  public boolean approve(String upstream, String tool, String fingerprint) {
    boolean[] approved = new boolean[1];
    change(
        fresh -> {
          PinTable next = fresh.approve(upstream, tool, fingerprint);
          approved[0] = next != fresh;
          return next;
        });
    return approved[0];
  }

  @Override
  public boolean forget(String upstream, String tool) {
    boolean[] known = new boolean[1];
    change(
        fresh -> {
          PinTable next = fresh.without(upstream, tool);
          known[0] = next != fresh;
          return next;
        });
    return known[0];
  }

  private synchronized PinTable change(UnaryOperator<PinTable> change) {
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      Objects.requireNonNull(held);
      PinTable fresh = file.stamp() == null ? table : file.read(); // gone: none is forgotten
      PinTable next = change.apply(fresh);
      if (next != fresh) {
        file.write(next);
      }
      stamp = file.stamp();
      table = next;
      return next;
    } catch (IOException e) {
      throw new UncheckedIOException("the pins could not be kept", e);
    }
  }
}
