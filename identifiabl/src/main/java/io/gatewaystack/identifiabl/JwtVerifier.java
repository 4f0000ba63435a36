package io.gatewaystack.identifiabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.identifiabl.Verification.Rejected;
import io.gatewaystack.identifiabl.Verification.Verified;
import io.gatewaystack.identifiabl.apikey.CredentialHash;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Verifies signed access tokens (RFC 7519, RFC 9068, RFC 8725): the one place where tokens are
 * judged, with or without a server around it. Made by {@link Identifiabl#builder}.
 *
 * <p>A token is judged from the outside in: length, spelling, header, issuer, key, signature,
 * claims, audience, times. What was verified is remembered for a while, so that a token shown again
 * costs one hash; audience and times are judged every time.
 *
 * <p>Safe for use by several threads.
 */
public final class JwtVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(JwtVerifier.class);

  private final TokenRules rules;
  private final Map<String, Issuer> issuers;
  private final TimeSource time;
  private final long skew;
  private final @Nullable TokenCache cache;
  private final Set<String> here;

  JwtVerifier(TokenRules rules, Map<String, Issuer> issuers, TimeSource time) {
    this.rules = rules;
    this.issuers = Map.copyOf(issuers);
    this.time = time;
    skew = rules.clockSkew().toMillis();
    cache =
        rules.cacheCap().isZero()
            ? null
            : new TokenCache(rules.cacheCap(), rules.cacheEntries(), time);
    here = Set.of();
  }

  private JwtVerifier(JwtVerifier other, Set<String> audiences) {
    rules = other.rules;
    issuers = other.issuers;
    time = other.time;
    skew = other.skew;
    cache = other.cache;
    here = audiences;
  }

  /** The same, sharing keys and memory, for a place with names of its own besides. */
  JwtVerifier alsoFor(Collection<String> audiences) {
    audiences.forEach(audience -> Expect.notBlank("audience", audience));
    Set<String> all = new HashSet<>(here);
    all.addAll(audiences);
    return new JwtVerifier(this, Set.copyOf(all));
  }

  /**
   * Judges a token. May wait for the issuer's keys when they are not at hand, at most as long as
   * the configured timeout.
   *
   * @param token the token as sent, without a scheme in front; anything at all
   * @return the identity, or the refusal; never an exception because of the token
   */
  public Verification verify(String token) {
    return verify(Objects.requireNonNull(token, "token"), 0);
  }

  /** Judges the token that starts at an index of a text and goes to its end. */
  Verification verify(String text, int from) {
    if (text.length() - from > rules.maxLength()) {
      return Reason.MALFORMED_TOKEN.rejected();
    }
    CredentialHash hash = cache == null ? null : CredentialHash.of(text, from);
    VerifiedToken known = cache == null || hash == null ? null : cache.find(hash);
    if (known != null) {
      return judge(known);
    }
    try {
      return verifyAnew(text.substring(from), hash);
    } catch (InvalidJson e) {
      return Reason.MALFORMED_TOKEN.rejected();
    } catch (RuntimeException e) { // whatever a token does to a parser, it is the token's fault
      LOG.warn("a token could not be read: {}", e.getClass().getName());
      return Reason.MALFORMED_TOKEN.rejected();
    }
  }

  /** What happened since the start; nothing is said of API keys. */
  public IdentifiablMetrics metrics() {
    return new IdentifiablMetrics(
        cache == null ? 0 : cache.hits(),
        cache == null ? 0 : cache.misses(),
        cache == null ? 0 : cache.evictions(),
        sum(JwksKeys::fetches),
        sum(JwksKeys::failures),
        0,
        0,
        0,
        0);
  }

  private long sum(ToLongFunction<JwksKeys> count) {
    return issuers.values().stream().map(Issuer::keys).mapToLong(count).sum();
  }

  private Verification verifyAnew(String text, @Nullable CredentialHash hash) {
    CompactToken token = CompactToken.read(text);
    if (token == null) {
      return CompactToken.diagnose(text).rejected();
    }
    JsonNode header = JsonDocument.parse(token.header()).tree();
    Reason refused = TokenHeader.refuses(header, rules.algorithms());
    if (refused != null) {
      return refused.rejected();
    }
    JsonNode payload = JsonDocument.parse(token.payload()).tree();
    if (token.signature().isEmpty() || !payload.isObject()) {
      return Reason.MALFORMED_TOKEN.rejected();
    }
    Issuer issuer = issuers.get(TrustedIssuer.trimmed(payload.path("iss").stringValue("")));
    return issuer == null
        ? Reason.INVALID_ISSUER.rejected()
        : verifySigned(issuer, token, TokenHeader.of(header, rules.algorithms()), payload, hash);
  }

  private Verification verifySigned(
      Issuer issuer,
      CompactToken token,
      TokenHeader header,
      JsonNode payload,
      @Nullable CredentialHash hash) {
    KeyLookup signer = issuer.signer(token, header);
    if (!(signer instanceof KeyLookup.Found found)) {
      return refused(signer);
    }
    Reason refused = issuer.rules().refuses(payload);
    if (refused != null) {
      return refused.rejected();
    }
    TokenTimes times = // the rules saw to it that there are some
        Objects.requireNonNull(TokenTimes.read(payload), "times");
    Verification mapped = issuer.mapping().identity(payload, times.end(skew));
    if (!(mapped instanceof Verified result)) {
      return mapped;
    }
    VerifiedToken verified =
        new VerifiedToken(
            result.identity(),
            issuer,
            found.keys(),
            times.from(),
            times.expiresAt(),
            issuer.elsewhere(issuer.rules().audiences(payload)),
            token.text().length());
    if (cache != null && hash != null) {
      cache.remember(hash, verified);
    }
    return judge(verified);
  }

  private static Rejected refused(KeyLookup signer) {
    if (signer instanceof KeyLookup.Unavailable unavailable) {
      return unavailable(unavailable.retryAfterSeconds());
    }
    return (signer instanceof KeyLookup.Misfit ? Reason.BAD_SIGNATURE : Reason.UNKNOWN_KEY)
        .rejected();
  }

  private static Rejected unavailable(long retryAfterSeconds) {
    return new Rejected(
        Denial.of(503, "jwks_unavailable", 50301, "The issuer's keys are not available now")
            .withMember(Denial.RETRY_AFTER, retryAfterSeconds));
  }

  private Verification judge(VerifiedToken token) {
    Reason refused = token.refuses(time.millis(), skew, here);
    return refused == null ? new Verified(token.identity()) : refused.rejected();
  }
}
