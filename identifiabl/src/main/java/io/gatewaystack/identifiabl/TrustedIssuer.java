package io.gatewaystack.identifiabl;

import io.gatewaystack.context.denial.Challenge;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An issuer whose tokens are believed, with all that is particular to it.
 *
 * <pre>{@code
 * TrustedIssuer.builder("https://login.example/realms/acme", "https://api.example")
 *     .preset(IssuerPreset.KEYCLOAK)
 *     .requiredClaims("org_id")
 *     .build();
 * }</pre>
 *
 * @param issuer its {@code iss} without trailing slashes
 * @param audiences the names under which its tokens may address us (RFC 8707); at least one
 * @param preset how its tokens are written
 * @param jwksUri where its keys are; null for where the preset says or, when discovered, for where
 *     its metadata says
 * @param discovered whether its metadata (OpenID Connect Discovery) says where its keys are
 * @param requiredClaims claims without which a token is refused
 * @param scopePrefix what stands in front of every scope here that its tokens name without it, e.g.
 *     {@code api://6e74172b/}; empty when they name scopes as they are
 * @param claimExtractor reads what claim names cannot express
 * @param userId makes the identity's subject from the token's
 */
public record TrustedIssuer(
    String issuer,
    Set<String> audiences,
    IssuerPreset preset,
    @Nullable URI jwksUri,
    boolean discovered,
    Set<String> requiredClaims,
    String scopePrefix,
    ClaimExtractor claimExtractor,
    UnaryOperator<String> userId) {

  /**
   * Refuses an issuer that is not https beyond this machine or has a query or a fragment (RFC 8414
   * section 2), blank names, and a prefix that no scope can have.
   */
  public TrustedIssuer {
    Expect.secure("issuer", issuer);
    URI identifier = URI.create(issuer);
    if (identifier.getRawQuery() != null || identifier.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "issuer: " + issuer + " (expected: neither a query nor a fragment)");
    }
    issuer = trimmed(issuer);
    if (audiences.isEmpty()) {
      throw new IllegalArgumentException("audience: none (expected: at least one)");
    }
    audiences.forEach(audience -> Expect.notBlank("audience", audience));
    requiredClaims.forEach(claim -> Expect.notBlank("requiredClaims", claim));
    if (!scopePrefix.isEmpty() && !Challenge.isScopeToken(scopePrefix)) {
      throw new IllegalArgumentException(
          "scopePrefix: " + scopePrefix + " (expected: the beginning of a scope of RFC 6749)");
    }
    audiences = Collections.unmodifiableSet(new LinkedHashSet<>(audiences));
    requiredClaims = Collections.unmodifiableSet(new LinkedHashSet<>(requiredClaims));
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(claimExtractor, "claimExtractor");
    Objects.requireNonNull(userId, "userId");
    if (jwksUri != null && discovered) {
      throw new IllegalArgumentException("jwksUri: set (expected: not set, or no discovery)");
    }
    if (!discovered) {
      URI keys = keysOf(issuer, preset, jwksUri);
      Expect.secure("jwksUri", keys.toString());
      if (keys.getRawPath().contains("/..")) { // Entra's path is relative to the tenant's
        throw new IllegalArgumentException(
            jwksUri == null
                ? "issuer: " + issuer + " (expected: a longer path)"
                : "jwksUri: " + jwksUri + " (expected: no .. in its path)");
      }
    }
  }

  /**
   * Starts with {@link IssuerPreset#STANDARD}.
   *
   * @param issuer the {@code iss} of the tokens to trust; with or without a slash at its end
   * @param audiences the names under which its tokens may address us; at least one
   */
  public static Builder builder(String issuer, String... audiences) {
    return new Builder(issuer, audiences);
  }

  /** Where its keys are when no metadata says so. */
  URI keys() {
    return keysOf(issuer, preset, jwksUri);
  }

  private static URI keysOf(String issuer, IssuerPreset preset, @Nullable URI jwksUri) {
    return jwksUri == null ? URI.create(issuer + "/").resolve(preset.keysPath()) : jwksUri;
  }

  /** Issuers are written with and without a slash at the end; that never tells two apart. */
  static String trimmed(String issuer) {
    int end = issuer.length();
    while (end > 0 && issuer.charAt(end - 1) == '/') {
      end--;
    }
    return issuer.substring(0, end);
  }

  /** Collects what is particular to an issuer; not safe for use by several threads. */
  public static final class Builder {
    private final String issuer;
    private final Set<String> audiences;
    private IssuerPreset preset = IssuerPreset.STANDARD;
    private @Nullable URI jwksUri;
    private boolean discovered;
    private Set<String> requiredClaims = Set.of();
    private String scopePrefix = "";
    private ClaimExtractor claimExtractor = ClaimExtractor.NONE;
    private UnaryOperator<String> userId = UnaryOperator.identity();

    private Builder(String issuer, String... audiences) {
      this.issuer = Objects.requireNonNull(issuer, "issuer");
      this.audiences = new LinkedHashSet<>(Arrays.asList(audiences));
    }

    /** Sets how its tokens are written: all that {@link #claimNames} and {@link #source} set. */
    public Builder preset(IssuerPreset value) {
      preset = value;
      return this;
    }

    /** Sets where its keys are; by default where the preset says. */
    public Builder jwksUri(URI value) {
      jwksUri = value;
      return this;
    }

    /**
     * Takes the place of its keys from {@code /.well-known/openid-configuration} below the issuer,
     * which must name the same issuer.
     */
    public Builder discover() {
      discovered = true;
      return this;
    }

    /** Sets which claims say what. */
    public Builder claimNames(ClaimNames names) {
      preset = preset.withClaimNames(names);
      return this;
    }

    /** Sets the claim that holds the audience, e.g. {@code client_id}; {@code aud} by default. */
    public Builder audienceClaim(String name) {
      preset = preset.withAudienceClaim(name);
      return this;
    }

    /** Sets what identities say about where they come from. */
    public Builder source(String name) {
      preset = preset.withSource(name);
      return this;
    }

    /**
     * Sets claims without which a token is refused, e.g. {@code org_id}, written like {@link
     * ClaimNames}; by default none.
     */
    public Builder requiredClaims(String... names) {
      requiredClaims = new LinkedHashSet<>(Arrays.asList(names));
      return this;
    }

    /**
     * Sets what is put in front of every scope that its tokens name, so that scopes are called here
     * what clients must ask the issuer for: Entra's tokens say {@code tool.read}, its clients ask
     * for {@code api://<client id>/tool.read}. By default nothing.
     */
    public Builder scopePrefix(String value) {
      scopePrefix = value;
      return this;
    }

    /** Sets what reads claims that {@link #claimNames} cannot express. */
    public Builder claimExtractor(ClaimExtractor value) {
      claimExtractor = value;
      return this;
    }

    /**
     * Sets what makes the identity's subject from the token's {@code sub}, e.g. {@code sub ->
     * "auth0:" + sub}. It must make different names from different subjects, change nothing and be
     * quick; what it throws or makes of a subject that is no name is answered with 401.
     */
    public Builder userId(UnaryOperator<String> function) {
      userId = function;
      return this;
    }

    /**
     * The issuer with the settings collected so far.
     *
     * @throws IllegalArgumentException when one is missing or unsafe; the message names it
     */
    public TrustedIssuer build() {
      return new TrustedIssuer(
          issuer,
          audiences,
          preset,
          jwksUri,
          discovered,
          requiredClaims,
          scopePrefix,
          claimExtractor,
          userId);
    }
  }
}
