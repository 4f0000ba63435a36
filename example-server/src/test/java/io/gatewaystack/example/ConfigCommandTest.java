package io.gatewaystack.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void filesThatAServerCouldNotUseAreAllNamed(@TempDir Path folder) throws Exception {
    Path pins = Files.writeString(folder.resolve("pins.json"), "no pins");
    Map<String, String> variables =
        Map.of(
            "DEMO_MODE", "true",
            "POLICY_FILE", folder.resolve("policy.yaml").toString(),
            "POLICY_SHADOW_FILE", folder.resolve("shadow.yaml").toString(),
            "API_KEYS_FILE", folder.resolve("keys.json").toString(),
            "TOOL_PINS_FILE", pins.toString());
    assertThat(run(variables, "config", "check")).isEqualTo(2);
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8).lines())
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("The settings do not fit:"),
            policy -> assertThat(policy).startsWith("POLICY_FILE: ").contains("policy.yaml"),
            shadow -> assertThat(shadow).startsWith("POLICY_SHADOW_FILE: "),
            keys -> assertThat(keys).startsWith("API_KEYS_FILE: "),
            pinned -> assertThat(pinned).startsWith("TOOL_PINS_FILE: "));
  }

  @Test
  void filesThatAServerCanUseAreOnlyRead(@TempDir Path folder) throws Exception {
    Path keys = Files.writeString(folder.resolve("keys.json"), "{\"version\":1,\"keys\":[]}");
    Map<String, String> variables =
        Map.of(
            "DEMO_MODE", "true",
            "API_KEYS_FILE", keys.toString(),
            "TOOL_PINS_FILE", folder.resolve("pins.json").toString());
    assertThat(run(variables, "config", "check")).isZero();
    assertThat(folder).isDirectoryNotContaining("glob:**pins*");
  }

  @Test
  void theSchemaIsPrinted() {
    assertThat(run(Map.of(), "config", "schema")).isZero();
    assertThat(out.toString(UTF_8)).contains("\"$id\": \"urn:io.gatewaystack:gateway\"");
  }
}
