package io.gatewaystack.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code config check | schema}: what is printed, how it ends. */
class ConfigCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Map<String, String> variables, String... words) {
    return ExampleServer.run(
        List.of(words),
        variables,
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8));
  }

  @Test
  void settingsThatFitAreSaidToFit() {
    assertThat(run(Map.of("DEMO_MODE", "true"), "config", "check")).isZero();
    assertThat(out.toString(UTF_8))
        .isEqualToNormalizingNewlines("The settings fit: 1 MCP endpoint(s), 1 proxied route(s).\n");
  }

  @Test
  void settingsThatDoNotFitAreAllNamed() {
    assertThat(run(Map.of("PORT", "x"), "config", "check")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("PORT", "OAUTH_ISSUER", "OAUTH_AUDIENCE");
  }

  @Test
  void theSchemaIsPrinted() {
    assertThat(run(Map.of(), "config", "schema")).isZero();
    assertThat(out.toString(UTF_8)).contains("\"$id\": \"urn:io.gatewaystack:gateway\"");
  }
}
