package io.gatewaystack.identifiabl.apikey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and replaces a file as a whole. */
final class KeyFileContent {
  private static final long MOST_BYTES = 16L << 20;

  private KeyFileContent() {}

  /**
   * The whole file.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it is too large, or when anybody could have written it
   */
  static byte[] read(Path file) throws IOException {
    PosixFileAttributeView posix = posix(file);
    if (posix != null
        && posix.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IllegalArgumentException("file: writable by everybody (expected: mode 0600)");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException("file: (expected: at most " + MOST_BYTES + " bytes)");
    }
    return Files.readAllBytes(file);
  }

  /**
   * Replaces a file in one step: whoever reads sees the old or the new one, after a power cut too.
   * The new one has the owner, the group and the mode of the old one, so that root may change a
   * file of the service's; where there was none, it is its owner's only (mode 0600).
   *
   * @return the stamp of the new one
   * @throws IOException when it cannot be written, or not so; the old one is then as it was
   */
  static KeyFileStamp replace(Path file, byte[] content) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path directory = target.resolveSibling(""); // which is never null
    Optional<KeyFileAccess> before = KeyFileAccess.of(target);
    Path fresh = Files.createTempFile(directory, ".api-keys", ".tmp"); // mode 0600 where there are
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      if (before.isPresent()) {
        before.get().giveTo(fresh);
      }
      KeyFileStamp stamp = KeyFileStamp.of(fresh);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      force(directory);
      return stamp;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void force(Path directory) throws IOException {
    if (posix(directory) != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static @Nullable PosixFileAttributeView posix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class);
  }
}
