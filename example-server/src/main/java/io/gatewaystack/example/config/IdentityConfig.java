package io.gatewaystack.example.config;

import io.gatewaystack.identifiabl.IssuerPreset;
import io.gatewaystack.identifiabl.TrustedIssuer;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.ValidatablBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom the server believes.
 *
 * @param issuer the issuer of tokens
 * @param preset how the issuer writes its tokens
 * @param audiences the audiences accepted, at least one
 * @param jwksUri where the issuer's keys are; derived from the issuer when absent
 * @param algorithm the signature algorithm accepted
 * @param clockSkew how far clocks may differ
 * @param requiredClaims claims without which a token is refused
 * @param scopePrefix what stands in front of every scope here that tokens name without it
 * @param scopes scopes advertised to clients
 * @param requiredScopes scopes every call needs
 * @param apiKeys the file of API keys; none are accepted without it
 */
public record IdentityConfig(
    String issuer,
    IssuerPreset preset,
    List<String> audiences,
    Optional<URI> jwksUri,
    String algorithm,
    Duration clockSkew,
    List<String> requiredClaims,
    String scopePrefix,
    List<String> scopes,
    List<String> requiredScopes,
    Optional<Path> apiKeys) {

  /** The write scope of the server's own routes. */
  public static final String WRITE = "tool:write";

  private static final Map<String, String> ALGORITHMS =
      new TreeMap<>(
          Map.of(
              "rs256", "RS256", "rs384", "RS384", "rs512", "RS512", "ps256", "PS256", "ps384",
              "PS384", "ps512", "PS512"));

  private static final Map<String, IssuerPreset> PRESETS =
      Stream.of("custom", "auth0", "okta", "entra", "keycloak", "clerk", "cognito")
          .collect(
              Collectors.toMap(
                  Function.identity(),
                  name -> IssuerPreset.named(name).orElseThrow(),
                  (a, b) -> a,
                  TreeMap::new));

  private static final String DEMO_AUDIENCE = "https://gateway.local/api";

  static IdentityConfig from(Environment env, DemoConfig demo) {
    int before = env.problemCount();
    boolean on = demo.enabled();
    String suffix = on ? "_DEMO" : "";
    String issuer =
        on
            ? env.text("OAUTH_ISSUER_DEMO", demo.issuer())
            : env.require("OAUTH_ISSUER", "the URL of whoever issues your tokens");
    env.checkTrusted("OAUTH_ISSUER" + suffix, env.uri("OAUTH_ISSUER" + suffix));
    if (!on) {
      env.require("OAUTH_AUDIENCE", "the audience that your tokens name");
    }
    List<String> audiences = env.words("OAUTH_AUDIENCE" + suffix, on ? DEMO_AUDIENCE : "missing");
    if (audiences.isEmpty()) {
      env.problem("OAUTH_AUDIENCE" + suffix, "(expected: at least one audience)");
    }
    Optional<URI> jwksUri = env.uri("OAUTH_JWKS_URI" + suffix);
    IdentityConfig config =
        new IdentityConfig(
            issuer,
            on
                ? IssuerPreset.STANDARD.withSource("demo")
                : env.choice("OAUTH_PRESET", PRESETS).orElse(IssuerPreset.STANDARD),
            audiences,
            jwksUri,
            env.choice("OAUTH_ENFORCE_ALG", ALGORITHMS).orElse("RS256"),
            Duration.ofSeconds(env.number("JWT_CLOCK_TOLERANCE", 60, 0, 60)),
            requiredClaims(env),
            env.text("OAUTH_SCOPE_PREFIX", ""),
            env.words(
                "OAUTH_SCOPES" + suffix, on ? "tool:read tool:write" : "openid email profile"),
            env.words("OAUTH_REQUIRED_SCOPES", ""),
            env.file("API_KEYS_FILE"));
    config.check(env, suffix, before);
    return env.problemCount() == before ? config : config.withoutScopes();
  }

  /** So that what is unfit is told once, and not by everything that needs it besides. */
  private IdentityConfig withoutScopes() {
    return with(issuer, "", List.of(), List.of());
  }

  private static List<String> requiredClaims(Environment env) {
    String name = "OAUTH_REQUIRED_CLAIMS";
    List<String> claims = env.words(name, "");
    if (claims.isEmpty() && env.find(name).isPresent()) {
      env.problem(name, "(expected: at least one claim)");
    }
    return claims;
  }

  /** Lets the layers judge what fits so far, setting by setting and then together. */
  private void check(Environment env, String suffix, int before) {
    String scopesName = "OAUTH_SCOPES" + suffix;
    env.judged(scopesName, () -> Validatabl.builder().baseScopes(baseScopes()));
    env.judged(
        "OAUTH_REQUIRED_SCOPES",
        () -> Validatabl.builder().requireScopes(requiredScopes.toArray(String[]::new)));
    env.judged(
        "OAUTH_SCOPE_PREFIX",
        () -> TrustedIssuer.builder("https://any.example", "any").scopePrefix(scopePrefix).build());
    jwksUri.ifPresent(
        keys ->
            env.judged(
                "OAUTH_JWKS_URI" + suffix,
                () -> TrustedIssuer.builder("https://any.example", "any").jwksUri(keys).build()));
    if (env.problemCount() == before) {
      env.judged("OAUTH_ISSUER" + suffix, this::trusted);
      env.judged(
          scopesName + ", OAUTH_REQUIRED_SCOPES",
          () -> addTo(Validatabl.builder()).route("*", "/", WRITE).build());
    }
  }

  /**
   * Whoever issues most tokens.
   *
   * @throws IllegalArgumentException when a setting is unfit
   */
  public TrustedIssuer trusted() {
    TrustedIssuer.Builder builder =
        TrustedIssuer.builder(issuer, audiences.toArray(String[]::new))
            .preset(preset)
            .requiredClaims(requiredClaims.toArray(String[]::new))
            .scopePrefix(scopePrefix);
    jwksUri.ifPresent(builder::jwksUri);
    return builder.build();
  }

  /**
   * Lets an authorization layer need the scopes that every call needs, and name the others.
   *
   * @throws IllegalArgumentException when a scope is unfit
   */
  public ValidatablBuilder addTo(ValidatablBuilder builder) {
    return builder.baseScopes(baseScopes()).requireScopes(requiredScopes.toArray(String[]::new));
  }

  /** What every challenge asks for. */
  public List<String> challengeScopes() {
    return Stream.concat(Stream.of(baseScopes()), requiredScopes.stream()).distinct().toList();
  }

  /** What is advertised, without what never is (MCP authorization, "Scope selection"). */
  private String[] baseScopes() {
    return scopes.stream().filter(s -> !s.equals("offline_access")).toArray(String[]::new);
  }

  /** The same with the issuer that demo mode has started. */
  IdentityConfig withIssuer(String started) {
    return with(started, scopePrefix, scopes, requiredScopes);
  }

  private IdentityConfig with(
      String otherIssuer, String prefix, List<String> advertised, List<String> required) {
    return new IdentityConfig(
        otherIssuer,
        preset,
        audiences,
        jwksUri,
        algorithm,
        clockSkew,
        requiredClaims,
        prefix,
        advertised,
        required,
        apiKeys);
  }
}
