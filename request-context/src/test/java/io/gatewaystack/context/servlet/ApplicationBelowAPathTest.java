package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that does not lie at the root of its server. */
class ApplicationBelowAPathTest {
  private final Recorder recorder = new Recorder();

  private record Refusing(Denial denial) implements Layer {
    @Override
    public String name() {
      return "refusing";
    }

    @Override
    public Decision before(RequestContext context) {
      return Decision.deny(context, denial);
    }
  }

  /**
   * Some containers, Tomcat among them, say the application's path as the client has spelled it.
   */
  private static final class SpellingKept extends HttpServletRequestWrapper {
    private static final int LENGTH = "/%61pp".length();

    SpellingKept(ServletRequest request) {
      super((HttpServletRequest) request);
    }

    @Override
    public String getContextPath() {
      return getRequestURI().substring(0, LENGTH);
    }
  }

  @ParameterizedTest
  @CsvSource({"/app,/%61pp", "/%C3%BCp,/%c3%bcp"})
  void aRouteIsTheSameInEverySpellingOfItsApplicationsPath(String application, String spelled)
      throws Exception {
    try (TestServer server =
        TestServer.builder()
            .contextPath(application)
            .filter("/*", (q, p, next) -> next.doFilter(new SpellingKept(q), p))
            .filter(
                "/*", GovernanceFilter.builder(recorder).routes(Routes.none().mcp("/mcp")).build())
            .servlet("/*", Servlets.of((q, p) -> p.getOutputStream().print("served")))
            .start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(),
              "GET " + spelled + "/mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(answer.text()).isEqualTo("served");
    }
    assertThat(recorder.context().route().protocol().name()).isEqualTo("MCP");
  }

  @Test
  void aChallengeOfAnApplicationBelowAPathLeadsToWhereItCanServe() throws Exception {
    Denial missing =
        Denial.of(401, "unauthorized", -32001, "A credential is needed")
            .withChallenge(Challenge.missing(List.of()));
    URI base = URI.create("https://gw.example");
    GovernanceFilter filter =
        GovernanceFilter.builder(new Refusing(missing))
            .publicBaseUrl(base)
            .resources(List.of(ResourceMetadata.of(base, "/app/mcp", List.of("i"), List.of())))
            .build();
    try (TestServer server =
        TestServer.builder().contextPath("/app").filter("/*", filter).start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(),
              "GET /app/mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(answer.header("WWW-Authenticate").orElseThrow())
          .endsWith("\"https://gw.example/app/.well-known/oauth-protected-resource/app/mcp\"");
    }
  }
}
