package io.gatewaystack.validatabl.service;

import io.gatewaystack.validatabl.file.FollowedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A catalog in a file that may be changed while requests are served:
 *
 * <pre>{@code
 * {"services": {"github": true, "ledger": false},
 *  "organisations": {"org_1": ["github", "ledger"], "org_2": []}}
 * }</pre>
 *
 * <p>A service that is {@code false} is active for nobody. The file is strict JSON of at most
 * {@value #MAX_BYTES} bytes, and refused whole when anything in it is unknown. It is followed as
 * {@link FollowedFile} says: what is refused leaves the old content in force. Safe for use by
 * several threads.
 */
public final class FileServices implements ServiceCatalog, AutoCloseable {

  /** Most bytes the file may have. */
  public static final int MAX_BYTES = 8 << 20;

  private final FollowedFile<ServiceTable> file;

  private FileServices(FollowedFile<ServiceTable> file) {
    this.file = file;
  }

  /**
   * Loads a file and looks at it every two seconds.
   *
   * @throws IllegalArgumentException when the file is refused: there is nothing to fall back on
   * @throws IOException when it cannot be read
   */
  public static FileServices follow(Path file) throws IOException {
    return follow(file, Duration.ofSeconds(2));
  }

  /**
   * Loads a file and looks at it again and again.
   *
   * @param interval between two looks, 10 ms to 1 h
   * @throws IllegalArgumentException when the file is refused: there is nothing to fall back on
   * @throws IOException when it cannot be read
   */
  public static FileServices follow(Path file, Duration interval) throws IOException {
    return new FileServices(FollowedFile.follow(file, MAX_BYTES, interval, FileServices::read));
  }

  private static ServiceTable read(String name, byte[] content) {
    if (content.length > MAX_BYTES) {
      throw new IllegalArgumentException(name + ": (expected: at most " + MAX_BYTES + " bytes)");
    }
    return ServiceTable.parse(name, content);
  }

  @Override
  public Set<String> enabled(String organisation) {
    return file.content().byOrganisation().getOrDefault(organisation, Set.of());
  }

  /** Why what the file says now is not in force; for its owner. */
  public Optional<String> problem() {
    return file.problem();
  }

  /** Looks at the file now, as a thread of its own does from time to time. */
  public void look() {
    file.look();
  }

  /** Looks no more; what is in force stays. */
  @Override
  public void close() {
    file.close();
  }
}
