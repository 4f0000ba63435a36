package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TokenBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an owner may set about one issuer. */
class TrustedIssuerTest {
  private static final TestIssuer ISSUER = TestIssuer.start();

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private static TrustedIssuer.Builder issuer() {
    return TrustedIssuer.builder(ISSUER.issuer(), AUDIENCE);
  }

  private static Verification verify(TrustedIssuer.Builder issuer, TokenBuilder token) {
    return Identifiabl.builder().trust(issuer.build()).buildVerifier().verify(token.mint());
  }

  private static TokenBuilder good() {
    return ISSUER.token().audience(AUDIENCE);
  }

  @Test
  void readsClaimsWithTheOwnersExtractor() {
    ClaimExtractor extractor =
        (claims, identity) -> {
          Map<?, ?> context = (Map<?, ?>) claims.get("https://example.com/context");
          identity.tenantId((String) context.get("tenant")).roles(List.of("r-" + claims.get("x")));
        };
    TokenBuilder token =
        good()
            .claim("https://example.com/context", Map.of("tenant", "acme"))
            .claim("org_id", "by name")
            .claim("x", 7)
            .scope("kept");

    Identity identity = Verdict.identity(verify(issuer().claimExtractor(extractor), token));

    assertThat(identity.tenantId()).isEqualTo("acme");
    assertThat(identity.roles()).containsExactly("r-7");
    assertThat(identity.scopes()).containsExactly("kept");
    assertThat(identity.subject()).isEqualTo("user-1");
  }

  @Test
  void callsTheExtractorOncePerRememberedToken() {
    AtomicInteger calls = new AtomicInteger();
    JwtVerifier verifier =
        Identifiabl.builder()
            .trust(issuer().claimExtractor((c, i) -> calls.incrementAndGet()).build())
            .buildVerifier();
    String token = good().mint();
    for (int i = 0; i < 5; i++) {
      assertThat(Verdict.of(verifier.verify(token))).isEqualTo(VERIFIED);
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void refusesTokensItsExtractorCannotRead() {
    ClaimExtractor failing =
        (claims, identity) -> {
          throw new IllegalStateException("secret " + claims);
        };
    var denial = Verdict.denial(verify(issuer().claimExtractor(failing), good()));
    assertThat(denial.code()).isEqualTo("invalid_claim");
    assertThat(denial.description()).doesNotContain("secret");
  }

  static Stream<Throwable> errors() {
    return Stream.of(
        new AssertionError("secret"), new StackOverflowError(), new IOException("not declared"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void refusesTokensOnWhichTheOwnersCodeFailsWorseThanWithAnException(Throwable error) {
    ClaimExtractor extractor =
        (claims, identity) -> TrustedIssuerTest.<RuntimeException>fail(error);
    UnaryOperator<String> userId = sub -> TrustedIssuerTest.<RuntimeException>fail(error);

    assertThat(Verdict.of(verify(issuer().claimExtractor(extractor), good())))
        .isEqualTo("invalid_claim");
    assertThat(Verdict.of(verify(issuer().userId(userId), good()))).isEqualTo("invalid_subject");
  }

  /** Checked exceptions too, as code of other languages on the JVM throws them. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> String fail(Throwable error) throws E {
    throw (E) error;
  }

  @ParameterizedTest(name = "tenant \"{0}\"")
  @ValueSource(strings = {" ", "a\nb", "\u200b"})
  void refusesUnusableTenantsOfAnExtractor(String tenant) {
    ClaimExtractor extractor = (claims, identity) -> identity.tenantId(tenant);
    assertThat(Verdict.of(verify(issuer().claimExtractor(extractor), good())))
        .isEqualTo("invalid_claim");
  }

  @Test
  void makesTheSubjectAsTheOwnerSays() {
    Identity identity =
        Verdict.identity(verify(issuer().userId(sub -> "auth0:" + sub), good().subject("7")));
    assertThat(identity.subject()).isEqualTo("auth0:7");
    assertThat(identity.claims()).containsEntry("sub", "7");
  }

  @Test
  void refusesSubjectsTheOwnerMakesNothingOf() {
    UnaryOperator<String> failing =
        sub -> {
          throw new IllegalStateException(sub);
        };
    assertThat(Verdict.of(verify(issuer().userId(failing), good()))).isEqualTo("invalid_subject");
    for (String made : new String[] {null, "", " ", "a\rb"}) {
      assertThat(Verdict.of(verify(issuer().userId(sub -> made), good())))
          .isEqualTo("invalid_subject");
    }
  }

  @Test
  void judgesTheTokensSubjectBeforeTheOwnerSeesIt() {
    assertThat(Verdict.of(verify(issuer().userId(sub -> "x"), good().subject(" "))))
        .isEqualTo("invalid_subject");
  }

  @Test
  void readsTheAudienceFromTheClaimItIsTold() {
    TokenBuilder token = ISSUER.token().claim("resource", AUDIENCE);
    assertThat(Verdict.of(verify(issuer().audienceClaim("resource"), token))).isEqualTo(VERIFIED);
    assertThat(Verdict.of(verify(issuer(), token))).isEqualTo("invalid_audience");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "/org/id, verified",
    "/org/name, missing_claim",
    "/org/none, missing_claim",
    "org.id, missing_claim",
    "/org, verified"
  })
  void demandsClaimsWithinOthers(String claim, String verdict) {
    TokenBuilder token = good().claim("org", Map.of("id", "o", "name", " "));
    assertThat(Verdict.of(verify(issuer().requiredClaims(claim), token))).isEqualTo(verdict);
  }

  @Test
  void takesDotsAndSlashesWithinNamesAsTheyAre() {
    ClaimNames names =
        ClaimNames.DEFAULT.withRoles("https://example.com/roles").withTenant("org.id");
    TokenBuilder token = good().claim("https://example.com/roles", "a").claim("org.id", "acme");
    Identity identity = Verdict.identity(verify(issuer().claimNames(names), token));
    assertThat(identity.roles()).containsExactly("a");
    assertThat(identity.tenantId()).isEqualTo("acme");
  }

  @Test
  void findsItsKeysWhereItIsTold() {
    TrustedIssuer elsewhere =
        TrustedIssuer.builder("https://idp.example", AUDIENCE).jwksUri(ISSUER.jwksUri()).build();
    String token = good().issuer("https://idp.example").mint();
    JwtVerifier verifier = Identifiabl.builder().trust(elsewhere).buildVerifier();
    assertThat(Verdict.of(verifier.verify(token))).isEqualTo(VERIFIED);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "https://idp.example/?q",
        "https://idp.example?",
        "https://idp.example/a#f",
        "https://idp.example/#"
      })
  void refusesAnIssuerWithAQueryOrAFragment(String name) {
    assertThatThrownBy(() -> TrustedIssuer.builder(name, AUDIENCE).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("issuer: " + name + " (expected: neither a query nor a fragment)");
    assertThatThrownBy(() -> TrustedIssuer.builder(name, AUDIENCE).discover().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("issuer: ");
  }

  @Test
  void refusesAPlaceOfKeysBesideDiscovery() {
    assertThatThrownBy(() -> issuer().jwksUri(ISSUER.jwksUri()).discover().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("jwksUri: ");
    assertThatThrownBy(() -> issuer().jwksUri(URI.create("http://idp.example/k")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("jwksUri: ");
  }

  @Test
  void aPathOfKeysThatIsUnfitIsNotTheIssuersFault() {
    URI keys = URI.create("https://idp.example/../keys");
    assertThatThrownBy(() -> issuer().jwksUri(keys).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("jwksUri: " + keys + " (expected: no .. in its path)");
    assertThatThrownBy(
            () ->
                TrustedIssuer.builder("https://idp.example", "a")
                    .preset(IssuerPreset.ENTRA)
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("issuer: https://idp.example (expected: a longer path)");
  }
}
