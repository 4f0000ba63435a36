package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.validatabl.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReloadingPolicyTest {
  private static final RequestContext A = Requests.toolCall("a");
  private static final RequestContext B = Requests.toolCall("b");

  @TempDir Path folder;
  private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
  private Path file;

  private static String allowing(String tool) {
    return """
        name: %1$s
        rules:
          - id: only-%1$s
            effect: allow
            conditions:
              - {field: tool, operator: equals, value: %1$s}
        """
        .formatted(tool);
  }

  @BeforeEach
  void writePolicy() throws IOException {
    file = Files.writeString(folder.resolve("p.yaml"), allowing("a"));
  }

  private ReloadingPolicy idle() throws IOException {
    return ReloadingPolicy.builder(file).interval(Duration.ofHours(1)).clock(clock).load();
  }

  private static boolean allows(PolicySource source, RequestContext request) {
    return source.current().decide(request).allowed();
  }

  @Test
  void takesWhatTwoLooksInARowSaw() throws IOException {
    try (ReloadingPolicy policy = idle()) {
      Files.writeString(file, allowing("b"));
      clock.advance(Duration.ofMinutes(5));

      policy.look();
      assertThat(allows(policy, A)).as("it may still be written").isTrue();
      policy.look();
      assertThat(allows(policy, A)).isFalse();
      assertThat(allows(policy, B)).isTrue();
      assertThat(policy.status().name()).isEqualTo("b");
      assertThat(policy.status().version()).isEqualTo(policy.current().version());
      assertThat(policy.status().since()).isEqualTo(clock.instant());
      assertThat(policy.status().problem()).isEmpty();
    }
  }

  @Test
  void waitsWhileTheFileKeepsChanging() throws IOException {
    try (ReloadingPolicy policy = idle()) {
      for (String tool : List.of("b", "c", "b", "c")) {
        Files.writeString(file, allowing(tool));
        policy.look();
        assertThat(allows(policy, A)).isTrue();
      }
    }
  }

  @Test
  void refusedFileLeavesTheOldPolicyInForceAndSaysWhatIsWrong() throws IOException {
    try (ReloadingPolicy policy = idle()) {
      String before = policy.status().version();
      Files.writeString(file, allowing("b").replace("equals", "equal"));

      policy.look();
      policy.look();
      policy.look();

      assertThat(allows(policy, A)).isTrue();
      assertThat(policy.status().version()).isEqualTo(before);
      assertThat(policy.status().since()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
      assertThat(policy.status().problem())
          .hasValueSatisfying(
              problem ->
                  assertThat(problem)
                      .startsWith("p.yaml:6: rule only-b: conditions[0].operator: equal"));
    }
  }

  @Test
  void recoversWhenTheFileIsMended() throws IOException {
    try (ReloadingPolicy policy = idle()) {
      Files.writeString(file, "rules: []");
      policy.look();
      policy.look();
      Files.writeString(file, allowing("b"));
      policy.look();
      policy.look();

      assertThat(allows(policy, B)).isTrue();
      assertThat(policy.status().problem()).isEmpty();
    }
  }

  @Test
  void fileThatIsGoneLeavesTheOldPolicyInForceUntilItIsBack() throws IOException {
    try (ReloadingPolicy policy = idle()) {
      Files.delete(file);
      policy.look();
      assertThat(allows(policy, A)).isTrue();
      assertThat(policy.status().problem()).contains("p.yaml: gone");

      Files.writeString(file, allowing("a"));
      policy.look();
      assertThat(policy.status().problem()).isEmpty();
    }
  }

  @Test
  void remembersARefusalWhileTheFileIsGone() throws IOException {
    try (ReloadingPolicy policy = idle()) {
      Files.writeString(file, "rules: []");
      policy.look();
      policy.look();
      String refusal = policy.status().problem().orElseThrow();
      Path elsewhere = Files.move(file, folder.resolve("else.yaml"));
      policy.look();
      Files.move(elsewhere, file);
      policy.look();

      assertThat(policy.status().problem()).contains(refusal);
    }
  }

  @Test
  void noticesAFileThatIsRenamedIntoPlaceByItself() throws IOException {
    try (ReloadingPolicy policy =
        ReloadingPolicy.builder(file).interval(Duration.ofMillis(10)).load()) {
      Path next = Files.writeString(folder.resolve("next.yaml"), allowing("b"));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      while (!allows(policy, B) && System.nanoTime() < end) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(allows(policy, B)).isTrue();
    }
  }

  @Test
  void closedPolicyStaysInForce() throws IOException {
    ReloadingPolicy policy = idle();
    policy.close();

    assertThat(allows(policy, A)).isTrue();
  }

  @Test
  void refusesToStartWithoutAPolicy() throws IOException {
    Files.writeString(file, "rules: []");
    assertThatThrownBy(() -> idle()).isInstanceOf(InvalidPolicy.class);

    Files.delete(file);
    assertThatThrownBy(() -> idle()).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.009S", "-PT1S", "PT1H0.001S"})
  void refusesUnfitIntervals(String interval) {
    assertThatThrownBy(() -> ReloadingPolicy.builder(file).interval(Duration.parse(interval)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("interval: ")
        .hasMessageEndingWith("(expected: 10 ms to 1 h)");
  }

  @Test
  void everyRequestSeesOneWholePolicyWhileItChanges() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    AtomicBoolean stop = new AtomicBoolean();
    try (ReloadingPolicy source = idle()) {
      Policies policies = new Policies(List.of(source), List.of());
      List<Future<Integer>> torn =
          Stream.generate(() -> threads.submit(() -> torn(policies, stop))).limit(2).toList();
      for (int i = 0; i < 50; i++) {
        Files.writeString(file, allowing(i % 2 == 0 ? "b" : "a"));
        source.look();
        source.look();
      }
      stop.set(true);
      for (Future<Integer> result : torn) {
        assertThat(result.get(10, TimeUnit.SECONDS)).isZero();
      }
      assertThat(source.status().name()).isEqualTo("a");
    } finally {
      threads.shutdownNow();
    }
  }

  /** How often one request was allowed both tools or none: no version of the policy says that. */
  private static int torn(Policies policies, AtomicBoolean stop) {
    int torn = 0;
    do {
      PoliciesInForce inForce = policies.current();
      boolean a = inForce.judge(A).orElseThrow().allowed();
      boolean b = inForce.judge(B).orElseThrow().allowed();
      torn += a == b ? 1 : 0;
    } while (!stop.get());
    return torn;
  }
}
