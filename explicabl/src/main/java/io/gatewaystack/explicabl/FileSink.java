package io.gatewaystack.explicabl;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to a file, one JSON object per line. Every batch is handed to the operating system
 * before the next is taken; it is not forced to the disk. When the file was moved or deleted (log
 * rotation), the next batch goes to a new one. A line that a crash or a full disk left unfinished
 * is ended before anything is appended.
 */
public final class FileSink implements AuditSink {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private @Nullable FileChannel channel;
  private @Nullable Object fileKey;
  private boolean unfinished;

  private FileSink(Path path) {
    this.path = path;
  }

  /**
   * Opens a file for appending. A new one can be read and written by its owner only, where the file
   * system knows owners; the permissions of an existing one stay as they are.
   *
   * @param path the file; its directory must exist
   * @throws IOException when it cannot be opened or created
   */
  public static FileSink open(Path path) throws IOException {
    FileSink sink = new FileSink(Objects.requireNonNull(path, "path").toAbsolutePath());
    sink.reopen();
    return sink;
  }

  @Override
  public void write(List<AuditEvent> batch) throws IOException {
    FileChannel current = current();
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    if (unfinished) {
      lines.write('\n');
    }
    for (AuditEvent event : batch) {
      lines.writeBytes(event.json());
      lines.write('\n');
    }
    ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
    unfinished = true;
    while (bytes.hasRemaining()) {
      current.write(bytes);
    }
    unfinished = false;
  }

  /** The channel of the file that stands at the path now. */
  private FileChannel current() throws IOException {
    FileChannel open = channel;
    return open != null && open.isOpen() && isStillThere() ? open : reopen();
  }

  private boolean isStillThere() throws IOException {
    try {
      return Objects.equals(fileKey, keyOf(path));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private FileChannel reopen() throws IOException {
    close();
    unfinished = endsUnfinished();
    FileChannel opened = FileChannel.open(path, Set.of(CREATE, APPEND), permissions());
    channel = opened;
    fileKey = keyOf(path);
    return opened;
  }

  private FileAttribute<?>[] permissions() {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static @Nullable Object keyOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private boolean endsUnfinished() throws IOException {
    if (!Files.exists(path) || Files.size(path) == 0) {
      return false;
    }
    try (SeekableByteChannel content = Files.newByteChannel(path, READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      content.position(content.size() - 1);
      return content.read(last) == 1 && last.get(0) != '\n';
    }
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
