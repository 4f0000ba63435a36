package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.testing.SigningKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds while an issuer serves no keys, and when it serves them again. */
class JwksOutageTest extends IssuerKeys {
  @Test
  void neverFetchesTwiceWithinTheCooldownDuringOutage() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.serveJwks(503, "{}");
    clock.advance(Duration.ofMinutes(9));

    for (int second = 0; second < 120; second++) {
      assertThat(verdict(randomKid(second))).isEqualTo("unknown_key");
      assertThat(verdict(good())).isEqualTo(VERIFIED);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(issuer.jwksFetches() - 1).isBetween(4, 5);
  }

  @Test
  void refusesNoKnownKeyAndAcceptsNoOtherThroughTenMinutesOfOutage() {
    String stolen = issuer.token().audience(AUDIENCE).signedBy(SigningKey.generate("x")).mint();
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.stop();

    for (int second = 5; second <= 600; second += 5) {
      clock.advance(Duration.ofSeconds(5));
      assertThat(verdict(good())).as("second %d", second).isEqualTo(VERIFIED);
      assertThat(verdict(stolen)).as("second %d", second).isEqualTo("unknown_key");
    }
    issuer.rotate();
    issuer.restart();
    clock.advance(COOLDOWN);
    assertThat(verdict(good())).isEqualTo(VERIFIED);
  }

  @Test
  void servesKnownKeysThroughOutageAndThenSaysThatThereAreNone() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.stop();

    for (int minute = 1; minute <= 60; minute++) {
      clock.advance(Duration.ofMinutes(1));
      assertThat(verdict(good())).as("minute %d", minute).isEqualTo(VERIFIED);
    }
    clock.advance(Duration.ofMillis(1));

    Denial denial = Verdict.denial(verifier.verify(good()));
    assertThat(denial.status()).isEqualTo(503);
    assertThat(denial.error()).isEqualTo("jwks_unavailable");
    assertThat(denial.rpcCode()).isEqualTo(50301);
    assertThat(denial.challenge()).isNull();
    assertThat((Long) denial.members().get(Denial.RETRY_AFTER)).isBetween(1L, 31L);
    assertThat(verdict(randomKid(1))).isEqualTo("jwks_unavailable");
  }

  @Test
  void recoversFromOutage() {
    verdict(good());
    issuer.stop();
    clock.advance(Duration.ofMinutes(61));
    assertThat(verdict(good())).isEqualTo("jwks_unavailable");

    issuer.restart();
    clock.advance(COOLDOWN);

    assertThat(verdict(good())).isEqualTo(VERIFIED);
  }

  @ParameterizedTest(name = "status {0}")
  @ValueSource(ints = {204, 301, 404, 500})
  void recoversFromColdStartWithoutKeysAfterTheCooldown(int status) {
    issuer.serveJwks(status, issuer.jwks());
    assertThat(verdict(good())).isEqualTo("jwks_unavailable");
    issuer.publish();
    clock.advance(COOLDOWN.minusNanos(1));
    assertThat(verdict(good())).isEqualTo("jwks_unavailable");

    clock.advance(Duration.ofNanos(1));

    assertThat(verdict(good())).isEqualTo(VERIFIED);
    assertThat(verifier.metrics().keyFetches()).isEqualTo(2);
    assertThat(verifier.metrics().keyFetchFailures()).isEqualTo(1);
  }

  @Test
  void keepsItsKeysWhenTheNextAnswerIsBroken() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.serveJwks(200, "<html>maintenance</html>");
    clock.advance(Duration.ofMinutes(9));

    assertThat(verdict(good())).isEqualTo(VERIFIED);
    Await.until(() -> verifier.metrics().keyFetchFailures() == 1);
    assertThat(verdict(good())).isEqualTo(VERIFIED);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"{\"keys\":[]}", "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"enc\"}]}"})
  void keepsItsKeysWhenTheNextAnswerHasNoneUntilTheyAreTooOld(String keyless) {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.serveJwks(200, keyless);

    assertThat(verdict(randomKid(1))).isEqualTo("unknown_key");
    assertThat(verifier.metrics().keyFetchFailures()).isEqualTo(1);
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    clock.advance(Duration.ofHours(1));
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    Await.until(() -> verifier.metrics().keyFetchFailures() == 2);
    clock.advance(COOLDOWN);
    assertThat(verdict(good())).as("then the issuer is believed").isEqualTo("unknown_key");
  }

  @Test
  void acceptsKeysAgainAfterAnAnswerWithoutAny() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.serveJwks(200, "{\"keys\":[]}");
    assertThat(verdict(randomKid(1))).isEqualTo("unknown_key");

    issuer.publish();
    issuer.rotate();
    clock.advance(COOLDOWN);

    assertThat(verdict(good())).isEqualTo(VERIFIED);
  }
}
