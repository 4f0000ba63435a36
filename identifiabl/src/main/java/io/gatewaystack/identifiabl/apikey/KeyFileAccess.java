package io.gatewaystack.identifiabl.apikey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use a file, for the files that replace it or stand beside it: root may change a file of
 * the service's, and the service goes on.
 *
 * @param file the file, for messages
 * @param owner may be somebody else than who changes it
 * @param group the group the mode speaks of
 * @param mode what owner, group and others may do
 */
record KeyFileAccess(
    Path file, UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> mode) {

  /** Who may use a file that is there; empty where files do not say so (POSIX). */
  static Optional<KeyFileAccess> of(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null || !Files.exists(file)) {
      return Optional.empty();
    }
    PosixFileAttributes now = view.readAttributes();
    return Optional.of(new KeyFileAccess(file, now.owner(), now.group(), now.permissions()));
  }

  /**
   * Gives another file the same owner, group and mode.
   *
   * @throws IOException when it cannot have them; the message is for whoever wanted a change
   */
  void giveTo(Path other) throws IOException {
    giveOwnerTo(other);
    try {
      PosixFileAttributeView view = viewOf(other);
      if (!view.readAttributes().permissions().equals(mode)) {
        view.setPermissions(mode);
      }
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** As the other method, but the mode stays. */
  void giveOwnerTo(Path other) throws IOException {
    try { // what does not differ is left alone: not every file system lets it be set
      PosixFileAttributeView view = viewOf(other);
      PosixFileAttributes now = view.readAttributes();
      if (!now.isRegularFile()) { // a link's own mode can be set on some systems
        throw new IOException("not a file");
      }
      if (!now.owner().equals(owner)) {
        view.setOwner(owner);
      }
      if (!now.group().equals(group)) {
        view.setGroup(group);
      }
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** Others may write to the directory: a link in the file's place is not followed. */
  private static PosixFileAttributeView viewOf(Path file) {
    return Objects.requireNonNull(
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS),
        "view");
  }

  private IOException refused(IOException reason) {
    return new IOException(
        "%s: not changed: its owner %s, group %s and mode %s cannot be kept: %s"
            .formatted(
                file,
                owner.getName(),
                group.getName(),
                PosixFilePermissions.toString(mode),
                reason.getMessage()),
        reason);
  }
}
