package io.gatewaystack.identifiabl;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.Fetcher;
import io.gatewaystack.context.net.JdkFetcher;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of {@link Identifiabl}. Nothing is fetched before the first token arrives.
 * Not safe for use by several threads.
 */
public final class IdentifiablBuilder {
  private static final String WELL_KNOWN_KEYS = "/.well-known/jwks.json";

  private final String issuer;
  private final List<String> audiences;
  private @Nullable URI jwksUri;
  private List<String> algorithms = List.of("RS256");
  private Duration clockSkew = Duration.ofSeconds(60);
  private int maxTokenLength = 8 * 1024;
  private Duration cacheCap = Duration.ofSeconds(60);
  private int cacheEntries = 10_000;
  private Duration jwksMaxAge = Duration.ofMinutes(10);
  private Duration jwksMaxStale = Duration.ofHours(1);
  private Duration jwksTimeout = Duration.ofSeconds(5);
  private Duration jwksCooldown = Duration.ofSeconds(30);
  private @Nullable Fetcher fetcher;
  private TimeSource time = TimeSource.system();
  private List<String> challengeScopes = List.of();
  private ClaimNames claimNames = ClaimNames.DEFAULT;
  private Set<String> requiredClaims = Set.of();
  private String source = "custom";

  IdentifiablBuilder(String issuer, String... audiences) {
    this.issuer = issuer;
    this.audiences = List.of(audiences);
  }

  /** Sets where the keys are; by default {@code /.well-known/jwks.json} below the issuer. */
  public IdentifiablBuilder jwksUri(URI uri) {
    jwksUri = uri;
    return this;
  }

  /** Sets the signature algorithms to accept (RFC 7518), asymmetric ones; by default RS256 only. */
  public IdentifiablBuilder algorithms(String... names) {
    algorithms = List.of(names);
    return this;
  }

  /** Sets how far the issuer's clock may be from ours: 0 to 60 seconds, the default. */
  public IdentifiablBuilder clockSkew(Duration skew) {
    clockSkew = skew;
    return this;
  }

  /** Sets the longest token looked at: 256 to 65536 characters, by default 8192. */
  public IdentifiablBuilder maxTokenLength(int characters) {
    maxTokenLength = characters;
    return this;
  }

  /**
   * Sets how long it is remembered that the signature, issuer and type of a token were verified,
   * and of how many tokens. Audience and times are judged every time, and other keys of the issuer
   * mean to verify again.
   *
   * @param cap at most an hour, by default 60 seconds; zero switches the memory off
   * @param entries by default 10000; tokens over 1 KiB count as several
   */
  public IdentifiablBuilder tokenCache(Duration cap, int entries) {
    cacheCap = cap;
    cacheEntries = entries;
    return this;
  }

  /** Sets how old the keys may get before they are fetched anew; by default 10 minutes. */
  public IdentifiablBuilder jwksMaxAge(Duration age) {
    jwksMaxAge = age;
    return this;
  }

  /** Sets how old the keys may get while they cannot be fetched; by default an hour. */
  public IdentifiablBuilder jwksMaxStale(Duration age) {
    jwksMaxStale = age;
    return this;
  }

  /** Sets how long a fetch of the keys may take; by default 5 seconds. */
  public IdentifiablBuilder jwksTimeout(Duration timeout) {
    jwksTimeout = timeout;
    return this;
  }

  /**
   * Sets the least time between two fetches caused by a token that names an unknown key, and from a
   * failed fetch to the next one; by default 30 seconds.
   */
  public IdentifiablBuilder jwksCooldown(Duration cooldown) {
    jwksCooldown = cooldown;
    return this;
  }

  /** Sets what fetches the keys; by default the JDK's client, to public addresses or loopback. */
  public IdentifiablBuilder fetcher(Fetcher newFetcher) {
    fetcher = newFetcher;
    return this;
  }

  /** Sets the clock for everything; by default the system's clocks. */
  public IdentifiablBuilder clock(InstantSource clock) {
    time = TimeSource.of(clock);
    return this;
  }

  /** Sets the scopes a challenge asks for; by default none. */
  public IdentifiablBuilder challengeScopes(String... scopes) {
    challengeScopes = List.of(scopes);
    return this;
  }

  /** Sets which claims say what. */
  public IdentifiablBuilder claimNames(ClaimNames names) {
    claimNames = names;
    return this;
  }

  /** Sets claims without which a token is refused, e.g. {@code org_id}; by default none. */
  public IdentifiablBuilder requiredClaims(String... names) {
    requiredClaims = new LinkedHashSet<>(Arrays.asList(names));
    return this;
  }

  /** Sets what identities say about where they come from; by default {@code custom}. */
  public IdentifiablBuilder source(String name) {
    source = name;
    return this;
  }

  /**
   * The layer.
   *
   * @throws IllegalArgumentException when a setting is missing, unsafe or out of range; the message
   *     names it
   */
  public Identifiabl build() {
    return new Identifiabl(buildVerifier(), challengeScopes);
  }

  /**
   * Only the verifier, for tokens that do not arrive in a request.
   *
   * @throws IllegalArgumentException as {@link #build}
   */
  public JwtVerifier buildVerifier() {
    TokenRules rules =
        new TokenRules(
            Algorithms.named(algorithms), clockSkew, maxTokenLength, cacheCap, cacheEntries);
    return new JwtVerifier(rules, trustedIssuer(rules), time);
  }

  private TrustedIssuer trustedIssuer(TokenRules rules) {
    Expect.secure("issuer", issuer);
    String name = TrustedIssuer.trimmed(issuer);
    URI uri = jwksUri == null ? URI.create(name + WELL_KNOWN_KEYS) : jwksUri;
    JwksSettings settings =
        new JwksSettings(
            uri,
            fetcher == null ? new JdkFetcher(AddressPolicy.httpsOrLoopback()) : fetcher,
            jwksMaxAge,
            jwksMaxStale,
            jwksTimeout,
            jwksCooldown);
    JwksKeys keys = new JwksKeys(settings, new JwkReader(rules.algorithms().values()), time);
    return new TrustedIssuer(
        name,
        new LinkedHashSet<>(audiences),
        keys,
        new ClaimMapping(claimNames, source),
        requiredClaims);
  }
}
