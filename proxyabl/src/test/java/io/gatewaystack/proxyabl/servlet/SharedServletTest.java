package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One servlet under several names of a container. */
@Timeout(20)
class SharedServletTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  static Stream<Named<Servlet>> servlets() {
    return Stream.of(
        Named.of("proxy", new ProxyServlet(Proxyabl.builder(NOWHERE).build())),
        Named.of(
            "MCP",
            new McpServlet(
                McpGateway.builder()
                    .upstream(McpUpstream.of("up", NOWHERE.resolve("/mcp")))
                    .build())));
  }

  @ParameterizedTest
  @MethodSource("servlets")
  void opensItsConnectionsOnceAndClosesThem(Servlet servlet) throws Exception {
    Set<Thread> before = threads();
    TestServer server =
        TestServer.builder().servlet("/a/*", servlet).servlet("/b/*", servlet).start();
    assertThat(threads()).hasSizeGreaterThan(before.size());

    server.close();

    for (Thread thread : threads()) {
      if (!before.contains(thread)) {
        thread.join(TimeUnit.SECONDS.toMillis(5));
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("proxyabl-"))
        .collect(Collectors.toSet());
  }
}
