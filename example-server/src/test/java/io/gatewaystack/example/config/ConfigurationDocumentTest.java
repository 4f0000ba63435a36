package io.gatewaystack.example.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md names the variables the server reads, all of them and no other. */
class ConfigurationDocumentTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z0-9_]+)` \\|");

  @Test
  void everyVariableIsDocumentedAndEveryDocumentedVariableIsRead() throws Exception {
    Set<String> documented = new TreeSet<>();
    Matcher rows = ROW.matcher(Files.readString(Path.of("..", "docs", "configuration.md")));
    while (rows.find()) {
      documented.add(rows.group(1));
    }

    Set<String> read = new TreeSet<>();
    for (Map<String, String> variables :
        List.of(
            Map.of("DEMO_MODE", "true", "TRANSFORM_BLOCK_THRESHOLD", "50"),
            Map.of("OAUTH_ISSUER", "https://idp.example", "OAUTH_AUDIENCE", "a"))) {
      Environment env = new Environment(variables);
      ServerConfig.from(env);
      read.addAll(env.asked());
    }
    assertThat(documented).isEqualTo(read);
  }
}
