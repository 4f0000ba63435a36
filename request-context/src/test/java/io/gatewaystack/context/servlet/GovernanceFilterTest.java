package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes of a filter, filters within filters, and settings. */
class GovernanceFilterTest extends GovernedRoutes {
  @Test
  void routesDecideWhatIsSpoken() throws Exception {
    GovernanceFilter filter =
        GovernanceFilter.builder(recorder)
            .routes(Routes.none().mcp("/mcp").restTools("/tools").models("/v1/chat/completions"))
            .build();
    for (Map.Entry<String, String> route :
        Map.of(
                "/mcp",
                "MCP",
                "/mcp/a",
                "MCP",
                "/mcpx",
                "HTTP",
                "/tools/a",
                "REST_TOOL",
                "/",
                "HTTP")
            .entrySet()) {
      Recorder fresh = new Recorder();
      GovernanceFilter probe =
          GovernanceFilter.builder(Pipeline.of(recorderOf(fresh)))
              .routes(Routes.none().mcp("/mcp").restTools("/tools"))
              .build();
      try (TestServer server =
          TestServer.builder()
              .filter("/*", probe)
              .servlet("/*", Servlets.of((q, p) -> {}))
              .start()) {
        RawHttp.exchange(
            server.port(),
            "GET " + route.getKey() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(fresh.context().route().protocol().name()).isEqualTo(route.getValue());
      }
    }
    get(filter, "/v1/chat/completions", "");
    assertThat(recorder.context().route().protocol().name()).isEqualTo("MODEL");
  }

  private static Layer recorderOf(Recorder recorder) {
    return recorder;
  }

  @Test
  void anInnerFilterMayKnowTheRouteMorePrecisely() throws Exception {
    try (TestServer server =
        TestServer.builder()
            .filter("/*", new GovernanceFilter(recorder))
            .filter("/mcp/*", GovernanceFilter.mcp(READING))
            .servlet("/*", Servlets.of((q, p) -> p.getOutputStream().print("served")))
            .start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(),
              "POST /mcp/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("\"jsonrpc\":\"2.0\"");
    }
    assertThat(recorder.context().route().protocol().name()).isEqualTo("MCP");
  }

  @Test
  void aToolBelowAnApplicationsPathIsNamedWithoutIt() throws Exception {
    Recorder fresh = new Recorder();
    GovernanceFilter filter =
        GovernanceFilter.builder(fresh).routes(Routes.none().restTools("/tools")).build();
    try (TestServer server =
        TestServer.builder()
            .contextPath("/app")
            .filter("/*", filter)
            .servlet(
                "/*",
                Servlets.of(
                    (q, p) ->
                        p.getOutputStream().print(RequestContexts.from(q).operation().target())))
            .start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(),
              "POST /app/tools/convert HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(answer.text()).isEqualTo("convert");
    }
  }

  @Test
  void aFieldThatMustBeAloneOnMcpIsCheckedByTheFilterThatKnowsTheRoute() throws Exception {
    try (TestServer server =
        TestServer.builder()
            .filter("/*", new GovernanceFilter(recorder))
            .filter("/*", GovernanceFilter.mcp(new Recorder()))
            .servlet("/*", Servlets.of((q, p) -> p.getOutputStream().print("served")))
            .start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(),
              "GET /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  + "Mcp-Session-Id: a\r\nMcp-Session-Id: b\r\n\r\n");
      assertThat(answer.status()).isEqualTo(400);
    }
  }

  @Test
  void registeringMapsRequestAndAsyncDispatches() throws Exception {
    try (TestServer server =
        TestServer.builder()
            .onStartup(c -> GovernanceFilter.register(c, new GovernanceFilter(recorder), "/*"))
            .servlet(
                "/*",
                Servlets.of(
                    (q, p) -> {
                      if (q.getAttribute("again") == null) {
                        q.setAttribute("again", true);
                        q.startAsync().dispatch();
                      } else {
                        p.setStatus(203);
                      }
                    }))
            .start()) {
      assertThat(
              RawHttp.exchange(
                      server.port(),
                      "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .status())
          .isEqualTo(203);
      assertThat(recorder.only()).isEqualTo(new Outcome.Completed(203));
    }
  }

  static Stream<Named<Runnable>> wrongSettings() {
    Layer layer = new Recorder();
    return Stream.of(
        Named.of("hops", () -> GovernanceFilter.builder(layer).trustedProxyHops(-1)),
        Named.of("body", () -> GovernanceFilter.builder(layer).maxBodyBytes(0)),
        Named.of("host", () -> GovernanceFilter.builder(layer).allowedHosts("a.test", "a b")),
        Named.of("awaited", () -> GovernanceFilter.builder(layer).maxAwaitedBodies(0)),
        Named.of("memory", () -> GovernanceFilter.builder(layer).maxBodyMemory(0)),
        Named.of("message", () -> GovernanceFilter.builder(layer).maxMessageBytes(0)),
        Named.of(
            "path", () -> GovernanceFilter.builder(layer).publicBaseUrl(URI.create("http://a/b"))),
        Named.of(
            "relative", () -> GovernanceFilter.builder(layer).publicBaseUrl(URI.create("/b"))));
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void wrongSettingsAreRefusedByName(Runnable build) {
    assertThat(catchThrowable(build::run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
