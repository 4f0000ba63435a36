package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TokenBuilder;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two issuers whose keys have the same ids: what belongs to one must never do for the other. */
class TrustedIssuersTest {
  private static final String STAFF_AUDIENCE = "urn:staff";
  private static final String CUSTOMER_AUDIENCE = "urn:customers";

  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  private final TestIssuer staff = TestIssuer.start(clock);
  private final TestIssuer customers = TestIssuer.start(clock);
  private final JwtVerifier verifier = builder().buildVerifier();

  private IdentifiablBuilder builder() {
    return Identifiabl.builder(staff.issuer(), STAFF_AUDIENCE)
        .source("staff")
        .trust(
            TrustedIssuer.builder(customers.issuer() + "/", CUSTOMER_AUDIENCE, "urn:beta")
                .source("customers")
                .claimNames(ClaimNames.DEFAULT.withTenant("company"))
                .requiredClaims("company")
                .build())
        .clock(clock);
  }

  @AfterEach
  void stop() {
    staff.close();
    customers.close();
  }

  private TokenBuilder ofStaff() {
    return staff.token().audience(STAFF_AUDIENCE).subject("ada").claim("org_id", "us");
  }

  private TokenBuilder ofCustomer() {
    return customers.token().audience(CUSTOMER_AUDIENCE).subject("ada").claim("company", "acme");
  }

  private String verdict(TokenBuilder token) {
    return Verdict.of(verifier.verify(token.mint()));
  }

  @Test
  void readsTokensOfEachByItsOwnRules() {
    Identity first = Verdict.identity(verifier.verify(ofStaff().mint()));
    Identity second = Verdict.identity(verifier.verify(ofCustomer().claim("org_id", 7).mint()));

    assertThat(first.source()).isEqualTo("staff");
    assertThat(first.tenantId()).isEqualTo("us");
    assertThat(second.source()).isEqualTo("customers");
    assertThat(second.tenantId()).isEqualTo("acme");
    assertThat(second.issuer()).isEqualTo(customers.issuer());
    assertThat(first.samePrincipal(second)).isFalse();
    assertThat(verdict(ofCustomer().without("company"))).isEqualTo("missing_claim");
  }

  @Test
  void acceptsOnlyTheAudiencesOfTheIssuer() {
    assertThat(verdict(ofCustomer().audience("urn:beta"))).isEqualTo(VERIFIED);
    assertThat(verdict(ofStaff().audience("urn:beta"))).isEqualTo("invalid_audience");
    assertThat(verdict(ofStaff().audience(CUSTOMER_AUDIENCE))).isEqualTo("invalid_audience");
    assertThat(verdict(ofCustomer().audience(STAFF_AUDIENCE))).isEqualTo("invalid_audience");
  }

  @Test
  void believesNoIssuerWithTheOthersKey() {
    assertThat(staff.key().kid()).isEqualTo(customers.key().kid());
    assertThat(verdict(ofStaff().signedBy(customers.key()))).isEqualTo("bad_signature");
    assertThat(verdict(ofCustomer().signedBy(staff.key()))).isEqualTo("bad_signature");
    customers.addKey();
    assertThat(verdict(ofStaff().signedBy(customers.key()))).isEqualTo("unknown_key");
  }

  @Test
  void refusesEveryOtherIssuerBeforeLookingForKeys() {
    try (TestIssuer stranger = TestIssuer.start(clock)) {
      for (String issuer :
          new String[] {
            stranger.issuer(),
            staff.issuer() + "x",
            staff.issuer().toUpperCase(Locale.ROOT),
            "",
            "null"
          }) {
        String token = stranger.token().issuer(issuer).audience(STAFF_AUDIENCE).mint();
        assertThat(Verdict.of(verifier.verify(token))).as(issuer).isEqualTo("invalid_issuer");
      }
      assertThat(stranger.jwksFetches()).isZero();
      assertThat(verifier.metrics().keyFetches()).isZero();
    }
  }

  @Test
  void letsNoOutageOrFloodOfOneTouchTheOther() {
    staff.stop();
    assertThat(verdict(ofStaff())).isEqualTo("jwks_unavailable");
    assertThat(verdict(ofCustomer())).isEqualTo(VERIFIED);

    for (int i = 0; i < 1_000; i++) {
      assertThat(Verdict.of(verifier.verify(unsigned(customers.issuer(), i))))
          .isEqualTo("unknown_key");
    }
    staff.restart();
    clock.advance(Duration.ofSeconds(30));

    assertThat(verdict(ofStaff())).isEqualTo(VERIFIED);
    assertThat(staff.jwksFetches()).isEqualTo(1);
    assertThat(customers.jwksFetches()).isEqualTo(2);
    assertThat(verifier.metrics().keyFetches()).isEqualTo(4);
    assertThat(verifier.metrics().keyFetchFailures()).isEqualTo(1);
  }

  private static String unsigned(String issuer, int kid) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"random-" + kid + "\"}";
    String payload = "{\"iss\":\"" + issuer + "\"}";
    return TestKey.base64(header.getBytes(UTF_8))
        + '.'
        + TestKey.base64(payload.getBytes(UTF_8))
        + ".AAAA";
  }

  @Test
  void forgetsTokensOfTheIssuerWhoseKeysChangedAndOfNoOther() {
    String first = ofStaff().mint();
    String second = ofCustomer().mint();
    assertThat(Verdict.of(verifier.verify(first))).isEqualTo(VERIFIED);
    assertThat(Verdict.of(verifier.verify(second))).isEqualTo(VERIFIED);

    staff.rotate();
    assertThat(verdict(ofStaff().subject("new"))).isEqualTo(VERIFIED);

    assertThat(Verdict.of(verifier.verify(second))).isEqualTo(VERIFIED);
    assertThat(verifier.metrics().cacheHits()).isEqualTo(1);
    assertThat(Verdict.of(verifier.verify(first))).isEqualTo("unknown_key");
  }

  @Test
  void refusesToTrustAnIssuerTwice() {
    TrustedIssuer again = TrustedIssuer.builder(staff.issuer() + "/", "urn:else").build();
    assertThatThrownBy(() -> builder().trust(again).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("trust: " + staff.issuer());
  }

  @Test
  void startsWithoutAnIssuerAndTrustsThoseAddedLater() {
    JwtVerifier added =
        Identifiabl.builder()
            .trust(TrustedIssuer.builder(staff.issuer(), STAFF_AUDIENCE).build())
            .clock(clock)
            .buildVerifier();
    assertThat(Verdict.of(added.verify(ofStaff().mint()))).isEqualTo(VERIFIED);
    assertThat(Verdict.of(added.verify(ofCustomer().mint()))).isEqualTo("invalid_issuer");
  }

  @Test
  void refusesToTrustNobody() {
    assertThatThrownBy(() -> Identifiabl.builder().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("trust: ");
    assertThatThrownBy(() -> Identifiabl.builder().buildVerifier())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("trust: ");
  }

  @Test
  void refusesSettingsOfAnIssuerThatWasNotNamed() {
    assertThatThrownBy(() -> Identifiabl.builder().source("x"))
        .isInstanceOf(IllegalStateException.class);
  }
}
