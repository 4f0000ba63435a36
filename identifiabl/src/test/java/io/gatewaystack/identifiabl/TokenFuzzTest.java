package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.identifiabl.apikey.InMemoryApiKeys;
import io.gatewaystack.testing.Mutations;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Seeded mutations of what callers and issuers send: nothing is believed, nothing breaks. */
class TokenFuzzTest {
  private static final long SEED = 20_260_301;

  private static final String[] PIECES = {
    "\"alg\":\"none\"",
    "\"kid\":\"key-1\"",
    "\"crit\":[]",
    "\"b64\":false",
    "\"sub\":\"admin\"",
    "\"iss\":",
    "\"aud\":",
    "\"exp\":",
    "\"act\":{\"sub\":\"x\"}",
  };

  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.start(clock);
  private final Random random = new Random(SEED);
  private final Mutations mutations = new Mutations(SEED, PIECES);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(JwtVerifier.class);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    issuer.close();
  }

  private JwtVerifier verifier() {
    return Identifiabl.builder(issuer.issuer(), AUDIENCE).clock(clock).buildVerifier();
  }

  @Test
  void believesNoTokenWhoseHeaderOrClaimsWereChanged() {
    JwtVerifier verifier = verifier();
    String good = issuer.token().audience(AUDIENCE, "b").scope("a").claim("org_id", "o").mint();
    String[] parts = good.split("\\.", -1);
    assertThat(Verdict.of(verifier.verify(good))).isEqualTo(Verdict.VERIFIED);
    for (int i = 0; i < 6_000; i++) {
      String[] changed = parts.clone();
      int part = random.nextInt(2);
      changed[part] = TestKey.base64(mutations.of(Base64.getUrlDecoder().decode(parts[part])));
      if (!Arrays.equals(changed, parts)) {
        Denial denial = Verdict.denial(verifier.verify(String.join(".", changed)));
        assertThat(denial.status()).as("mutation %d", i).isEqualTo(401);
      }
    }
    assertThat(log.list).as("tokens that made the verifier throw").isEmpty();
  }

  @Test
  void believesOfSignedClaimsOnlyWhatCanBeBelieved() {
    JwtVerifier verifier = verifier();
    String header = "{\"alg\":\"RS256\",\"kid\":\"" + issuer.key().kid() + "\"}";
    String claims =
        "{\"iss\":\"%s\",\"aud\":[\"%s\",\"x\"],\"sub\":\"u\",\"exp\":%d,\"act\":{\"sub\":\"a\"}}"
            .formatted(issuer.issuer(), AUDIENCE, clock.instant().getEpochSecond() + 60);
    int believed = 0;
    for (int i = 0; i < 700; i++) {
      String text = new String(mutations.of(claims.getBytes(UTF_8)), UTF_8);
      Verification verification = verifier.verify(issuer.signRaw(header, text));
      if (verification instanceof Verification.Verified verified) {
        believed++;
        Identity identity = verified.identity();
        assertThat(identity.subject()).as(text).isNotBlank();
        assertThat(identity.issuer()).as(text).isEqualTo(issuer.issuer());
        assertThat(identity.claims().get("aud").toString()).as(text).contains(AUDIENCE);
        assertThat((Number) identity.claims().get("exp")).as(text).isNotNull();
      } else {
        assertThat(Verdict.denial(verification).status()).as(text).isEqualTo(401);
      }
    }
    assertThat(believed).as("mutations that leave a good token").isPositive();
    assertThat(log.list).as("tokens that made the verifier throw").isEmpty();
  }

  @Test
  void takesWhatIssuersPublishForKeysOrForNone() {
    byte[] jwks = issuer.jwks().getBytes(UTF_8);
    JwkReader reader = new JwkReader(Algorithms.named(List.of("RS256", "ES256")).values());
    for (int i = 0; i < 4_000; i++) {
      byte[] changed = mutations.of(jwks);
      try {
        assertThat(reader.read(changed).keys().size()).isLessThanOrEqualTo(1);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasNoSuppressedExceptions(); // the only way to say that these are no keys
      }
    }
  }

  @Test
  void answersEveryHeaderWith401() {
    Identifiabl layer =
        Identifiabl.builder(issuer.issuer(), AUDIENCE)
            .apiKeys(InMemoryApiKeys.of())
            .clock(clock)
            .build();
    byte[] bearer = "Bearer mcp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".getBytes(UTF_8);
    for (int i = 0; i < 4_000; i++) {
      var request = Requests.with("Authorization", new String(mutations.of(bearer), UTF_8));
      assertThat(Requests.denial(layer.before(request)).status()).isEqualTo(401);
      request = Requests.with("X-API-Key", new String(mutations.of(bearer), UTF_8).substring(1));
      assertThat(Requests.denial(layer.before(request)).status()).isEqualTo(401);
    }
  }
}
