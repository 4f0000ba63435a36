package io.gatewaystack.identifiabl.apikey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a regular file from the next without reading it.
 *
 * @param file the file's identity, which changes when it is replaced; null where there is none
 * @param modified when it was written
 * @param size in bytes
 * @param mode who may read and write it; empty where files have no such mode
 */
record KeyFileStamp(
    @Nullable Object file, FileTime modified, long size, Set<PosixFilePermission> mode) {

  /**
   * The stamp a file has now.
   *
   * @throws IOException when there is none, or something else in its place
   */
  static KeyFileStamp of(Path path) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    BasicFileAttributes attributes =
        posix == null
            ? Files.readAttributes(path, BasicFileAttributes.class)
            : posix.readAttributes();
    if (!attributes.isRegularFile()) { // reading a pipe would never end
      throw new IOException(path + ": not a file");
    }
    return new KeyFileStamp(
        attributes.fileKey(),
        attributes.lastModifiedTime(),
        attributes.size(),
        attributes instanceof PosixFileAttributes known ? known.permissions() : Set.of());
  }
}
