package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code config check | schema}: what is printed, how it ends. */
class ConfigCommandTest {
  @Test
  void settingsThatFitAreSaidToFit() {
    Said said = Said.by(Map.of("DEMO_MODE", "true"), "config", "check");
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .isEqualToNormalizingNewlines("The settings fit: 1 MCP endpoint(s), 1 proxied route(s).\n");
  }

  @Test
  void settingsThatDoNotFitAreAllNamed() {
    Said said = Said.by(Map.of("PORT", "x"), "config", "check");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("PORT", "OAUTH_ISSUER", "OAUTH_AUDIENCE");
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
    Said said = Said.by(variables, "config", "check");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines())
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
    Said said = Said.by(variables, "config", "check");
    assertThat(said.code()).isZero();
    assertThat(folder).isDirectoryNotContaining("glob:**pins*");
  }

  @Test
  void theSchemaIsPrinted() {
    Said said = Said.by(Map.of(), "config", "schema");
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("\"$id\": \"urn:io.gatewaystack:gateway\"");
  }
}
