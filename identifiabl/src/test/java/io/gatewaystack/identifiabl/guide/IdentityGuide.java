package io.gatewaystack.identifiabl.guide;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.identifiabl.ClaimNames;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.identifiabl.IdentifiablMetrics;
import io.gatewaystack.identifiabl.IssuerPreset;
import io.gatewaystack.identifiabl.JwtVerifier;
import io.gatewaystack.identifiabl.TrustedIssuer;
import io.gatewaystack.identifiabl.Verification;
import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyFile;
import io.gatewaystack.identifiabl.apikey.ApiKeyFileMetrics;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.IssuedApiKey;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Each part between {@code begin} and {@code end} stands in docs/identity.md, in this order. */
final class IdentityGuide {
  private IdentityGuide() {}

  static void start(ServletContext servletContext, String issuer) {
    // begin
    Identifiabl identity = Identifiabl.builder(issuer, "https://api.example").build();
    GovernanceFilter.register(servletContext, new GovernanceFilter(identity), "/*");
    // end
  }

  static String read(HttpServletRequest request) {
    // begin
    Identity caller = RequestContexts.from(request).require(Identity.class);
    String principal = caller.subject() + " at " + caller.issuer();
    // end
    return principal;
  }

  static List<Identifiabl> recipes() {
    return Stream.of(List.of(auth0()), largeProviders(), otherProviders())
        .flatMap(List::stream)
        .toList();
  }

  private static Identifiabl auth0() {
    // begin
    Identifiabl auth0 =
        Identifiabl.builder("https://acme.eu.auth0.com/", "https://api.example")
            .preset(IssuerPreset.AUTH0)
            .build();
    // end
    return auth0;
  }

  static Identifiabl rolesBesideAPreset(String issuer) {
    // begin
    ClaimNames auth0Names = IssuerPreset.AUTH0.claimNames();
    TrustedIssuer auth0WithRoles =
        TrustedIssuer.builder(issuer, "https://api.example")
            .preset(IssuerPreset.AUTH0)
            .claimNames(auth0Names.withRoles("https://acme.example/roles"))
            .build();
    // end
    return Identifiabl.builder().trust(auth0WithRoles).build();
  }

  private static List<Identifiabl> largeProviders() {
    // begin
    Identifiabl okta =
        Identifiabl.builder("https://acme.okta.com/oauth2/default", "api://default")
            .preset(IssuerPreset.OKTA)
            .build();
    // end
    // begin
    Identifiabl entra =
        Identifiabl.builder(
                "https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/v2.0",
                "6e74172b-be56-4843-9ff4-e66a39bb12e3")
            .preset(IssuerPreset.ENTRA)
            .requiredClaims("azp")
            .build();
    // end
    return List.of(okta, entra);
  }

  static Identifiabl wholeScopes(String issuer, String clientId) {
    // begin
    TrustedIssuer entra =
        TrustedIssuer.builder(issuer, clientId)
            .preset(IssuerPreset.ENTRA)
            .requiredClaims("azp")
            .scopePrefix("api://" + clientId + "/")
            .build();
    // end
    return Identifiabl.builder().trust(entra).build();
  }

  private static List<Identifiabl> otherProviders() {
    // begin
    Identifiabl keycloak =
        Identifiabl.builder("https://login.example/realms/acme", "https://api.example")
            .preset(IssuerPreset.KEYCLOAK)
            .build();
    // end
    // begin
    Identifiabl clerk =
        Identifiabl.builder("https://clerk.acme.example", "https://app.acme.example")
            .preset(IssuerPreset.CLERK)
            .build();
    // end
    // begin
    Identifiabl cognito =
        Identifiabl.builder(
                "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
                "7ddkpk1ik0ljs3l0ts6n7ecrjl")
            .preset(IssuerPreset.COGNITO)
            .build();
    // end
    // begin
    Identifiabl other =
        Identifiabl.builder()
            .trust(
                TrustedIssuer.builder("https://idp.example/tenant", "https://api.example")
                    .discover()
                    .claimNames(ClaimNames.DEFAULT.withRoles("/app/roles").withTenant("company"))
                    .source("idp.example")
                    .build())
            .build();
    // end
    return List.of(keycloak, clerk, cognito, other);
  }

  static Identifiabl several(String staffIssuer, String customerIssuer) {
    // begin
    Identifiabl identity =
        Identifiabl.builder()
            .trust(
                TrustedIssuer.builder(staffIssuer, "https://api.example")
                    .preset(IssuerPreset.OKTA)
                    .build())
            .trust(
                TrustedIssuer.builder(customerIssuer, "https://api.example", "urn:legacy-api")
                    .preset(IssuerPreset.AUTH0)
                    .requiredClaims("org_id")
                    .build())
            .build();
    // end
    return identity;
  }

  static Identifiabl claims(String issuer) {
    // begin
    TrustedIssuer trusted =
        TrustedIssuer.builder(issuer, "https://api.example")
            .requiredClaims("org_id", "/context/region")
            .userId(sub -> "auth0:" + sub)
            .claimExtractor(
                (claims, identity) -> {
                  if (claims.get("context") instanceof Map<?, ?> context) {
                    identity.plan((String) context.get("tier"));
                  }
                })
            .build();
    // end
    return Identifiabl.builder().trust(trusted).build();
  }

  static Optional<String> verify(Identifiabl identity, String token) {
    // begin
    JwtVerifier verifier = identity.verifier();
    Verification result = verifier.verify(token);
    String subject =
        result instanceof Verification.Verified verified ? verified.identity().subject() : null;
    // end
    return Optional.ofNullable(subject);
  }

  static Identifiabl apiKeys(Path path, String issuer) throws IOException {
    // begin
    ApiKeyFile keys = ApiKeyFile.builder(path).createIfMissing().open();
    Identifiabl identity = Identifiabl.builder(issuer, "https://api.example").apiKeys(keys).build();
    // end
    return identity;
  }

  static String issue(ApiKeyFile keys) throws IOException {
    // begin
    ApiKeyTerms terms =
        ApiKeyTerms.builder("nightly report")
            .subject("report-agent")
            .tenantId("acme")
            .scopes("tool:read")
            .plan("pro")
            .expiresAt(Instant.now().plus(365, ChronoUnit.DAYS))
            .build();
    IssuedApiKey issued = keys.create(terms);
    String shownOnce = issued.plaintext();
    // end
    return shownOnce;
  }

  static boolean revoke(ApiKeyFile keys) throws IOException {
    // begin
    List<ApiKey> all = keys.list();
    boolean revoked = keys.revoke(all.get(0).id());
    // end
    return revoked;
  }

  static String actors(Identity caller) {
    // begin
    String onBehalfOf = caller.subject();
    List<String> actors = caller.actorChain().stream().map(Identity.Actor::subject).toList();
    // end
    return onBehalfOf + " " + actors;
  }

  static Identifiabl anonymous(String issuer) {
    // begin
    Identifiabl identity =
        Identifiabl.builder(issuer, "https://api.example")
            .anonymousRoute("GET", "/catalogue/*")
            .anonymousRoute("POST", "/feedback")
            .build();
    // end
    return identity;
  }

  static void guard(HttpServletRequest request, HttpServletResponse response) throws IOException {
    // begin
    Optional<Identity> caller = RequestContexts.requireIdentity(request, response);
    if (caller.isEmpty()) {
      return; // 401 unauthorized was answered
    }
    // end
    response.setStatus(204);
  }

  static double hitRate(Identifiabl identity) {
    // begin
    IdentifiablMetrics numbers = identity.metrics();
    long asked = numbers.cacheHits() + numbers.cacheMisses();
    double remembered = asked == 0 ? 0 : (double) numbers.cacheHits() / asked;
    // end
    return remembered;
  }

  static boolean alarming(ApiKeyFile keys) {
    // begin
    ApiKeyFileMetrics file = keys.metrics();
    boolean alarm = file.outdated();
    // end
    return alarm;
  }

  static Identifiabl tuned(String issuer) {
    // begin
    Identifiabl identity =
        Identifiabl.builder(issuer, "https://api.example")
            .algorithms("RS256", "ES256")
            .clockSkew(Duration.ofSeconds(30))
            .tokenCache(Duration.ofSeconds(30), 50_000)
            .jwksMaxAge(Duration.ofMinutes(5))
            .jwksMaxStale(Duration.ofHours(2))
            .challengeScopes("tool:read")
            .build();
    // end
    return identity;
  }
}
