package io.gatewaystack.example;

import static io.gatewaystack.example.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.gatewaystack.example.demo.DemoIssuer;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A request is identified, transformed, validated, constrained, routed and audited. */
class FlowTest {
  @TempDir Path folder;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = RunningGateway.start(folder, "TRANSFORM_REDACT", "mask");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void withoutATokenThereIsAChallengeThatLeadsToTheMetadata() throws Exception {
    RawResponse refused = gateway.send("GET /protected/ping");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("X-Request-Id").orElseThrow()).matches("[0-9a-f]{32}");
    assertThat(json(refused).path("error").asString()).isEqualTo("unauthorized");
    assertThat(json(refused).path("code").asString()).isEqualTo("missing_bearer");
    String base = "http://localhost:" + gateway.port();
    String challenge = refused.header("WWW-Authenticate").orElseThrow();
    assertThat(challenge)
        .isEqualTo(
            "Bearer realm=\"mcp\", resource_metadata=\""
                + base
                + "/.well-known/oauth-protected-resource/protected\", scope=\"tool:read tool:write\"");

    for (String path : List.of("", "/protected", "/writer-only", "/proxy")) {
      RawResponse metadata = gateway.send("GET /.well-known/oauth-protected-resource" + path);
      assertThat(metadata.status()).isEqualTo(200);
      assertThat(json(metadata).path("resource").asString()).isEqualTo("https://gateway.local/api");
      assertThat(json(metadata).path("authorization_servers").path(0).asString())
          .isEqualTo(gateway.demo().issuer().issuer());
      assertThat(metadata.text()).contains("tool:read", "tool:write");
    }
    assertThat(gateway.send("GET /writer-only").header("WWW-Authenticate").orElseThrow())
        .contains("/.well-known/oauth-protected-resource/writer-only\"");
    assertThat(gateway.send("GET /.well-known/oauth-protected-resource/nothing").status())
        .isEqualTo(404);
  }

  @Test
  void mintedTokensAreAcceptedAndRateHeadersTold() throws Exception {
    String body = "{\"sub\":\"alice\",\"scope\":\"tool:read\"}";
    RawResponse minted =
        RawHttp.exchange(
            gateway.demo().issuerPort(),
            "POST /mint HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
    assertThat(json(minted).path("expires_in").asInt()).isEqualTo(300);
    RawResponse ping = gateway.get("/protected/ping", json(minted).path("access_token").asString());
    assertThat(ping.status()).isEqualTo(200);
    assertThat(json(ping)).isEqualTo(json(gateway.send("GET /")));
    assertThat(ping.header("RateLimit-Policy").orElseThrow()).contains("\"user\";q=10;w=60");
    assertThat(ping.header("RateLimit").orElseThrow()).contains("\"user\";r=9");
    assertThat(ping.header("X-RateLimit-Limit")).contains("10");
    assertThat(ping.header("X-RateLimit-Remaining")).contains("9");
  }

  @Test
  void aMissingScopeIsNamedAndAHeldOneSuffices() throws Exception {
    RawResponse denied =
        gateway.post("/protected/echo", gateway.token("alice", "tool:read"), "{\"a\":1}");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(json(denied).path("error").asString()).isEqualTo("insufficient_scope");
    assertThat(json(denied).path("needed").path(0).asString()).isEqualTo("tool:write");
    assertThat(denied.header("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer ")
        .contains("error=\"insufficient_scope\"", "scope=\"tool:read tool:write\"");

    RawResponse allowed =
        gateway.post("/protected/echo", gateway.token("bob", "tool:write"), "{\"a\":1}");
    assertThat(allowed.status()).isEqualTo(200);
    assertThat(allowed.text()).isEqualTo("{\"ok\":true,\"sub\":\"bob\",\"body\":{\"a\":1}}");
  }

  @Test
  void personalDataIsRedactedAndTheRestIsUntouched() throws Exception {
    String body =
        "{ \"z\": {\"mail\":\"jane@example.com\",\"list\":[1.00,\"4111-1111-1111-1111\"]},"
            + "\"order\":\"4111111111111112\",\"a\":1e2}";
    RawResponse echoed = gateway.post("/protected/echo", gateway.token("bob", "tool:write"), body);
    assertThat(echoed.text())
        .isEqualTo(
            "{\"ok\":true,\"sub\":\"bob\",\"body\":"
                + body.replace("jane@example.com", "ja************om")
                    .replace("4111-1111-1111-1111", "41***************11")
                + "}");
  }

  @Test
  void theUpstreamLearnsWhoCallsFromUsAlone() throws Exception {
    RawResponse echoed =
        gateway.send(
            "GET /proxy/echo?foo=bar",
            "Authorization: Bearer " + gateway.token("alice", "tool:read"),
            "X-User-Id: mallory",
            "x_user_id: mallory",
            "X-USER-ID: mallory",
            "X-Org-Id: mallory",
            "Cookie: a=mallory",
            "Connection: X-User-Id, close");
    assertThat(echoed.status()).isEqualTo(200);
    JsonNode seen = json(echoed);
    assertThat(seen.path("headers").path("x-user-id").asString()).isEqualTo("alice");
    assertThat(seen.path("query").path("foo").asString()).isEqualTo("bar");
    assertThat(seen.path("headers").path("x-request-id").asString())
        .isEqualTo(echoed.header("X-Request-Id").orElseThrow());
    assertThat(echoed.text()).doesNotContain("mallory").doesNotContain("eyJ");
  }

  private static final List<String> PATHS =
      List.of(
          "/proxy/%2e%2e/admin",
          "/proxy/../admin",
          "/proxy/..;/admin",
          "/proxy/a;x=1/b",
          "/proxy//evil",
          "/proxy/\\evil",
          "/proxy/%5cevil",
          "/proxy/a%2fb",
          "/proxy/a%00",
          "/proxy/%252e%252e/admin");

  @Test
  void ambiguousPathsReachNobodyAndAreRecorded() throws Exception {
    gateway.demo().echo().goAway(); // whatever got through would be a 502
    for (String path : PATHS) {
      assertRefusedAtTheEdge(path, PATHS.indexOf(path) + 1);
    }
  }

  private void assertRefusedAtTheEdge(String path, int events) throws Exception {
    RawResponse refused = gateway.get(path, gateway.token("alice", "tool:read"));
    assertThat(refused.status()).as(path).isBetween(400, 499);
    assertThat(refused.header("Content-Type")).contains("application/json");
    assertThat(json(refused).path("error").asString()).isNotEmpty();
    JsonNode event = gateway.audit(events).get(events - 1);
    assertThat(event.path("layer").asString()).isEqualTo("edge");
    assertThat(event.path("decision").asString()).isEqualTo("deny");
    assertThat(event.path("http").path("status").asInt()).isEqualTo(refused.status());
    assertThat(event.path("requestId").asString())
        .isEqualTo(refused.header("X-Request-Id").orElseThrow());
    assertThat(gateway.audit(events)).hasSize(events);
  }

  @Test
  void badTokensAreRefusedEachWithItsOwnCode() throws Exception {
    DemoIssuer issuer = gateway.demo().issuer();
    assertBadToken(
        "token_expired", issuer.sign(claims(c -> c.expirationTime(Date.from(Instant.EPOCH)))));
    assertBadToken("invalid_audience", issuer.sign(claims(c -> c.audience("https://other"))));
    assertBadToken("invalid_issuer", issuer.sign(claims(c -> c.issuer("https://other/"))));
    assertBadToken("alg_not_allowed", new PlainJWT(claims(c -> c)).serialize());
    SignedJWT hs256 =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("demo-key-1").build(), claims(c -> c));
    hs256.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
    assertBadToken("alg_not_allowed", hs256.serialize());
    assertBadToken("encrypted_token", "eyJhbGciOiJSU0EtT0FFUCJ9.AA.AA.AA.AA");
    assertBadToken("malformed_token", "nonsense");
    String good = gateway.token("alice", "tool:read");
    String other = gateway.token("bob", "tool:read");
    assertBadToken(
        "bad_signature",
        good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')));
  }

  private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    Instant now = Instant.now();
    return change
        .apply(
            new JWTClaimsSet.Builder()
                .issuer(gateway.demo().issuer().issuer())
                .audience("https://gateway.local/api")
                .subject("mallory")
                .expirationTime(Date.from(now.plusSeconds(60))))
        .build();
  }

  private void assertBadToken(String code, String token) throws Exception {
    RawResponse refused = gateway.get("/protected/ping", token);
    assertThat(refused.status()).as(code).isEqualTo(401);
    assertThat(json(refused).path("error").asString()).isEqualTo("invalid_token");
    assertThat(json(refused).path("code").asString()).isEqualTo(code);
    assertThat(refused.header("WWW-Authenticate").orElseThrow())
        .contains("error=\"invalid_token\"");
  }

  @Test
  void theRequestOverTheLimitIsRefusedAndNobodyElses() throws Exception {
    String busy = gateway.token("busy", "tool:read");
    for (int i = 0; i < 10; i++) {
      assertThat(gateway.get("/protected/ping", busy).status()).isEqualTo(200);
    }
    RawResponse over = gateway.get("/protected/ping", busy);
    assertThat(over.status()).isEqualTo(429);
    assertThat(Integer.parseInt(over.header("Retry-After").orElseThrow())).isBetween(1, 60);
    assertThat(json(over).path("error").asString()).isEqualTo("limit_exceeded");
    assertThat(over.header("RateLimit").orElseThrow()).contains("\"user\";r=0");
    assertThat(gateway.get("/protected/ping", gateway.token("calm", "tool:read")).status())
        .isEqualTo(200);
  }

  @Test
  void anUpstreamThatIsSlowOrDownIsToldApartAndRecovers() throws Exception {
    String token = gateway.token("alice", "tool:read");
    RawResponse slow = gateway.get("/proxy/slow/20000", token);
    assertThat(slow.status()).isEqualTo(504);
    assertThat(json(slow).path("error").asString()).isEqualTo("upstream_timeout");
    gateway.demo().echo().goAway();
    RawResponse down = gateway.get("/proxy/echo", token);
    assertThat(down.status()).isEqualTo(502);
    assertThat(json(down).path("error").asString()).isEqualTo("upstream_unreachable");
    gateway.demo().echo().comeBack();
    assertThat(gateway.get("/proxy/echo", token).status()).isEqualTo(200);
  }

  @Test
  void everyRequestIsOneLineInOrderOfCompletionWithoutSecrets() throws Exception {
    String read = gateway.token("alice", "tool:read");
    String write = gateway.token("bob", "tool:write");
    String personal = "{\"m\":\"jane@example.com\",\"c\":\"4111111111111111\"}";
    List<RawResponse> answers = new ArrayList<>();
    record(answers, gateway.send("GET /protected/ping"));
    record(answers, gateway.get("/protected/ping", read));
    record(answers, gateway.post("/protected/echo", read, personal));
    record(answers, gateway.post("/protected/echo", write, personal));
    record(answers, gateway.get("/proxy/echo?q=jane@example.com", read));
    record(answers, gateway.get("/proxy/slow/20000", read));
    record(answers, gateway.get("/nothing/jane@example.com", read));
    record(answers, gateway.get("/protected/ping", read + "x"));

    List<JsonNode> events = gateway.audit(answers.size());
    assertThat(events).hasSameSizeAs(answers);
    List<String> decided = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      JsonNode event = events.get(i);
      RawResponse answer = answers.get(i);
      assertThat(event.path("requestId").asString())
          .isEqualTo(answer.header("X-Request-Id").orElseThrow());
      assertThat(event.path("http").path("status").asInt()).isEqualTo(answer.status());
      assertThat(event.path("http").path("latencyMs").asDouble()).isPositive();
      assertThat(event.path("operation").path("kind").asString()).isEqualTo("http");
      decided.add(
          "%s %s %s %s"
              .formatted(
                  event.path("layer").asString(),
                  event.path("decision").asString(),
                  event.path("code").asString(),
                  event.path("subject").asString("none")));
    }
    assertThat(decided)
        .containsExactly(
            "identifiabl deny missing_bearer none",
            "application allow completed alice",
            "validatabl deny INSUFFICIENT_SCOPE alice",
            "application allow completed bob",
            "application allow completed alice",
            "proxyabl error upstream_timeout alice",
            "application deny not_found none",
            "identifiabl deny malformed_token none");
    String all = String.join("\n", gateway.auditLines());
    assertThat(all)
        .doesNotContain("jane@example.com")
        .doesNotContain("4111111111111111")
        .doesNotContain(read)
        .doesNotContain("eyJ");
    assertThat(all.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(20_000);
  }

  /** A request is complete a moment after its answer has arrived: the next one waits for that. */
  private void record(List<RawResponse> answers, RawResponse answer) throws Exception {
    answers.add(answer);
    assertThat(gateway.audit(answers.size())).hasSameSizeAs(answers);
  }
}
