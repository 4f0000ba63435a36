package io.gatewaystack.validatabl.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogsTest {
  @TempDir Path folder;

  @Test
  void memoryChangesAtOnce() {
    InMemoryServices services = new InMemoryServices().enable("a", "x").enable("a", "y");
    assertThat(services.enabled("a")).containsExactlyInAnyOrder("x", "y");
    assertThat(services.enabled("b")).isEmpty();

    services.disable("a", "x").disable("b", "x");
    assertThat(services.enabled("a")).containsExactly("y");
    services.disable("a", "y");
    assertThat(services.enabled("a")).isEmpty();
  }

  @Test
  void serviceThatIsNotActiveIsEnabledForNobody() {
    InMemoryServices services = new InMemoryServices().enable("a", "x").enable("a", "y");

    services.deactivate("x");
    assertThat(services.enabled("a")).containsExactly("y");
    services.activate("x");
    assertThat(services.enabled("a")).containsExactlyInAnyOrder("x", "y");
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("services.json"), content);
  }

  @Test
  void fileSaysWhoHasWhatOfWhatIsActive() throws IOException {
    Path file =
        write(
            """
            {"services": {"x": true, "y": false}, "organisations": {"a": ["x","y"], "b": []}}""");

    try (FileServices services = FileServices.follow(file)) {
      assertThat(services.enabled("a")).containsExactly("x");
      assertThat(services.enabled("b")).isEmpty();
      assertThat(services.enabled("c")).isEmpty();
      assertThat(services.problem()).isEmpty();
    }
  }

  @Test
  void fileThatChangesTakesEffectWhole() throws IOException {
    Path file = write("{\"services\":{\"x\":true},\"organisations\":{\"a\":[\"x\"]}}");

    try (FileServices services = FileServices.follow(file, Duration.ofHours(1))) {
      write("{\"services\":{\"x\":true},\"organisations\":{\"b\":[\"x\"]}}");
      services.look();
      assertThat(services.enabled("a")).as("it may still be written").containsExactly("x");
      services.look();
      assertThat(services.enabled("a")).isEmpty();
      assertThat(services.enabled("b")).containsExactly("x");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"services\":{}}",
        "{\"organisations\":{}}",
        "{\"services\":{},\"organisations\":{},\"more\":1}",
        "{\"services\":[],\"organisations\":{}}",
        "{\"services\":{},\"organisations\":[]}",
        "{\"services\":{\"x\":1},\"organisations\":{}}",
        "{\"services\":{\"x\":true},\"organisations\":{\"a\":\"x\"}}",
        "{\"services\":{\"x\":true},\"organisations\":{\"a\":[1]}}",
        "{\"services\":{\"x\":true},\"organisations\":{\"a\":[\"typo\"]}}",
        "{\"services\":{\"x\":true,\"x\":false},\"organisations\":{}}"
      })
  void refusesAFileWithAnythingUnfitAndKeepsWhatWasInForce(String content) throws IOException {
    assertThatThrownBy(() -> FileServices.follow(write(content)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("services.json: ");

    Path file = write("{\"services\":{\"x\":true},\"organisations\":{\"a\":[\"x\"]}}");
    try (FileServices services = FileServices.follow(file, Duration.ofHours(1))) {
      write(content);
      services.look();
      services.look();
      assertThat(services.enabled("a")).containsExactly("x");
      assertThat(services.problem()).hasValueSatisfying(p -> assertThat(p).contains("services"));
    }
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    byte[] large = new byte[FileServices.MAX_BYTES + 1];
    java.util.Arrays.fill(large, (byte) ' ');
    Path file = Files.write(folder.resolve("large.json"), large);

    assertThatThrownBy(() -> FileServices.follow(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most");
  }

  @Test
  void answersAreRememberedForAWhile() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    AtomicLong now = new AtomicLong();
    ServiceCatalog source = organisation -> Set.of("s" + asked.incrementAndGet());
    CachedServices cached = CachedServices.of(source, Duration.ofSeconds(60), 10, now::get);

    assertThat(cached.enabled("a")).containsExactly("s1");
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(cached.enabled("a")).containsExactly("s1");
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(cached.enabled("a")).containsExactly("s2");
    cached.forget("a");
    assertThat(cached.enabled("a")).containsExactly("s3");
  }

  @Test
  void failuresAreToldAndNotRemembered() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    ServiceCatalog source =
        organisation -> {
          if (asked.incrementAndGet() == 1) {
            throw new IOException("down");
          }
          return Set.of("s");
        };
    CachedServices cached = CachedServices.of(source, Duration.ofSeconds(60), 10);

    assertThatThrownBy(() -> cached.enabled("a"))
        .isInstanceOf(IOException.class)
        .hasMessage("down");
    assertThat(cached.enabled("a")).containsExactly("s");
  }

  @Test
  void manyRequestsOfOneOrganisationAskOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ServiceCatalog source = organisation -> Set.of("s" + asked.incrementAndGet());
    CachedServices cached = CachedServices.of(source, Duration.ofHours(1), 10);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<Set<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        answers.add(threads.submit(() -> cached.enabled("a")));
      }
      for (Future<Set<String>> answer : answers) {
        assertThat(answer.get()).containsExactly("s1");
      }
      assertThat(asked).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aLookUpThatHangsKeepsNoOtherOrganisationWaiting() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    ServiceCatalog source =
        organisation -> {
          if (organisation.equals("slow")) {
            asked.countDown();
            await(answered);
          }
          return Set.of("s");
        };
    CachedServices cached = CachedServices.of(source, Duration.ofHours(1), 1_000);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Set<String>> slow = threads.submit(() -> cached.enabled("slow"));
      asked.await();
      Future<?> others =
          threads.submit(
              () -> {
                for (int i = 0; i < 500; i++) {
                  cached.enabled("org" + i);
                }
                return null;
              });
      others.get(20, TimeUnit.SECONDS);
      assertThat(slow.isDone()).isFalse();
      answered.countDown();
      assertThat(slow.get()).containsExactly("s");
    } finally {
      answered.countDown();
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void whatACatalogThrowsReachesWhoAsksAndIsNotRemembered() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    ServiceCatalog source =
        organisation -> {
          if (asked.incrementAndGet() == 1) {
            throw new IllegalStateException("broken");
          }
          return Set.of("s");
        };
    CachedServices cached = CachedServices.of(source, Duration.ofSeconds(60), 10);

    assertThatThrownBy(() -> cached.enabled("a")).hasMessageContaining("broken");
    assertThat(cached.enabled("a")).containsExactly("s");
  }

  @Test
  void rememberedOrganisationsAreBounded() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    CachedServices cached =
        CachedServices.of(
            organisation -> {
              asked.incrementAndGet();
              return Set.of();
            },
            Duration.ofHours(1),
            100);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 5_000; i++) {
        cached.enabled("org" + i);
      }
    }

    assertThat(asked.get()).isGreaterThan(5_000 + 4_000);
  }

  @Test
  void refusesACacheThatRemembersNothing() {
    ServiceCatalog none = organisation -> Set.of();

    assertThatThrownBy(() -> CachedServices.of(none, Duration.ZERO, 1))
        .hasMessageStartingWith("remembered: ");
    assertThatThrownBy(() -> CachedServices.of(none, Duration.ofSeconds(-1), 1))
        .hasMessageStartingWith("remembered: ");
    assertThatThrownBy(() -> CachedServices.of(none, Duration.ofSeconds(1), 0))
        .hasMessageStartingWith("organisations: ");
  }
}
