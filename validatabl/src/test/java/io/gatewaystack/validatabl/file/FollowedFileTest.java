package io.gatewaystack.validatabl.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowedFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("f.txt"), "first");
  }

  private static String read(String name, byte[] content) {
    String text = new String(content, UTF_8);
    return switch (text) {
      case "unfit" -> throw new IllegalArgumentException(name + ": unfit");
      case "fault" -> throw new IllegalStateException("inner words");
      case "deep" -> throw new StackOverflowError();
      case "large" -> throw new OutOfMemoryError("inner words");
      default -> text;
    };
  }

  private FollowedFile<String> followed(Duration interval) throws IOException {
    return FollowedFile.follow(file, 100, interval, FollowedFileTest::read);
  }

  @ParameterizedTest
  @CsvSource({
    "unfit,f.txt: unfit",
    "fault,f.txt: reading it failed: IllegalStateException",
    "deep,f.txt: reading it failed: StackOverflowError",
    "large,f.txt: reading it failed: OutOfMemoryError"
  })
  void tellsEveryFailureAndKeepsTheOldContent(String content, String problem) throws IOException {
    try (FollowedFile<String> followed = followed(Duration.ofHours(1))) {
      Files.writeString(file, content);
      followed.look();
      followed.look();

      assertThat(followed.problem()).contains(problem);
      followed.look();
      assertThat(followed.problem()).as("while the file stays as it is").contains(problem);
      assertThat(followed.content()).isEqualTo("first");

      Files.writeString(file, "second");
      followed.look();
      followed.look();
      assertThat(followed.content()).isEqualTo("second");
      assertThat(followed.problem()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"unfit", "fault", "deep", "large"})
  void theLookingThreadSurvivesEveryFailure(String content) throws IOException {
    try (FollowedFile<String> followed = followed(Duration.ofMillis(10))) {
      Files.writeString(file, content);
      await(() -> followed.problem().isPresent());

      Files.writeString(file, "second");
      await(() -> followed.content().equals("second"));
      assertThat(followed.problem()).isEmpty();
    }
  }

  @Test
  void saysThatTheFileIsGoneAndThatItIsBack() throws IOException {
    try (FollowedFile<String> followed = followed(Duration.ofHours(1))) {
      Files.delete(file);
      followed.look();
      assertThat(followed.problem()).contains("f.txt: gone");

      Files.createDirectory(file);
      followed.look();
      assertThat(followed.problem()).contains("f.txt: cannot be read: IOException");
      Files.delete(file);

      Files.writeString(file, "first");
      followed.look();
      assertThat(followed.problem()).isEmpty();
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
