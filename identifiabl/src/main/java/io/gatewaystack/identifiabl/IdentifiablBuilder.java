package io.gatewaystack.identifiabl;

import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.Fetcher;
import io.gatewaystack.context.net.JdkFetcher;
import io.gatewaystack.identifiabl.apikey.ApiKeyStore;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of {@link Identifiabl}. Nothing is fetched before the first token arrives.
 * Not safe for use by several threads.
 */
public final class IdentifiablBuilder {
  private final TrustedIssuer.@Nullable Builder named;
  private final List<TrustedIssuer> others = new ArrayList<>();
  private final List<AnonymousRoute> anonymousRoutes = new ArrayList<>();
  private @Nullable ApiKeyStore apiKeys;
  private Duration knownKeys = Duration.ofSeconds(60);
  private Duration unknownKeys = Duration.ofSeconds(10);
  private int keyEntries = 10_000;
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

  IdentifiablBuilder(TrustedIssuer.@Nullable Builder named) {
    this.named = named;
  }

  /** Trusts one more issuer, with keys, audiences and claims of its own. */
  public IdentifiablBuilder trust(TrustedIssuer issuer) {
    others.add(issuer);
    return this;
  }

  /** Accepts API keys of a store too; by default {@code X-API-Key} is not looked at. */
  public IdentifiablBuilder apiKeys(ApiKeyStore store) {
    apiKeys = store;
    return this;
  }

  /**
   * Sets how long answers of the store of API keys are remembered, unless it says that it changed.
   *
   * @param known for keys there are, at most 60 seconds, the default
   * @param unknown for keys there are not, at most 10 seconds, the default
   * @param entries most answers of either kind, by default 10000
   */
  public IdentifiablBuilder apiKeyCache(Duration known, Duration unknown, int entries) {
    knownKeys = known;
    unknownKeys = unknown;
    keyEntries = entries;
    return this;
  }

  /**
   * Lets requests to a route pass without a credential. One that brings a credential must bring a
   * good one all the same.
   *
   * @param method in capitals; {@code *} for every method; {@code GET} is HEAD, too
   * @param path the decoded path, the application's own included; {@code /a/*} is {@code /a} with
   *     everything below it
   */
  public IdentifiablBuilder anonymousRoute(String method, String path) {
    anonymousRoutes.add(new AnonymousRoute(method, path));
    return this;
  }

  /** For the issuer given to {@code builder}: as {@link TrustedIssuer.Builder#preset}. */
  public IdentifiablBuilder preset(IssuerPreset preset) {
    named().preset(preset);
    return this;
  }

  /** For the issuer given to {@code builder}: as {@link TrustedIssuer.Builder#jwksUri}. */
  public IdentifiablBuilder jwksUri(URI uri) {
    named().jwksUri(uri);
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

  /**
   * Sets the scopes a challenge asks for; by default none.
   *
   * @param scopes at most {@link Challenge#MAX_LENGTH} characters together
   */
  public IdentifiablBuilder challengeScopes(String... scopes) {
    challengeScopes = List.of(scopes);
    Challenge.check("challengeScopes", challengeScopes);
    return this;
  }

  /** For the issuer given to {@code builder}: as {@link TrustedIssuer.Builder#claimNames}. */
  public IdentifiablBuilder claimNames(ClaimNames names) {
    named().claimNames(names);
    return this;
  }

  /** For the issuer given to {@code builder}: as {@link TrustedIssuer.Builder#requiredClaims}. */
  public IdentifiablBuilder requiredClaims(String... names) {
    named().requiredClaims(names);
    return this;
  }

  /** For the issuer given to {@code builder}: as {@link TrustedIssuer.Builder#scopePrefix}. */
  public IdentifiablBuilder scopePrefix(String prefix) {
    named().scopePrefix(prefix);
    return this;
  }

  /** For the issuer given to {@code builder}: as {@link TrustedIssuer.Builder#source}. */
  public IdentifiablBuilder source(String name) {
    named().source(name);
    return this;
  }

  /**
   * The layer.
   *
   * @throws IllegalArgumentException when a setting is missing, unsafe or out of range; the message
   *     names it
   */
  public Identifiabl build() {
    if (named == null && others.isEmpty() && apiKeys == null) {
      throw new IllegalArgumentException("trust: nobody (expected: an issuer or API keys)");
    }
    ApiKeyVerifier keys =
        apiKeys == null
            ? null
            : new ApiKeyVerifier(
                new ApiKeySettings(apiKeys, knownKeys, unknownKeys, keyEntries, time));
    return new Identifiabl(verifier(), keys, anonymousRoutes, challengeScopes);
  }

  /**
   * Only the verifier, for tokens that do not arrive in a request.
   *
   * @throws IllegalArgumentException as {@link #build}
   */
  public JwtVerifier buildVerifier() {
    if (named == null && others.isEmpty()) {
      throw new IllegalArgumentException("trust: nobody (expected: an issuer)");
    }
    return verifier();
  }

  private JwtVerifier verifier() {
    TokenRules rules =
        new TokenRules(
            Algorithms.named(algorithms), clockSkew, maxTokenLength, cacheCap, cacheEntries);
    JwksSettings settings =
        new JwksSettings(
            fetcher == null ? new JdkFetcher(AddressPolicy.httpsOrLoopback()) : fetcher,
            jwksMaxAge,
            jwksMaxStale,
            jwksTimeout,
            jwksCooldown);
    JwkReader reader = new JwkReader(rules.algorithms().values());
    Map<String, Issuer> issuers = new LinkedHashMap<>();
    for (TrustedIssuer issuer : trusted()) {
      if (issuers.put(issuer.issuer(), issuer(issuer, settings, reader)) != null) {
        throw new IllegalArgumentException(
            "trust: " + issuer.issuer() + " (expected: every issuer once)");
      }
    }
    return new JwtVerifier(rules, issuers, time);
  }

  private List<TrustedIssuer> trusted() {
    List<TrustedIssuer> all = new ArrayList<>(others);
    if (named != null) {
      all.add(0, named.build());
    }
    return all;
  }

  private Issuer issuer(TrustedIssuer issuer, JwksSettings settings, JwkReader reader) {
    KeyDownload download = new KeyDownload(issuer, settings, reader);
    return new Issuer(
        issuer.audiences(),
        new JwksKeys(settings, download, time),
        new ClaimRules(issuer),
        new ClaimMapping(issuer));
  }

  private TrustedIssuer.Builder named() {
    if (named == null) {
      throw new IllegalStateException("no issuer was given to builder(); use trust(TrustedIssuer)");
    }
    return named;
  }
}
