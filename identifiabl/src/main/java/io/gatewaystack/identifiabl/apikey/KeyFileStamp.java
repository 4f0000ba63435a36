package io.gatewaystack.identifiabl.apikey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
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
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) { // reading a pipe would never end
      throw new IOException(path + ": not a file");
    }
    PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    return new KeyFileStamp(
        attributes.fileKey(),
        attributes.lastModifiedTime(),
        attributes.size(),
        posix == null ? Set.of() : posix.readAttributes().permissions());
  }
}
