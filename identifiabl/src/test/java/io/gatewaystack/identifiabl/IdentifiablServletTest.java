package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The layer in front of a servlet, over HTTP. */
class IdentifiablServletTest {
  private static TestIssuer issuer;
  private static TestServer server;

  @BeforeAll
  static void start() {
    issuer = TestIssuer.start();
    Identifiabl layer = Identifiabl.builder(issuer.issuer(), AUDIENCE).build();
    server =
        TestServer.builder()
            .filter("/*", new GovernanceFilter(layer))
            .servlet("/*", new WhoAmI())
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    issuer.close();
  }

  private static final class WhoAmI extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Identity identity = RequestContexts.from(request).require(Identity.class);
      response.getOutputStream().print(identity.subject());
    }
  }

  private static RawResponse get(String query, String headers) throws IOException {
    return RawHttp.exchange(
        server.port(), "GET /" + query + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  }

  private static String body(RawResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void letsIdentifiedCallersThrough() throws IOException {
    String token = issuer.token().audience(AUDIENCE).subject("auth0|7").mint();
    RawResponse response = get("", "authorization: bearer " + token + "\r\n");

    assertThat(response.status()).isEqualTo(200);
    assertThat(body(response)).isEqualTo("auth0|7");
  }

  @Test
  void challengesCallersWithoutToken() throws IOException {
    String token = issuer.token().audience(AUDIENCE).mint();
    RawResponse response = get("?access_token=" + token, "");

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.header("WWW-Authenticate").orElse(""))
        .startsWith("Bearer realm=")
        .doesNotContain("error");
    assertThat(body(response)).contains("\"unauthorized\"", "\"missing_bearer\"");
  }

  @Test
  void refusesEveryHostileTokenWithoutGivingAnythingAway() throws IOException {
    for (Map.Entry<String, String> hostile : issuer.hostile(AUDIENCE).all().entrySet()) {
      RawResponse response = get("", "Authorization: Bearer " + hostile.getValue() + "\r\n");

      assertThat(response.status()).as(hostile.getKey()).isEqualTo(401);
      assertThat(response.header("WWW-Authenticate").orElse(""))
          .contains("error=\"invalid_token\"");
      assertThat(body(response))
          .contains("\"invalid_token\"")
          .doesNotContain("nimbus", "jackson", "Exception", hostile.getValue());
    }
  }

  @Test
  void refusesTwoAuthorizationHeaders() throws IOException {
    String line = "Authorization: Bearer " + issuer.token().audience(AUDIENCE).mint() + "\r\n";
    assertThat(get("", line + line).status()).isIn(400, 401);
  }
}
