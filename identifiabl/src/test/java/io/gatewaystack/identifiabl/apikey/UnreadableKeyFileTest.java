package io.gatewaystack.identifiabl.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatewaystack.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that cannot be read may say that a key is revoked. */
class UnreadableKeyFileTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  @TempDir private Path directory;
  private Path path;
  private ApiKeyFile keys;
  private IssuedApiKey issued;

  @BeforeEach
  void makeAKey() throws IOException {
    path = directory.resolve("keys.json");
    keys = ApiKeyFile.builder(path).clock(clock).createIfMissing().open();
    issued = keys.create(ApiKeyTerms.builder("test").build());
  }

  /** What became of the file. */
  private enum Fault {
    GONE {
      @Override
      void on(Path path) throws IOException {
        Files.delete(path);
      }
    },
    BROKEN {
      @Override
      void on(Path path) throws IOException {
        Files.writeString(path, "{");
      }
    },
    A_DIRECTORY {
      @Override
      void on(Path path) throws IOException {
        Files.delete(path);
        Files.createDirectory(path);
      }
    };

    abstract void on(Path path) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void countsForAMinuteAndIsThenNoAnswerAnyMore(Fault fault) throws IOException {
    long version = keys.version();
    fault.on(path);
    clock.advance(SECOND);
    assertThat(keys.find(issued.hash())).isPresent();

    clock.advance(GRACE.minusMillis(1));
    assertThat(keys.find(issued.hash())).isPresent();
    assertThat(keys.version()).isEqualTo(version);
    assertThat(keys.metrics()).matches(m -> m.keys() == 1 && m.outdated());

    clock.advance(SECOND);
    assertThatThrownBy(() -> keys.find(issued.hash()))
        .isInstanceOf(IOException.class)
        .hasMessage(path + ": not read for 60 s or more");
    assertThatThrownBy(() -> keys.find(CredentialHash.of("x"))).isInstanceOf(IOException.class);
    assertThat(keys.version()).as("what was remembered counts no more").isNotEqualTo(version);
    assertThat(keys.metrics()).matches(m -> m.keys() == 0 && m.outdated());
  }

  @Test
  void countsAgainOnceItsFileIsMended() throws IOException {
    Path away = Files.move(path, directory.resolve("away"));
    clock.advance(SECOND);
    keys.version();
    clock.advance(GRACE);
    assertThatThrownBy(() -> keys.find(issued.hash())).isInstanceOf(IOException.class);
    long version = keys.version();

    Files.move(away, path);
    clock.advance(SECOND);

    assertThat(keys.find(issued.hash())).isPresent();
    assertThat(keys.version()).isNotEqualTo(version);
    assertThat(keys.metrics()).matches(m -> m.keys() == 1 && !m.outdated());
  }

  @Test
  void noticesThatEverybodyMayWriteToItsFileAndThatNobodyElseMayAnyMore() throws IOException {
    PosixFileAttributeView mode = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    assumeTrue(mode != null, "files have modes");
    mode.setPermissions(PosixFilePermissions.fromString("rw-rw-rw-"));
    clock.advance(SECOND);
    assertThat(keys.find(issued.hash())).isPresent();
    assertThat(keys.metrics().outdated()).isTrue();
    clock.advance(GRACE);
    assertThatThrownBy(() -> keys.find(issued.hash())).isInstanceOf(IOException.class);

    mode.setPermissions(PosixFilePermissions.fromString("rw-r-----"));
    clock.advance(SECOND);

    assertThat(keys.find(issued.hash())).isPresent();
    assertThat(keys.metrics().outdated()).isFalse();
  }

  @Test
  void hasAMinuteForEachFault() throws IOException {
    for (int i = 0; i < 3; i++) {
      Path away = Files.move(path, directory.resolve("away"));
      clock.advance(SECOND);
      assertThat(keys.find(issued.hash())).isPresent();
      clock.advance(GRACE.minus(SECOND));
      assertThat(keys.find(issued.hash())).isPresent();
      Files.move(away, path);
      clock.advance(SECOND);
      assertThat(keys.find(issued.hash())).isPresent();
    }
  }

  @Test
  void doesNotCountLongerWhenTheClockIsSetBack() throws IOException {
    Files.delete(path);
    clock.advance(SECOND);
    keys.version();

    clock.advance(GRACE.negated());

    assertThatThrownBy(() -> keys.find(issued.hash())).isInstanceOf(IOException.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"mkfifo", "ln -s /dev/zero"})
  @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
  void holdsNobodyWhenSomethingEndlessTakesThePlaceOfItsFile(String command) throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/zero")), "a system that knows devices");
    Files.delete(path);
    String[] words = (command + " " + path).split(" ");
    assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
    clock.advance(SECOND);

    assertThat(keys.find(issued.hash())).isPresent();
    assertThat(keys.metrics().outdated()).isTrue();
    assertThatThrownBy(() -> ApiKeyFile.builder(path).open())
        .isInstanceOf(IOException.class)
        .hasMessage(path + ": not a file");
  }
}
