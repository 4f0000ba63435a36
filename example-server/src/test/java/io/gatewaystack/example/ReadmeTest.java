package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.explicabl.Explicabl;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What README.md shows compiles, runs and does what it says. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");

  private static List<String> blocks(String language) throws IOException {
    Matcher blocks =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(README));
    return blocks.results().map(block -> block.group(1).strip()).toList();
  }

  @Test
  void itIsShort() throws Exception {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void theQuickStartIsTheCodeThatRunsHere() throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/io/gatewaystack/example/QuickStart.java"));
    String shown = source.substring(source.indexOf("// begin\n") + 9, source.indexOf("    // end"));
    String unindented =
        shown.lines().map(line -> line.replaceFirst("^ {4}", "")).collect(Collectors.joining("\n"));
    assertThat(blocks("java")).containsExactly(unindented.strip());
  }

  @Test
  void theQuickStartGoverns() throws Exception {
    AtomicReference<Explicabl> audit = new AtomicReference<>();
    try (TestIssuer issuer = TestIssuer.start();
        TestServer server =
            TestServer.builder()
                .onStartup(context -> audit.set(QuickStart.register(context, issuer.issuer())))
                .servlet("/orders", new Orders())
                .start()) {
      String read =
          issuer.token().audience("https://api.example").subject("a").scope("orders:read").mint();
      String write =
          issuer.token().audience("https://api.example").subject("a").scope("orders:write").mint();
      assertThat(status(server, "GET", "")).isEqualTo(401);
      assertThat(status(server, "GET", read)).isEqualTo(200);
      assertThat(status(server, "POST", read)).isEqualTo(403);
      assertThat(status(server, "POST", write)).isEqualTo(200);
    } finally {
      audit.get().close();
    }
  }

  private static int status(TestServer server, String method, String token) throws IOException {
    return RawHttp.exchange(
            server.port(),
            method
                + " /orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                + "Content-Length: 0\r\n\r\n")
        .status();
  }

  /** An application of somebody else's. */
  private static final class Orders extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(200);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(200);
    }
  }

  @Test
  void itsCommandsAreThoseThatCiRuns() throws Exception {
    String ci = Files.readString(Path.of("..", ".ci", "run"));
    assertThat(ci).contains("mvn -B -ntp verify").contains("bin/demo --exit");
    assertThat(Files.isExecutable(Path.of("..", "bin", "demo"))).isTrue();
    assertThat(blocks("sh")).hasSize(3).contains("bin/demo", "mvn verify");
  }

  /** A shell would read it so: {@code NAME=value} or {@code NAME='value'}, then the command. */
  @Test
  void theSettingsItShowsFit() throws Exception {
    String shown =
        blocks("sh").stream().filter(b -> b.contains("OAUTH_ISSUER=")).findFirst().orElseThrow();
    Map<String, String> variables = new HashMap<>();
    Matcher assignments = Pattern.compile("([A-Z_]+)=(?:'([^']*)'|(\\S+))").matcher(shown);
    while (assignments.find()) {
      variables.put(
          assignments.group(1),
          assignments.group(2) == null ? assignments.group(3) : assignments.group(2));
    }
    ServerConfig config = ServerConfig.from(variables);
    assertThat(config.mcp()).singleElement().satisfies(m -> assertThat(m.upstreams()).hasSize(1));
  }

  @Test
  void itsLinksLeadSomewhere() throws Exception {
    Matcher links = Pattern.compile("\\]\\(([^)#:]+)[^)]*\\)").matcher(Files.readString(README));
    assertThat(links.results().map(link -> link.group(1)).toList())
        .isNotEmpty()
        .allSatisfy(link -> assertThat(Path.of("..", link)).exists());
  }
}
