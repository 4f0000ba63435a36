package io.gatewaystack.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token in the making: starts valid (issuer, subject {@code user-1}, issued now, expires in five
 * minutes), ends as whatever the test needs. Not thread-safe.
 */
public final class TokenBuilder {
  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Object> claims = new LinkedHashMap<>();
  private SigningKey key;

  TokenBuilder(String issuer, SigningKey key, InstantSource clock) {
    Instant now = clock.instant();
    this.key = key;
    header("alg", "RS256").header("typ", "JWT").header("kid", key.kid());
    issuer(issuer).subject("user-1").claim("iat", now.getEpochSecond());
    expiresAt(now.plus(Duration.ofMinutes(5)));
  }

  /** Sets {@code iss}. */
  public TokenBuilder issuer(String issuer) {
    return claim("iss", issuer);
  }

  /** Sets {@code sub}. */
  public TokenBuilder subject(String subject) {
    return claim("sub", subject);
  }

  /** Sets {@code aud}: a string for one, an array for several, an empty array for none. */
  public TokenBuilder audience(String... audience) {
    return claim("aud", audience.length == 1 ? audience[0] : audience);
  }

  /** Sets {@code scope}, the names separated by spaces. */
  public TokenBuilder scope(String... scopes) {
    return claim("scope", String.join(" ", scopes));
  }

  /** Sets {@code exp}, in whole seconds. */
  public TokenBuilder expiresAt(Instant instant) {
    return claim("exp", instant.getEpochSecond());
  }

  /** Sets {@code nbf}, in whole seconds. */
  public TokenBuilder notBefore(Instant instant) {
    return claim("nbf", instant.getEpochSecond());
  }

  /** Sets any claim to a value Jackson can write. */
  public TokenBuilder claim(String name, Object value) {
    claims.put(name, value);
    return this;
  }

  /** Leaves a claim out. */
  public TokenBuilder without(String claim) {
    claims.remove(claim);
    return this;
  }

  /** Sets any header parameter to a value Jackson can write. */
  public TokenBuilder header(String name, Object value) {
    header.put(name, value);
    return this;
  }

  /** Leaves a header parameter out. */
  public TokenBuilder withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  /** Signs with another key and names it in {@code kid}. */
  public TokenBuilder signedBy(SigningKey other) {
    key = other;
    return header("kid", other.kid());
  }

  /** The compact token, signed with RSA and SHA-256 whatever the header claims. */
  public String mint() {
    String input = signingInput();
    return input + '.' + Jose.encode(key.sign(input));
  }

  /** Header and payload as they would be signed. */
  String signingInput() {
    return Jose.signingInput(header, claims);
  }
}
