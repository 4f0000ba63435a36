package io.gatewaystack.example.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that {@code GATEWAY_CONFIG} names, with what they name themselves beside them. A test of
 * one section lists in {@code unfit} what that section refuses.
 */
abstract class GatewayFiles {
  @TempDir Path folder;

  @BeforeEach
  void filesItNames() throws IOException {
    Files.writeString(folder.resolve("ledger_post.schema.json"), "{\"type\":\"object\"}");
    Files.writeString(
        folder.resolve("services.json"),
        "{\"services\":{\"files\":true},\"organisations\":{\"acme\":[\"files\"]}}");
  }

  ServerConfig load(String yaml, String... variables) throws IOException {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), yaml);
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "OAUTH_ISSUER", "https://idp.example",
                "OAUTH_AUDIENCE", "https://api.example",
                "GATEWAY_CONFIG", file.toString()));
    for (int i = 0; i < variables.length; i += 2) {
      all.put(variables[i], variables[i + 1]);
    }
    return ServerConfig.from(all);
  }

  static String documented() throws IOException {
    Matcher yaml =
        Pattern.compile("(?s)```yaml\n(.*?)```")
            .matcher(Files.readString(Path.of("..", "docs", "configuration.md")));
    assertThat(yaml.find()).isTrue();
    return yaml.group(1);
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void whatIsUnfitIsNamedByLineAndPlaceWithoutSecrets(String yaml, String problem) {
    assertThatThrownBy(() -> load(yaml))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining(problem)
        .message()
        .satisfies(message -> assertThat(message).doesNotContain("hunter2", "1234567"));
  }
}
