package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.testing.ProviderShape;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TokenBuilder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every preset on tokens as its provider writes them, with the keys where the provider has them.
 */
class IssuerPresetTest {
  private static final TestClock CLOCK = TestClock.at("2026-03-01T12:00:00Z");
  private static final Map<ProviderShape, TestIssuer> ISSUERS = new EnumMap<>(ProviderShape.class);

  @BeforeAll
  static void start() {
    for (ProviderShape shape : ProviderShape.values()) {
      ISSUERS.put(shape, shape.start(CLOCK));
    }
  }

  @AfterAll
  static void stop() {
    ISSUERS.values().forEach(TestIssuer::close);
  }

  private static IssuerPreset preset(ProviderShape shape) {
    return switch (shape) {
      case AUTH0 -> IssuerPreset.AUTH0;
      case OKTA -> IssuerPreset.OKTA;
      case ENTRA -> IssuerPreset.ENTRA;
      case KEYCLOAK -> IssuerPreset.KEYCLOAK;
      case CLERK, CLERK_2 -> IssuerPreset.CLERK;
      case COGNITO -> IssuerPreset.COGNITO;
    };
  }

  private static JwtVerifier verifier(ProviderShape shape, TestIssuer issuer) {
    return Identifiabl.builder(issuer.issuer(), AUDIENCE)
        .preset(preset(shape))
        .clock(CLOCK)
        .buildVerifier();
  }

  private static void with(ProviderShape shape, BiConsumer<TestIssuer, JwtVerifier> test) {
    TestIssuer issuer = ISSUERS.get(shape);
    test.accept(issuer, verifier(shape, issuer));
  }

  private static String verdict(ProviderShape shape, UnaryOperator<TokenBuilder> change) {
    TestIssuer issuer = ISSUERS.get(shape);
    String token = change.apply(shape.token(issuer, AUDIENCE)).mint();
    return Verdict.of(verifier(shape, issuer).verify(token));
  }

  private record Expected(String tenant, Set<String> scopes, Set<String> roles) {}

  static Stream<Arguments> shapes() {
    return Stream.of(
        arguments(
            ProviderShape.AUTH0,
            "auth0",
            new Expected(
                "org_acme", Set.of("openid", "profile", "tool:read", "tool:write"), Set.of())),
        arguments(
            ProviderShape.OKTA,
            "okta",
            new Expected(null, Set.of("openid", "tool:read"), Set.of("Everyone", "staff"))),
        arguments(
            ProviderShape.ENTRA,
            "entra",
            new Expected(
                "9122040d-tenant", Set.of("tool.read", "tool.write"), Set.of("Tool.Admin"))),
        arguments(
            ProviderShape.KEYCLOAK,
            "keycloak",
            new Expected(
                null, Set.of("openid", "email", "tool:read"), Set.of("offline_access", "staff"))),
        arguments(
            ProviderShape.CLERK,
            "clerk",
            new Expected("org_2a", Set.of("org:tools:read"), Set.of("org:admin"))),
        arguments(
            ProviderShape.CLERK_2, "clerk", new Expected("org_2a", Set.of(), Set.of("admin"))),
        arguments(
            ProviderShape.COGNITO,
            "cognito",
            new Expected(null, Set.of("openid", "tools/read"), Set.of("staff"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void readsTokensOfItsProvider(ProviderShape shape, String source, Expected expected) {
    with(
        shape,
        (issuer, verifier) -> {
          TokenBuilder token = shape.token(issuer, AUDIENCE).subject("the subject");

          Identity identity = Verdict.identity(verifier.verify(token.mint()));

          assertThat(identity.subject()).isEqualTo("the subject");
          assertThat(identity.issuer()).isEqualTo(issuer.issuer());
          assertThat(identity.source()).isEqualTo(source);
          assertThat(identity.tenantId()).isEqualTo(expected.tenant());
          assertThat(identity.scopes()).isEqualTo(expected.scopes());
          assertThat(identity.roles()).isEqualTo(expected.roles());
        });
  }

  @ParameterizedTest
  @EnumSource
  void refusesTokensForSomebodyElse(ProviderShape shape) {
    with(
        shape,
        (issuer, verifier) -> {
          String token = shape.token(issuer, AUDIENCE + ".evil.example").mint();
          assertThat(Verdict.of(verifier.verify(token))).isEqualTo("invalid_audience");
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"CLERK", "CLERK_2", "COGNITO"})
  void doesNotTakeAudForTheAudienceWhereItStandsElsewhere(ProviderShape shape) {
    String claim = preset(shape).audienceClaim();
    assertThat(verdict(shape, t -> t.without(claim).audience(AUDIENCE)))
        .isEqualTo("invalid_audience");
  }

  @ParameterizedTest
  @EnumSource(names = {"CLERK", "CLERK_2", "COGNITO"})
  void demandsThatAudNamesUsWhereItIsThereToo(ProviderShape shape) {
    assertThat(verdict(shape, t -> t.audience("x", AUDIENCE))).isEqualTo(VERIFIED);
    assertThat(verdict(shape, t -> t.audience("x"))).isEqualTo("invalid_audience");
    assertThat(verdict(shape, t -> t.claim("aud", null))).isEqualTo("invalid_audience");
    assertThat(verdict(shape, t -> t.claim("aud", List.of()))).isEqualTo("invalid_audience");
  }

  static Stream<Arguments> otherTokens() {
    return Stream.of(
        other(ProviderShape.COGNITO, "ID token", "token_use", "id"),
        other(ProviderShape.COGNITO, "refresh token", "token_use", "refresh"),
        other(ProviderShape.COGNITO, "list of uses", "token_use", List.of("access")),
        other(ProviderShape.KEYCLOAK, "ID token", "typ", "ID"),
        other(ProviderShape.KEYCLOAK, "refresh token", "typ", "Refresh"),
        other(ProviderShape.KEYCLOAK, "logout token", "typ", "Logout"),
        other(ProviderShape.ENTRA, "version 1", "ver", "1.0"));
  }

  private static Arguments other(ProviderShape shape, String name, String claim, Object value) {
    return arguments(shape, name, claim, value);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("otherTokens")
  void refusesTheProvidersOtherTokens(
      ProviderShape shape, String name, String claim, Object value) {
    assertThat(verdict(shape, t -> t.claim(claim, value))).isEqualTo("type_not_allowed");
    assertThat(verdict(shape, t -> t.without(claim))).isEqualTo("type_not_allowed");
  }

  @ParameterizedTest
  @EnumSource(names = {"CLERK", "CLERK_2"})
  void refusesPendingSessionsOfClerk(ProviderShape shape) {
    assertThat(verdict(shape, t -> t.claim("sts", "pending"))).isEqualTo("type_not_allowed");
    assertThat(verdict(shape, t -> t.claim("sts", "active"))).isEqualTo(VERIFIED);
    assertThat(verdict(ProviderShape.OKTA, t -> t.claim("sts", "pending"))).isEqualTo(VERIFIED);
  }

  @Test
  void whatIsChangedOfAPresetLeavesWhatItRefuses() {
    IssuerPreset changed =
        IssuerPreset.CLERK
            .withSource("ours")
            .withAudienceClaim("aud")
            .withClaimNames(ClaimNames.DEFAULT);
    assertThat(changed.refusedValues()).isEqualTo(IssuerPreset.CLERK.refusedValues());
  }

  @Test
  void refusesLogoutTokensByTheirHeader() {
    assertThat(verdict(ProviderShape.KEYCLOAK, t -> t.header("typ", "logout+jwt")))
        .isEqualTo("type_not_allowed");
  }

  @Test
  void grantsNoRolesOfTheWrongForm() {
    with(
        ProviderShape.KEYCLOAK,
        (issuer, verifier) -> {
          TokenBuilder token = ProviderShape.KEYCLOAK.token(issuer, AUDIENCE);
          for (Object realm : List.of("admin", List.of("admin"), Map.of("roles", Map.of("a", 1)))) {
            Identity identity =
                Verdict.identity(verifier.verify(token.claim("realm_access", realm).mint()));
            assertThat(identity.roles()).isEmpty();
          }
        });
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "ya29.a0AfB_byC-made_up-opaque",
        "1//0g-made-up-refresh",
        "00a-made-up-okta-org-token",
        "gho_madeUpOpaqueToken"
      })
  void refusesOpaqueTokensAndSaysSo(String token) {
    with(
        ProviderShape.AUTH0,
        (issuer, verifier) -> {
          var denial = Verdict.denial(verifier.verify(token));
          assertThat(denial.status()).isEqualTo(401);
          assertThat(denial.code()).isEqualTo("malformed_token");
          assertThat(denial.description()).contains("opaque");
          assertThat(verifier.metrics().keyFetches()).isZero();
        });
  }

  @Test
  void isFoundByItsSource() {
    assertThat(IssuerPreset.all())
        .hasSize(7)
        .allSatisfy(preset -> assertThat(IssuerPreset.named(preset.source())).contains(preset));
    assertThat(IssuerPreset.named("KeyCloak")).contains(IssuerPreset.KEYCLOAK);
    assertThat(IssuerPreset.named("custom")).contains(IssuerPreset.STANDARD);
    assertThat(IssuerPreset.named("google")).isEmpty();
  }

  @Test
  void refusesBlankNames() {
    refuses("source", () -> IssuerPreset.STANDARD.withSource(" "));
    refuses("audienceClaim", () -> IssuerPreset.STANDARD.withAudienceClaim(""));
    refuses("keysPath", () -> preset(Map.of(), ""));
    refuses("requiredValues", () -> preset(Map.of(" ", "x"), "keys"));
    refuses("requiredValues.use", () -> preset(Map.of("use", ""), "keys"));
  }

  private static IssuerPreset preset(Map<String, String> values, String keysPath) {
    return new IssuerPreset("own", ClaimNames.DEFAULT, "aud", values, keysPath);
  }

  private static void refuses(String setting, ThrowingCallable made) {
    assertThatThrownBy(made)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(setting + ": ");
  }

  @Test
  void refusesAnIssuerItsKeysPathDoesNotFit() {
    assertThatThrownBy(
            () ->
                TrustedIssuer.builder("https://login.microsoftonline.com", "a")
                    .preset(IssuerPreset.ENTRA)
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("issuer: ");
  }
}
