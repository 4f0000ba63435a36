package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyStore;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.CredentialHash;
import io.gatewaystack.identifiabl.apikey.InMemoryApiKeys;
import io.gatewaystack.identifiabl.apikey.IssuedApiKey;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The layer in front of a servlet, over HTTP. */
class IdentifiablServletTest {
  private static final InMemoryApiKeys KEYS = InMemoryApiKeys.of();
  private static final String STORE_FAILS = "mcp_" + "f".repeat(43);
  private static TestIssuer issuer;
  private static TestIssuer down;
  private static TestServer server;

  @BeforeAll
  static void start() {
    issuer = TestIssuer.start();
    down = TestIssuer.start();
    down.stop();
    Identifiabl layer =
        Identifiabl.builder(issuer.issuer(), AUDIENCE)
            .trust(TrustedIssuer.builder(down.issuer(), AUDIENCE).build())
            .apiKeys(new Store())
            .anonymousRoute("GET", "/public/*")
            .build();
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
      Optional<Identity> identity = RequestContexts.from(request).find(Identity.class);
      response.getOutputStream().print(identity.map(Identity::subject).orElse("nobody"));
    }
  }

  /** A store that cannot say anything about one key. */
  private static final class Store implements ApiKeyStore {
    @Override
    public Optional<ApiKey> find(CredentialHash hash) throws IOException {
      if (hash.equals(CredentialHash.of(STORE_FAILS))) {
        throw new IOException("connection to store.internal refused");
      }
      return KEYS.find(hash);
    }
  }

  /** Of {@code GET} on a path, with a query perhaps. */
  private static RawResponse get(String path, String headers) throws IOException {
    return RawHttp.exchange(
        server.port(), "GET /" + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
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
  void theLongestChallengePassesAServer() throws IOException {
    String[] scopes =
        IntStream.range(100, 241).mapToObj("crm.tool:r%d"::formatted).toArray(String[]::new);
    scopes[0] += "0".repeat(75);
    assertThat(String.join(" ", scopes)).hasSize(2_048);
    Identifiabl layer =
        Identifiabl.builder(issuer.issuer(), AUDIENCE).challengeScopes(scopes).build();
    try (TestServer of =
        TestServer.builder()
            .filter("/*", new GovernanceFilter(layer))
            .servlet("/*", new WhoAmI())
            .start()) {
      RawResponse answer = RawHttp.exchange(of.port(), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate"))
          .contains("Bearer realm=\"mcp\", scope=\"" + String.join(" ", scopes) + '"');
    }
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
  void letsHoldersOfApiKeysThroughAndNobodyElse() throws IOException {
    IssuedApiKey issued = KEYS.create(ApiKeyTerms.builder("x").subject("agent-7").build());
    IssuedApiKey revoked = KEYS.create(ApiKeyTerms.builder("x").build());
    KEYS.revoke(revoked.key().id());

    assertThat(body(get("", "X-API-Key: " + issued.plaintext() + "\r\n"))).isEqualTo("agent-7");
    assertThat(body(get("", "Authorization: Bearer " + issued.plaintext() + "\r\n")))
        .isEqualTo("agent-7");
    for (String bad : List.of(revoked.plaintext(), "mcp_" + "x".repeat(43), "mcp_x", "")) {
      RawResponse response = get("", "X-API-Key: " + bad + "\r\n");
      assertThat(response.status()).as(bad).isEqualTo(401);
      assertThat(response.header("WWW-Authenticate").orElse("")).startsWith("Bearer ");
      assertThat(body(response)).contains("\"error\":\"invalid_api_key\"");
    }
  }

  @Test
  void readsNoApiKeyFromTheQuery() throws IOException {
    String key = KEYS.create(ApiKeyTerms.builder("x").build()).plaintext();
    assertThat(get("?api_key=" + key + "&X-API-Key=" + key, "").status()).isEqualTo(401);
  }

  @Test
  void letsAnonymousCallersInWhereTheRouteSaysSo() throws IOException {
    assertThat(body(get("public/a", ""))).isEqualTo("nobody");
    assertThat(get("private", "").status()).isEqualTo(401);
    assertThat(get("public/a", "Authorization: Bearer x.y.z\r\n").status()).isEqualTo(401);
    assertThat(get("public/a", "X-API-Key: \r\n").status()).isEqualTo(401);
    String token = issuer.token().audience(AUDIENCE).subject("ada").mint();
    assertThat(body(get("public/a", "Authorization: Bearer " + token + "\r\n"))).isEqualTo("ada");
  }

  @Test
  void saysWhenItCannotJudge() throws IOException {
    String token = down.token().audience(AUDIENCE).mint();
    RawResponse keys = get("", "Authorization: Bearer " + token + "\r\n");
    assertThat(keys.status()).isEqualTo(503);
    assertThat(Integer.parseInt(keys.header("Retry-After").orElse(""))).isBetween(1, 31);
    assertThat(keys.header("WWW-Authenticate")).isEmpty();
    assertThat(body(keys)).contains("\"jwks_unavailable\"").doesNotContain("Connect");

    RawResponse store = get("", "X-API-Key: " + STORE_FAILS + "\r\n");
    assertThat(store.status()).isEqualTo(503);
    assertThat(store.header("Retry-After")).contains("1");
    assertThat(body(store)).contains("\"api_keys_unavailable\"").doesNotContain("internal");
  }
}
