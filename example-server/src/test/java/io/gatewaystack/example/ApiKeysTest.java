package io.gatewaystack.example;

import static io.gatewaystack.example.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API keys from the command line to the running server. */
class ApiKeysTest {
  @TempDir Path folder;

  private String[] keys(String... words) {
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(Arrays.asList(words));
    all.addAll(List.of("--file", file()));
    Said said = Said.by(Map.of(), all);
    return new String[] {said.out().strip(), said.err().strip()};
  }

  private String file() {
    return folder.resolve("keys.json").toString();
  }

  private static RawResponse with(RunningGateway gateway, String path, String key)
      throws IOException {
    return gateway.send("GET " + path, "X-API-Key: " + key);
  }

  @Test
  void aKeyOpensWhatItsScopesOpenAndIsRecorded() throws Exception {
    String key = keys("create", "--name", "report", "--scopes", "tool:read", "--tenant", "t1")[0];
    try (RunningGateway gateway = RunningGateway.start(folder, "API_KEYS_FILE", file())) {
      assertThat(with(gateway, "/protected", key).status()).isEqualTo(200);
      assertThat(gateway.get("/protected", key).status()).isEqualTo(200);
      RawResponse refused = with(gateway, "/writer-only", key);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(json(refused).path("error").asString()).isEqualTo("insufficient_scope");
      assertThat(gateway.audit(3).toString()).contains("api_key").doesNotContain(key);
    }
  }

  @Test
  void aKeyThatIsNoneIsRefused() throws Exception {
    String key = keys("create", "--name", "report")[0];
    try (RunningGateway gateway = RunningGateway.start(folder, "API_KEYS_FILE", file())) {
      String other = key.substring(0, key.length() - 4) + "AAAA";
      for (String unknown : List.of(other, "mcp_", "nonsense")) {
        RawResponse refused = with(gateway, "/protected", unknown);
        assertThat(refused.status()).as(unknown).isEqualTo(401);
        assertThat(json(refused).path("error").asString()).isEqualTo("invalid_api_key");
      }
    }
    try (RunningGateway gateway = RunningGateway.start(folder)) {
      assertThat(with(gateway, "/protected", key).status()).isEqualTo(401);
    }
  }

  @Test
  void aRunningServerNoticesThatAKeyWasRevoked() throws Exception {
    String[] created = keys("create", "--name", "report");
    try (RunningGateway gateway =
        RunningGateway.start(folder, "API_KEYS_FILE", file(), "RATE_LIMIT_MAX", "100000")) {
      assertThat(with(gateway, "/protected", created[0]).status()).isEqualTo(200);
      keys("revoke", created[1].replaceAll("(?s)Key ([^ ]+)\\. .*", "$1"));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      int status = 200;
      while (status == 200 && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(20);
        status = with(gateway, "/protected", created[0]).status();
      }
      assertThat(status).isEqualTo(401);
    }
  }

  @Test
  void aFileThatHoldsNoKeysKeepsTheServerFromStarting() throws Exception {
    Files.writeString(folder.resolve("keys.json"), "{\"keys\":[{\"id\":7}]}");
    assertThatThrownBy(() -> RunningGateway.start(folder, "API_KEYS_FILE", file()))
        .hasMessageContaining("API_KEYS_FILE");
  }
}
