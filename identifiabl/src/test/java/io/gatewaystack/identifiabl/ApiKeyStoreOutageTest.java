package io.gatewaystack.identifiabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.identifiabl.apikey.ApiKeyFile;
import io.gatewaystack.identifiabl.apikey.ApiKeyStore;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API keys while their store does not answer. */
class ApiKeyStoreOutageTest extends ApiKeyRequests {
  @Test
  void acceptsNoRememberedKeyOfAFileThatCannotBeReadForAMinute(@TempDir Path directory)
      throws IOException {
    Path path = directory.resolve("keys.json");
    ApiKeyFile file = ApiKeyFile.builder(path).clock(clock).createIfMissing().open();
    String key = file.create(ApiKeyTerms.builder("test").subject("ada").build()).plaintext();
    Identifiabl guarding = builder().apiKeys(file).build();
    RequestContext request = context(Map.of("X-API-Key", List.of(key)));
    Files.delete(path);

    for (int second = 1; second <= 60; second++) {
      clock.advance(Duration.ofSeconds(1));
      assertThat(verdict(guarding.before(request))).as("second %d", second).isEqualTo("ada");
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(verdict(guarding.before(request))).isEqualTo("503 api_keys_unavailable");
  }

  @Test
  void servesWhatItRemembersThroughAnOutageAndThenRefusesWith503() {
    store.tellsOfChanges = false;
    String good = create("a").plaintext();
    assertThat(verdict(sent(good))).isEqualTo("a");
    store.failing = true;

    clock.advance(Duration.ofMillis(59_999));
    assertThat(verdict(sent(good))).isEqualTo("a");
    assertThat(verdict(sent("mcp_" + "x".repeat(43)))).isEqualTo("503 api_keys_unavailable");
    clock.advance(Duration.ofMillis(1));
    Denial denial = Requests.denial(sent(good));
    assertThat(denial.reason()).isEqualTo("api_keys_unavailable");
    assertThat(denial.rpcCode()).isEqualTo(50301);
    assertThat(denial.challenge()).isNull();
    assertThat(denial.description()).doesNotContain("secret");
    assertThat(denial.members()).containsEntry(Denial.RETRY_AFTER, 1);
    assertThat(layer.metrics().apiKeyStoreFailures()).isEqualTo(2);

    store.failing = false;
    assertThat(verdict(sent(good))).isEqualTo("a");
  }

  @Test
  void refusesWith503WhenTheStoreThrows() {
    ApiKeyStore broken =
        hash -> {
          throw new IllegalStateException("bug");
        };
    Identifiabl unlucky = Identifiabl.builder().apiKeys(broken).build();
    RequestContext request = context(Map.of("X-API-Key", List.of("mcp_" + "x".repeat(43))));
    assertThat(verdict(unlucky.before(request))).isEqualTo("503 api_keys_unavailable");
  }
}
