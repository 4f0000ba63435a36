package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.InMemoryApiKeys;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.SigningKey;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.testing.TokenBuilder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client sees of each reason for which it is not identified, and that the request beside it,
 * which gives no such reason, passes.
 */
class RefusalsOverHttpTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The servlet adapter is stricter: it refuses such requests before it asks any layer. */
  private static final EnumSet<Reason> SEEN_BY_NO_CLIENT =
      EnumSet.of(Reason.DUPLICATE_AUTHORIZATION, Reason.DUPLICATE_API_KEY);

  private static final InMemoryApiKeys KEYS = InMemoryApiKeys.of();
  private static TestIssuer issuer;
  private static TestServer server;

  @BeforeAll
  static void start() {
    issuer = TestIssuer.start();
    Identifiabl layer = Identifiabl.builder(issuer.issuer(), AUDIENCE).apiKeys(KEYS).build();
    server =
        TestServer.builder()
            .filter("/*", new GovernanceFilter(layer))
            .servlet("/*", new Application())
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    issuer.close();
  }

  private static final class Application extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().print("reached");
    }
  }

  /**
   * A reason, the header fields that give it and those beside them that do not.
   *
   * @param name what is wrong
   */
  private record Case(String name, Reason reason, String refused, String passing) {}

  /** A case of two tokens, made from one that is good. */
  private static Case token(
      Reason reason,
      String name,
      UnaryOperator<TokenBuilder> refused,
      UnaryOperator<TokenBuilder> passing) {
    return new Case(name, reason, bearer(refused), bearer(passing));
  }

  private static String bearer(UnaryOperator<TokenBuilder> change) {
    return bearer(change.apply(issuer.token().audience(AUDIENCE)).mint());
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  private static String key(String key) {
    return "X-API-Key: " + key + "\r\n";
  }

  private static List<Case> cases() {
    String good = issuer.token().audience(AUDIENCE).subject("ada").mint();
    String key = KEYS.create(ApiKeyTerms.builder("x").subject("bob").build()).plaintext();
    Instant now = Instant.now();
    return List.of(
        new Case("nothing", Reason.MISSING_BEARER, "", bearer(good)),
        new Case("a scheme", Reason.MISSING_BEARER, "Authorization: Basic YTpi\r\n", bearer(good)),
        new Case("padding", Reason.MALFORMED_TOKEN, bearer(good + "="), bearer(good)),
        new Case("opaque", Reason.OPAQUE_TOKEN, bearer("ya29.a0AfH6SMBx"), bearer(good)),
        new Case("five parts", Reason.ENCRYPTED_TOKEN, bearer(good + ".e30.e30"), bearer(good)),
        new Case("unknown", Reason.INVALID_API_KEY, key("mcp_" + "x".repeat(43)), key(key)),
        new Case("both", Reason.IDENTITY_CONFLICT, bearer(good) + key(key), bearer(key) + key(key)),
        token(
            Reason.ALG_NOT_ALLOWED,
            "HS256",
            t -> t.header("alg", "HS256"),
            t -> t.header("alg", "RS256")),
        token(
            Reason.TYPE_NOT_ALLOWED,
            "an ID token",
            t -> t.header("typ", "id_token+jwt"),
            t -> t.header("typ", "at+jwt")),
        token(
            Reason.UNSUPPORTED_HEADER,
            "an extension",
            t -> t.header("crit", List.of("x")).header("x", 1),
            t -> t.header("x", 1)),
        token(
            Reason.INVALID_ISSUER,
            "a stranger",
            t -> t.issuer("https://x.example"),
            t -> t.issuer(issuer.issuer())),
        token(
            Reason.UNKNOWN_KEY,
            "another key",
            t -> t.header("kid", "nobody's"),
            t -> t.header("kid", issuer.key().kid())),
        token(
            Reason.BAD_SIGNATURE,
            "another signature",
            t -> t.signedBy(SigningKey.generate("x").as(issuer.key().kid())),
            t -> t.signedBy(issuer.key())),
        token(Reason.INVALID_SUBJECT, "blank", t -> t.subject(" "), t -> t.subject(" a ")),
        token(Reason.INVALID_SUBJECT, "number", t -> t.claim("sub", 7), t -> t.claim("sub", "7")),
        token(
            Reason.INVALID_ACTOR,
            "an actor that is none",
            t -> t.claim("act", "bot"),
            t -> t.claim("act", Map.of("sub", "bot"))),
        token(
            Reason.INVALID_AUDIENCE,
            "other eyes",
            t -> t.claim("aud", List.of("elsewhere")),
            t -> t.claim("aud", List.of("elsewhere", AUDIENCE))),
        token(Reason.MISSING_CLAIM, "no end", t -> t.without("exp"), t -> t.without("nbf")),
        token(
            Reason.INVALID_CLAIM,
            "an end in words",
            t -> t.claim("exp", "soon"),
            t -> t.claim("exp", now.plusSeconds(60).getEpochSecond())),
        token(
            Reason.TOKEN_EXPIRED,
            "too late",
            t -> t.expiresAt(now.minusSeconds(90)),
            t -> t.expiresAt(now.minusSeconds(30))),
        token(
            Reason.TOKEN_NOT_YET_VALID,
            "too early",
            t -> t.notBefore(now.plusSeconds(90)),
            t -> t.notBefore(now.plusSeconds(30))));
  }

  static Stream<Arguments> refusals() {
    return cases().stream().map(c -> argumentSet(c.reason() + ": " + c.name(), c));
  }

  private static RawResponse get(String fields) throws IOException {
    return RawHttp.exchange(
        server.port(), "GET /x HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void saysByItsCodeWhyACallerIsRefused(Case asked) throws IOException {
    Denial denial = asked.reason().denial();

    RawResponse refused = get(asked.refused());

    assertThat(refused.status()).isEqualTo(401);
    JsonNode body = JSON.readTree(refused.body());
    assertThat(body.path("error").stringValue()).isEqualTo(denial.error());
    assertThat(body.path("code").stringValue(null)).isEqualTo(denial.code());
    assertThat(body.path("error_description").stringValue()).isEqualTo(denial.description());
    assertThat(refused.headers("WWW-Authenticate"))
        .hasSize(1)
        .allMatch(c -> c.startsWith("Bearer "));
    assertThat(refused.header("WWW-Authenticate").orElse("").contains("error="))
        .isEqualTo(asked.reason() != Reason.MISSING_BEARER);
    RawResponse passing = get(asked.passing());
    assertThat(passing.status()).isEqualTo(200);
    assertThat(passing.text()).isEqualTo("reached");
  }

  @Test
  void refusesACredentialThatIsSentTwiceBeforeAnyLayerIsAsked() throws IOException {
    Case known = cases().get(0);
    String key = key(KEYS.create(ApiKeyTerms.builder("x").build()).plaintext());
    for (String line : List.of(known.passing(), key)) {
      RawResponse refused = get(line + line);

      assertThat(refused.status()).isEqualTo(400);
      assertThat(JSON.readTree(refused.body()).path("code").stringValue())
          .isEqualTo("duplicate_header");
      assertThat(get(line).status()).isEqualTo(200);
    }
  }

  @Test
  void everyReasonHasACase() {
    Set<Reason> reasons = EnumSet.complementOf(SEEN_BY_NO_CLIENT);

    assertThat(cases().stream().map(Case::reason).distinct())
        .containsExactlyInAnyOrderElementsOf(reasons);
  }
}
