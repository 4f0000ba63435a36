package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.identifiabl.Verification.Verified;
import io.gatewaystack.identifiabl.apikey.CredentialHash;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TokenBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.start(clock);

  @AfterEach
  void stop() {
    issuer.close();
  }

  private TokenBuilder good(String subject) {
    return issuer.token().audience(AUDIENCE).subject(subject);
  }

  private JwtVerifier remembering(Duration cap, int entries) {
    return Identifiabl.builder(issuer.issuer(), AUDIENCE)
        .clock(clock)
        .tokenCache(cap, entries)
        .buildVerifier();
  }

  private static void accept(JwtVerifier verifier, String token) {
    assertThat(Verdict.of(verifier.verify(token))).isEqualTo(VERIFIED);
  }

  private static String counts(JwtVerifier verifier) {
    IdentifiablMetrics metrics = verifier.metrics();
    return metrics.cacheHits() + " " + metrics.cacheMisses() + " " + metrics.cacheEvictions();
  }

  @Test
  void givesOutTheSameIdentityWhileItRemembers() {
    JwtVerifier verifier = remembering(Duration.ofSeconds(60), 10);
    String token = good("a").mint();

    Verification first = verifier.verify(token);
    Verification second = verifier.verify("x" + token.substring(1));
    Verification third = verifier.verify(new String(token));

    assertThat(((Verified) third).identity()).isSameAs(((Verified) first).identity());
    assertThat(Verdict.of(second)).isNotEqualTo(VERIFIED);
    assertThat(counts(verifier)).isEqualTo("1 2 0");
  }

  @Test
  void forgetsAfterTheCap() {
    JwtVerifier verifier = remembering(Duration.ofSeconds(60), 10);
    String token = good("a").mint();
    accept(verifier, token);

    clock.advance(Duration.ofSeconds(59));
    accept(verifier, token);
    clock.advance(Duration.ofSeconds(1));
    accept(verifier, token);

    assertThat(counts(verifier)).isEqualTo("1 2 1");
  }

  @Test
  void forgetsWhenTheTokenExpires() {
    JwtVerifier verifier = remembering(Duration.ofMinutes(10), 10);
    String token = good("a").expiresAt(clock.instant().plusSeconds(5)).mint();
    accept(verifier, token);
    clock.advance(Duration.ofSeconds(4));
    accept(verifier, token);
    assertThat(counts(verifier)).isEqualTo("1 1 0");

    clock.advance(Duration.ofSeconds(1));
    accept(verifier, token); // within the skew, but verified again
    accept(verifier, token);

    assertThat(verifier.metrics().cacheHits()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(60));
    assertThat(Verdict.of(verifier.verify(token))).isEqualTo("token_expired");
  }

  @Test
  void forgetsWhenTheKeysChange() {
    JwtVerifier verifier = remembering(Duration.ofMinutes(5), 10);
    String token = good("a").mint();
    accept(verifier, token);
    accept(verifier, token);
    assertThat(verifier.metrics().cacheHits()).isEqualTo(1);

    issuer.rotate();
    accept(verifier, good("b").mint());

    assertThat(Verdict.of(verifier.verify(token))).isEqualTo("unknown_key");
    assertThat(verifier.metrics().cacheHits()).isEqualTo(1);
  }

  @Test
  void remembersThroughRefreshThatBringsTheSameKeys() {
    JwtVerifier verifier = remembering(Duration.ofHours(1), 10);
    issuer.addKey();
    String token = good("a").expiresAt(clock.instant().plusSeconds(3600)).mint();
    accept(verifier, token);

    for (int fetches = 2; fetches <= 4; fetches++) {
      int expected = fetches;
      clock.advance(Duration.ofMinutes(9));
      Await.until(
          () -> {
            accept(verifier, token);
            return issuer.jwksFetches() == expected;
          });
    }

    assertThat(verifier.metrics().cacheMisses()).isEqualTo(1);
  }

  @Test
  void acceptsNothingFromMemoryWhenTheKeysAreTooOld() {
    JwtVerifier verifier = remembering(Duration.ofHours(1), 10);
    clock.advance(Duration.ofMinutes(1));
    accept(verifier, good("warm").mint());
    clock.advance(Duration.ofMinutes(50));
    issuer.stop();
    String token = good("a").expiresAt(clock.instant().plusSeconds(3600)).mint();
    accept(verifier, token);

    clock.advance(Duration.ofMinutes(11));

    assertThat(Verdict.of(verifier.verify(token))).isEqualTo("jwks_unavailable");
  }

  @Test
  void keepsNoMoreThanItsEntries() {
    JwtVerifier verifier = remembering(Duration.ofSeconds(60), 10);
    for (int i = 0; i < 40; i++) {
      accept(verifier, good("s" + i).mint());
    }
    assertThat(verifier.metrics().cacheEvictions()).isEqualTo(30);
  }

  @Test
  void countsLongTokensAsSeveral() {
    JwtVerifier verifier = remembering(Duration.ofSeconds(60), 10);
    for (int i = 0; i < 40; i++) {
      accept(verifier, good("s" + i).claim("filler", "x".repeat(3_000)).mint());
    }
    assertThat(verifier.metrics().cacheEvictions()).isEqualTo(38);
  }

  @Test
  void remembersNothingWhenSwitchedOff() {
    JwtVerifier verifier = remembering(Duration.ZERO, 10);
    String token = good("a").mint();
    accept(verifier, token);
    accept(verifier, token);
    assertThat(counts(verifier)).isEqualTo("0 0 0");
  }

  @Test
  void tellsTokensApartByTheirWholeText() {
    String text = "Bearer " + "a".repeat(1000);
    assertThat(CredentialHash.of(text, 7)).isEqualTo(CredentialHash.of("a".repeat(1000), 0));
    assertThat(CredentialHash.of("a".repeat(1000), 0))
        .isNotEqualTo(CredentialHash.of("a".repeat(999), 0));
    assertThat(CredentialHash.of("a".repeat(999) + "b", 0))
        .isNotEqualTo(CredentialHash.of("a".repeat(1000), 0));
    assertThat(CredentialHash.of("a".repeat(999) + "\u0161", 0)).isNull();
    assertThat(CredentialHash.of("", 0)).hasToString(CredentialHash.of("x", 1).toString());
  }
}
