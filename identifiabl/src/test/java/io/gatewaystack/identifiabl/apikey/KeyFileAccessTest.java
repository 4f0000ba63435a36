package io.gatewaystack.identifiabl.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever changes a key file, who may use it stays the same. */
class KeyFileAccessTest {
  private static final ApiKeyTerms TERMS = ApiKeyTerms.builder("test").build();

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("keys.json");
  }

  private static PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"rw-r-----", "rw-rw----", "rw-r--r--", "r--------"})
  void keepsTheModeOfAFileThatIsChanged(String mode) throws IOException {
    ApiKeyFile keys = ApiKeyFile.builder(path()).createIfMissing().open();
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(mode));

    keys.revoke(keys.create(TERMS).key().id());

    assertThat(mode(path())).isEqualTo(mode);
  }

  @Test
  void nobodyButTheOwnerCanHoldTheLock() throws IOException {
    ApiKeyFile.builder(path()).createIfMissing().open().create(TERMS);

    assertThat(mode(directory.resolve("keys.json.lock"))).isEqualTo("rw-------");
  }

  @Test
  void keepsTheOwnerAndTheGroupWhenRootChangesAFile() throws IOException {
    ApiKeyFile.builder(path()).createIfMissing().open();
    Files.delete(directory.resolve("keys.json.lock"));
    assumeTrue(mayGiveAway(path()), "only root may give files away");
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r-----"));
    PosixFileAttributes before = view(path()).readAttributes();

    ApiKeyFile keys = ApiKeyFile.builder(path()).open();
    keys.revoke(keys.create(TERMS).key().id());

    PosixFileAttributes after = view(path()).readAttributes();
    assertThat(after.owner()).isEqualTo(before.owner());
    assertThat(after.group()).isEqualTo(before.group());
    assertThat(after.permissions()).isEqualTo(before.permissions());
    PosixFileAttributes lock = view(directory.resolve("keys.json.lock")).readAttributes();
    assertThat(lock.owner()).as("or the service could change nothing").isEqualTo(before.owner());
    assertThat(lock.group()).isEqualTo(before.group());
  }

  private static boolean mayGiveAway(Path file) throws IOException {
    var names = file.getFileSystem().getUserPrincipalLookupService();
    try {
      view(file).setOwner(names.lookupPrincipalByName("65534"));
      view(file).setGroup(names.lookupPrincipalByGroupName("65533"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void saysWhatCannotBeKept() throws IOException {
    Path file = Files.createFile(path());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    KeyFileAccess access = KeyFileAccess.of(file).orElseThrow();
    Path gone = directory.resolve("gone");

    assertThatThrownBy(() -> access.giveTo(gone))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": not changed: its owner " + access.owner().getName())
        .hasMessageContaining("mode rw-r----- cannot be kept: ");
    assertThatThrownBy(() -> access.giveOwnerTo(gone)).hasMessageContaining("cannot be kept");
  }

  @Test
  void followsNoLinkInThePlaceOfTheNewFile() throws IOException {
    Path file = Files.createFile(path());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    Path other = Files.createFile(directory.resolve("other"));
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("r--------"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), other);
    KeyFileAccess access = KeyFileAccess.of(file).orElseThrow();

    assertThatThrownBy(() -> access.giveTo(link)).isInstanceOf(IOException.class);

    assertThat(mode(other)).isEqualTo("r--------");
  }

  @Test
  void asksForNoLockWhereTheFileIsThere() throws IOException {
    ApiKeyFile.builder(path()).createIfMissing().open();
    Path lock = directory.resolve("keys.json.lock");
    Files.delete(lock);

    ApiKeyFile.builder(path()).createIfMissing().open();

    assertThat(lock).doesNotExist();
  }
}
