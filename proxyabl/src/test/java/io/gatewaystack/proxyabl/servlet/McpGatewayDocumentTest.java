package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/mcp-gateway.md shows compiles. */
class McpGatewayDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "mcp-gateway.md");
  private static final Path SNIPPETS =
      Path.of("src/test/java/io/gatewaystack/proxyabl/servlet/McpGatewaySnippets.java");

  private static List<String> parts(Path file, String pattern) throws Exception {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(Files.readString(file))
        .results()
        .map(part -> part.group(1))
        .toList();
  }

  @Test
  void itsCodeIsTheCodeThatIsCompiledHere() throws Exception {
    List<String> compiled =
        parts(SNIPPETS, "// begin [a-z ]+\n(.*?)    // end").stream()
            .map(
                code ->
                    code.lines()
                        .map(line -> line.replaceFirst("^ {4}", ""))
                        .collect(Collectors.joining("\n")))
            .toList();

    assertThat(compiled).hasSize(4);
    assertThat(parts(DOCUMENT, "```java\n(.*?)\n```")).isEqualTo(compiled);
  }
}
