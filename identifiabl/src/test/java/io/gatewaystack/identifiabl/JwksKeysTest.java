package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.SigningKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often keys are fetched for many requests, good and bad. */
class JwksKeysTest extends IssuerKeys {
  @Test
  void fetchesOnceForManyTokens() {
    for (int i = 0; i < 100; i++) {
      assertThat(verdict(good())).isEqualTo(VERIFIED);
    }
    assertThat(issuer.jwksFetches()).isEqualTo(1);
  }

  @Test
  void fetchesOnceForManyRequestsAtOnce() throws Exception {
    List<String> tokens = IntStream.range(0, 64).mapToObj(i -> good()).toList();

    List<String> verdicts = inParallel(64, i -> verdict(tokens.get(i)));

    assertThat(verdicts).containsOnly(VERIFIED);
    assertThat(issuer.jwksFetches()).isEqualTo(1);
  }

  @Test
  void fetchesOnceForManyForgeries() throws Exception {
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    SigningKey thief = SigningKey.generate("x").as(issuer.key().kid());
    String forged = issuer.token().audience(AUDIENCE).signedBy(thief).mint();

    assertThat(inParallel(32, i -> verdict(forged))).containsOnly("bad_signature");
    assertThat(verdict(forged)).isEqualTo("bad_signature");
    assertThat(issuer.jwksFetches()).isEqualTo(2);
    assertThat(verdict(good())).isEqualTo(VERIFIED);
    assertThat(issuer.jwksFetches()).isEqualTo(2);
  }

  @Test
  void fetchesOnceForFortyThousandRandomKeys() throws Exception {
    assertThat(verdict(good())).isEqualTo(VERIFIED);

    Set<String> verdicts = ConcurrentHashMap.newKeySet();
    inParallel(
        8,
        thread -> {
          for (int i = 0; i < 5_000; i++) {
            verdicts.add(verdict(randomKid(thread * 5_000 + i)));
          }
          return "";
        });

    assertThat(verdicts).containsExactly("unknown_key");
    assertThat(issuer.jwksFetches()).isEqualTo(2);
    assertThat(verdict(good())).isEqualTo(VERIFIED);
  }

  @Test
  void fetchesOnceForRandomKeysWhenThereAreNoneYet() throws Exception {
    List<String> verdicts = inParallel(32, i -> verdict(randomKid(i)));

    assertThat(verdicts).containsOnly("unknown_key");
    assertThat(issuer.jwksFetches()).isBetween(1, 2);
  }
}
