package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.net.Fetched;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
  private static final Duration COOLDOWN = Duration.ofSeconds(30);

  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.startAt("/tenant", "/keys/v7", clock);
  private final JwtVerifier verifier =
      Identifiabl.builder()
          .trust(TrustedIssuer.builder(issuer.issuer(), AUDIENCE).discover().build())
          .clock(clock)
          .tokenCache(Duration.ZERO, 1)
          .buildVerifier();

  @AfterEach
  void stop() {
    issuer.close();
  }

  private String verdict() {
    return Verdict.of(verifier.verify(issuer.token().audience(AUDIENCE).mint()));
  }

  @Test
  void findsTheKeysWhereTheMetadataSays() {
    assertThat(verdict()).isEqualTo(VERIFIED);
  }

  @Test
  void readsMetadataAndKeysBehindAByteOrderMark() {
    issuer.serveMetadata(200, '\uFEFF' + TestIssuer.metadata(issuer.issuer(), issuer.jwksUri()));
    issuer.serveJwks(200, '\uFEFF' + issuer.jwks());
    assertThat(verdict()).isEqualTo(VERIFIED);
  }

  @Test
  void asksForTheMetadataOnceWhileItLeadsToKeys() {
    assertThat(verdict()).isEqualTo(VERIFIED);
    for (int i = 0; i < 3; i++) {
      issuer.rotate();
      clock.advance(COOLDOWN);
      assertThat(verdict()).isEqualTo(VERIFIED);
    }
    assertThat(issuer.metadataFetches()).isEqualTo(1);
    assertThat(issuer.jwksFetches()).isEqualTo(4);
  }

  @Test
  void asksForTheMetadataAgainWhenTheKeysAreGone() {
    assertThat(verdict()).isEqualTo(VERIFIED);
    try (TestIssuer moved = TestIssuer.start(clock)) {
      issuer.serveJwks(404, "");
      issuer.serveMetadata(200, TestIssuer.metadata(issuer.issuer(), moved.jwksUri()));
      var token = issuer.token().audience(AUDIENCE).signedBy(moved.addKey());
      assertThat(Verdict.of(verifier.verify(token.mint()))).isEqualTo("unknown_key");

      clock.advance(COOLDOWN);

      assertThat(Verdict.of(verifier.verify(token.mint()))).isEqualTo(VERIFIED);
      assertThat(issuer.metadataFetches()).isEqualTo(2);
    }
  }

  @Test
  void asksForTheMetadataAgainWhenThereAreNoKeysAnyMore() {
    assertThat(verdict()).isEqualTo(VERIFIED);
    try (TestIssuer moved = TestIssuer.start(clock)) {
      issuer.serveJwks(200, "{\"keys\":[]}");
      issuer.serveMetadata(200, TestIssuer.metadata(issuer.issuer(), moved.jwksUri()));
      var token = issuer.token().audience(AUDIENCE).signedBy(moved.addKey());
      assertThat(Verdict.of(verifier.verify(token.mint()))).isEqualTo("unknown_key");

      clock.advance(COOLDOWN);

      assertThat(Verdict.of(verifier.verify(token.mint()))).isEqualTo(VERIFIED);
    }
  }

  @Test
  void refusesMetadataOfAnotherIssuer() {
    issuer.serveMetadata(200, TestIssuer.metadata("https://evil.example", issuer.jwksUri()));
    assertThat(verdict()).isEqualTo("jwks_unavailable");
    assertThat(issuer.jwksFetches()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"http://idp.example/keys", "file:///etc/passwd", "/keys", "ldap://x"})
  void refusesKeysAtAnUnsafePlace(String uri) {
    issuer.serveMetadata(200, TestIssuer.metadata(issuer.issuer(), URI.create(uri)));
    assertThat(verdict()).isEqualTo("jwks_unavailable");
    assertThat(verifier.metrics().keyFetchFailures()).isEqualTo(1);
  }

  @Test
  void isNotLedFromARemoteIssuerToThisMachine() {
    List<URI> asked = new CopyOnWriteArrayList<>();
    String remote = "https://idp.example";
    JwtVerifier led =
        Identifiabl.builder()
            .trust(TrustedIssuer.builder(remote, AUDIENCE).discover().build())
            .clock(clock)
            .fetcher(
                (uri, limits) -> {
                  asked.add(uri);
                  String metadata = TestIssuer.metadata(remote, issuer.jwksUri());
                  return new Fetched(200, metadata.getBytes(UTF_8));
                })
            .buildVerifier();
    String token = issuer.token().issuer(remote).audience(AUDIENCE).mint();
    assertThat(Verdict.of(led.verify(token))).isEqualTo("jwks_unavailable");
    assertThat(asked)
        .containsExactly(URI.create("https://idp.example/.well-known/openid-configuration"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "[]", "null", "{}", "<html>"})
  void refusesWhatIsNoMetadata(String body) {
    issuer.serveMetadata(200, body);
    assertThat(verdict()).isEqualTo("jwks_unavailable");
    assertThat(issuer.jwksFetches()).isZero();
  }

  @Test
  void recoversWhenTheMetadataIsThereAgain() {
    issuer.serveMetadata(503, "");
    assertThat(verdict()).isEqualTo("jwks_unavailable");
    issuer.serveMetadata(200, TestIssuer.metadata(issuer.issuer() + "/", issuer.jwksUri()));
    clock.advance(COOLDOWN);
    assertThat(verdict()).isEqualTo(VERIFIED);
  }
}
