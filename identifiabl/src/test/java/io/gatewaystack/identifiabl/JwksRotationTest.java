package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.SigningKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds when an issuer replaces its keys. */
class JwksRotationTest extends IssuerKeys {
  @Test
  void acceptsKeyRotatedInOnItsFirstRequestAndNoLongerTheOldOne() {
    String old = good();
    assertThat(verdict(old)).isEqualTo(VERIFIED);

    issuer.rotate();

    assertThat(verdict(good())).isEqualTo(VERIFIED);
    assertThat(verdict(old)).isEqualTo("unknown_key");
    assertThat(issuer.jwksFetches()).isEqualTo(2);
  }

  @Test
  void acceptsKeyRotatedInForTokensThatNameNone() {
    assertThat(verdict(nameless())).isEqualTo(VERIFIED);
    String old = nameless();

    issuer.rotate();

    assertThat(verdict(nameless())).isEqualTo(VERIFIED);
    assertThat(verdict(old)).isEqualTo("bad_signature");
    assertThat(issuer.jwksFetches()).isEqualTo(2);
  }

  @Test
  void acceptsKeyRotatedInUnderTheSameName() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    String old = good();
    SigningKey successor = SigningKey.generate("x").as(issuer.key().kid());
    issuer.serveJwks(200, TestKey.jwks(successor.jwk()));

    String fresh = issuer.token().audience(AUDIENCE).signedBy(successor).mint();
    assertThat(verdict(fresh)).isEqualTo(VERIFIED);
    assertThat(verdict(old)).isEqualTo("bad_signature");
    assertThat(issuer.jwksFetches()).isEqualTo(2);
  }

  @Test
  void acceptsTokensThatNameNoKeyAgainWhenTheOldKeyIsGone() {
    assertThat(verdict(nameless())).isEqualTo(VERIFIED);
    issuer.addKey();
    assertThat(verdict(good())).as("fetches both keys").isEqualTo(VERIFIED);
    assertThat(verdict(nameless())).as("which of two would be a guess").isEqualTo("unknown_key");

    issuer.rotate();
    clock.advance(COOLDOWN.minusNanos(1));
    assertThat(verdict(nameless())).isEqualTo("unknown_key");
    clock.advance(Duration.ofNanos(1));
    assertThat(verdict(nameless())).isEqualTo(VERIFIED);
    assertThat(issuer.jwksFetches()).isEqualTo(3);
  }

  @Test
  void saysThatAKeyIsUnknownWhenItIsGoneWithItsForgery() {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    SigningKey thief = SigningKey.generate("x").as(issuer.key().kid());
    String forged = issuer.token().audience(AUDIENCE).signedBy(thief).mint();

    issuer.rotate();

    assertThat(verdict(forged)).isEqualTo("unknown_key");
  }

  @Test
  void acceptsKeyRotatedInByManyRequestsAtOnce() throws Exception {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    issuer.addKey();
    List<String> tokens = IntStream.range(0, 32).mapToObj(i -> good()).toList();

    assertThat(inParallel(32, i -> verdict(tokens.get(i)))).containsOnly(VERIFIED);
    assertThat(issuer.jwksFetches()).isEqualTo(2);
  }

  @Test
  void acceptsSecondKeyRotatedInAfterTheCooldown() {
    verdict(good());
    issuer.rotate();
    verdict(good());

    issuer.rotate();

    assertThat(verdict(good())).isEqualTo("unknown_key");
    clock.advance(COOLDOWN.minusNanos(1));
    assertThat(verdict(good())).isEqualTo("unknown_key");
    clock.advance(Duration.ofNanos(1));
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    assertThat(issuer.jwksFetches()).isEqualTo(3);
  }
}
