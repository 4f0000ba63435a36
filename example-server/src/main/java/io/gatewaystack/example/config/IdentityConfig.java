package io.gatewaystack.example.config;

import io.gatewaystack.identifiabl.IssuerPreset;
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
    List<String> scopes,
    List<String> requiredScopes,
    Optional<Path> apiKeys) {

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
    env.checkTrusted("OAUTH_JWKS_URI" + suffix, jwksUri);
    return new IdentityConfig(
        issuer,
        on
            ? IssuerPreset.STANDARD.withSource("demo")
            : env.choice("OAUTH_PRESET", PRESETS).orElse(IssuerPreset.STANDARD),
        audiences,
        jwksUri,
        env.choice("OAUTH_ENFORCE_ALG", ALGORITHMS).orElse("RS256"),
        Duration.ofSeconds(env.number("JWT_CLOCK_TOLERANCE", 60, 0, 60)),
        env.words("OAUTH_SCOPES" + suffix, on ? "tool:read tool:write" : "openid email profile"),
        env.words("OAUTH_REQUIRED_SCOPES", ""),
        env.file("API_KEYS_FILE"));
  }

  /** The same with the issuer that demo mode has started. */
  IdentityConfig withIssuer(String started) {
    return new IdentityConfig(
        started, preset, audiences, jwksUri, algorithm, clockSkew, scopes, requiredScopes, apiKeys);
  }
}
