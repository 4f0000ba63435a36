package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.proxyabl.tool.RestTools;
import io.gatewaystack.proxyabl.tool.Toolbox;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** REST tools in front of a function, and how requests ended. */
final class RestGate implements AutoCloseable {
  static final TestClock CLOCK = TestClock.at("2026-01-01T00:00:00Z");
  static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final RestTools tools;
  private final TestServer server;
  private final Believer believer = new Believer();

  RestGate(RestTools.Builder builder) {
    tools = builder.tools(Map.of("lookup", Set.of("crm:read"))).build();
    server =
        TestServer.builder()
            .filter(
                "/*",
                GovernanceFilter.builder(believer)
                    .routes(Routes.none().restTools("/tools"))
                    .build())
            .servlet("/*", new ToolServlet(Toolbox.of(tools.tools()), CLOCK))
            .start();
  }

  static RestGate to(URI base, UnaryOperator<RestTools.Builder> settings) {
    return new RestGate(settings.apply(RestTools.builder(base)));
  }

  RawResponse call(String methodAndPath, String body, String... headers) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String[] lines = new String[headers.length + 2];
    System.arraycopy(headers, 0, lines, 0, headers.length);
    lines[headers.length] = "Content-Length: " + content.length;
    lines[headers.length + 1] =
        content.length == 0 ? "X-None: 1" : "Content-Type: application/json";
    String head = McpGate.head(methodAndPath, "alice@acme", lines);
    return RawHttp.exchange(server.port(), head + new String(content, StandardCharsets.ISO_8859_1));
  }

  int port() {
    return server.port();
  }

  /** How the next request ended; waits for it. */
  Believer.Ending ending() throws InterruptedException {
    return believer.ending();
  }

  @Override
  public void close() {
    server.close();
    tools.close();
  }

  static ScriptedUpstream answering(String json) {
    return ScriptedUpstream.answering(json);
  }

  static URI base(ScriptedUpstream upstream) {
    return URI.create(upstream.uri() + "/functions/");
  }
}
