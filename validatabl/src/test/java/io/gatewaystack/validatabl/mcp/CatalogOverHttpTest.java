package io.gatewaystack.validatabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.validatabl.Validatabl;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a client sees while nobody can tell which services its organisation has. */
class CatalogOverHttpTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"git_push\"}}";

  private static final class Application extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/json");
      byte[] answer =
          "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}".getBytes(StandardCharsets.UTF_8);
      response.getOutputStream().write(answer);
    }
  }

  private static RawResponse call(String organisation) throws IOException {
    Validatabl rules =
        Validatabl.builder()
            .openTools("git_push")
            .services(
                asked -> {
                  if (asked.equals("org_lost")) {
                    throw new IOException("store.internal refused the connection");
                  }
                  return Set.of("git");
                },
                Map.of(),
                Map.of("git_", "git"))
            .build();
    Identity ada = Identity.builder("ada", "https://issuer.example").tenantId(organisation).build();
    KnownCallers callers = new KnownCallers(Map.of("ada", ada));
    try (TestServer server =
        TestServer.builder()
            .filter("/*", GovernanceFilter.mcp(Pipeline.of(callers, rules)))
            .servlet("/*", new Application())
            .start()) {
      return RawHttp.exchange(
          server.port(),
          "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Authorization: Bearer ada\r\nContent-Type: application/json\r\n"
              + "Accept: application/json, text/event-stream\r\n"
              + "Content-Length: %d\r\n\r\n%s".formatted(CALL.length(), CALL));
    }
  }

  @Test
  void aCatalogThatFailsIsUnavailableAndSaysNothingElse() throws IOException {
    RawResponse response = call("org_lost");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.text())
        .contains("\"service_catalog_unavailable\"", "\"code\":50302")
        .doesNotContain("store.internal", "IOException");
  }

  @Test
  void aCatalogThatAnswersLetsTheCallThrough() throws IOException {
    RawResponse response = call("org_1");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).contains("\"result\":{}");
  }
}
