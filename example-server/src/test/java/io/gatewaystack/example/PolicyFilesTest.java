package io.gatewaystack.example;

import static io.gatewaystack.example.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Policies from files, in the running server. */
class PolicyFilesTest {
  private static final String NOT_FOR_ALICE =
      """
      name: main
      rules:
        - {id: no-alice, effect: deny, conditions: [{field: sub, operator: equals, value: alice}]}
        - {id: others, effect: allow, conditions: [{field: sub, operator: exists, value: true}]}
      """;

  private static final String FOR_ALL =
      """
      name: open
      rules:
        - {id: all, effect: allow, conditions: [{field: sub, operator: exists, value: true}]}
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("policy.yaml");
    Files.writeString(file, NOT_FOR_ALICE);
  }

  private static int asks(RunningGateway gateway, String subject) throws IOException {
    return gateway.get("/protected", gateway.token(subject, "tool:read")).status();
  }

  @Test
  void aPolicyDecidesBeyondScopes() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder, "POLICY_FILE", file.toString())) {
      RawResponse refused = gateway.get("/protected", gateway.token("alice", "tool:read"));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(json(refused).path("error").asString()).isEqualTo("policy_denied");
      assertThat(refused.text()).doesNotContain("no-alice");
      assertThat(asks(gateway, "bob")).isEqualTo(200);
      assertThat(gateway.audit(2).toString()).contains("no-alice");
    }
  }

  @Test
  void aPolicyInTheShadowChangesNothing() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(folder, "POLICY_SHADOW_FILE", file.toString())) {
      assertThat(asks(gateway, "alice")).isEqualTo(200);
    }
  }

  @Test
  void aChangedFileIsLoaded() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(folder, "POLICY_FILE", file.toString(), "RATE_LIMIT_MAX", "100000")) {
      assertThat(asks(gateway, "alice")).isEqualTo(403);
      replace(NOT_FOR_ALICE.replace("alice", "bob"));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
      while (asks(gateway, "bob") == 200 && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      assertThat(asks(gateway, "bob")).isEqualTo(403);
      assertThat(asks(gateway, "alice")).isEqualTo(200);
    }
  }

  private void replace(String content) throws IOException {
    Path written = Files.writeString(folder.resolve("new.yaml"), content);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aFileThatIsNoPolicyKeepsTheServerFromStarting() throws Exception {
    Files.writeString(file, NOT_FOR_ALICE.replace("deny", "forbid"));
    assertThatThrownBy(() -> RunningGateway.start(folder, "POLICY_FILE", file.toString()))
        .hasMessageContaining("POLICY_FILE")
        .hasMessageContaining("no-alice")
        .hasMessageContaining("effect");
  }

  @Test
  void theCommandLineChecksAndReplays() throws Exception {
    Path open = Files.writeString(folder.resolve("open.yaml"), FOR_ALL);
    Path audit;
    try (RunningGateway gateway = RunningGateway.start(folder, "POLICY_FILE", open.toString())) {
      assertThat(asks(gateway, "alice")).isEqualTo(200);
      assertThat(asks(gateway, "bob")).isEqualTo(200);
      audit = Files.write(folder.resolve("recorded.jsonl"), lines(gateway.audit(2)));
    }
    assertThat(run("policy", "check", file.toString())).startsWith("0:Policy main ");
    assertThat(run("policy", "replay", file.toString(), audit.toString()))
        .startsWith("1:")
        .contains("no-alice");
    Files.writeString(file, NOT_FOR_ALICE.replace("deny", "forbid"));
    assertThat(run("policy", "check", file.toString())).startsWith("2:").contains("no-alice");
    assertThat(run("policy", "replay", file.toString(), audit.toString())).startsWith("2:");
    assertThat(run("policy", "replay", file.toString())).startsWith("2:").contains("AUDIT");
  }

  private static List<String> lines(List<JsonNode> events) {
    return events.stream().map(JsonNode::toString).toList();
  }

  private static String run(String... words) {
    Said said = Said.by(Map.of(), words);
    return said.code() + ":" + said.out() + said.err();
  }
}
