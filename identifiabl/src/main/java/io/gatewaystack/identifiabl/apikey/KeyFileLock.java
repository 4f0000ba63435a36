package io.gatewaystack.identifiabl.apikey;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a file, against other threads and other processes. The lock lies on a file
 * beside it of the same owner, which stays: the file itself is replaced by each change. When a
 * process dies, the system frees its locks.
 *
 * <p>Closing one channel on a file frees what other channels of the process have locked (POSIX), so
 * threads that share an {@link ApiKeyFile} come here one after the other.
 */
final class KeyFileLock implements AutoCloseable {
  private static final int ATTEMPTS = 1_000;
  private static final long PAUSE_NANOS = 10_000_000;

  private final FileChannel channel;

  private final FileLock lock; // the JDK forgets locks nobody refers to

  private KeyFileLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Waits for the lock of a file.
   *
   * @throws IOException when somebody else holds it for ten seconds
   */
  static KeyFileLock of(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    boolean made = Files.notExists(beside);
    FileChannel channel =
        FileChannel.open(
            beside,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            ownersOnly(beside));
    try {
      if (made) {
        KeyFileAccess access = KeyFileAccess.of(file).orElse(null);
        if (access != null) {
          access.giveOwnerTo(beside);
        }
      }
      for (int i = 0; i < ATTEMPTS; i++) {
        FileLock lock = tryLock(channel);
        if (lock != null) {
          return new KeyFileLock(channel, lock);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      throw new IOException(file + ": being changed by somebody else for 10 s");
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Who can open it can keep changes waiting; where files do not say who may (POSIX), nothing. */
  private static FileAttribute<?>[] ownersOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held within this process
    }
  }

  /** Frees the lock. */
  @Override
  public void close() throws IOException {
    try (channel) {
      lock.release();
    }
  }
}
