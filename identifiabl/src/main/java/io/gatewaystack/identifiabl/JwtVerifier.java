package io.gatewaystack.identifiabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.identifiabl.Verification.Rejected;
import io.gatewaystack.identifiabl.Verification.Verified;
import java.util.Objects;
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
  private final TrustedIssuer issuer;
  private final TimeSource time;
  private final long skew;
  private final @Nullable TokenCache cache;

  JwtVerifier(TokenRules rules, TrustedIssuer issuer, TimeSource time) {
    this.rules = rules;
    this.issuer = issuer;
    this.time = time;
    skew = rules.clockSkew().toMillis();
    cache =
        rules.cacheCap().isZero()
            ? null
            : new TokenCache(rules.cacheCap(), rules.cacheEntries(), time);
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
    TokenHash hash = cache == null ? null : TokenHash.of(text, from);
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

  /** What happened since the start. */
  public IdentifiablMetrics metrics() {
    JwksKeys keys = issuer.keys();
    return new IdentifiablMetrics(
        cache == null ? 0 : cache.hits(),
        cache == null ? 0 : cache.misses(),
        cache == null ? 0 : cache.evictions(),
        keys.fetches(),
        keys.failures());
  }

  private Verification verifyAnew(String text, @Nullable TokenHash hash) {
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
    if (!TrustedIssuer.trimmed(payload.path("iss").stringValue("")).equals(issuer.name())) {
      return Reason.INVALID_ISSUER.rejected();
    }
    return verifySigned(token, TokenHeader.of(header, rules.algorithms()), payload, hash);
  }

  private Verification verifySigned(
      CompactToken token, TokenHeader header, JsonNode payload, @Nullable TokenHash hash) {
    KeyLookup lookup = issuer.keys().find(header.algorithm(), header.kid());
    if (lookup instanceof KeyLookup.Unavailable unavailable) {
      return unavailable(unavailable.retryAfterSeconds());
    }
    if (!(lookup instanceof KeyLookup.Found found)) {
      return Reason.UNKNOWN_KEY.rejected();
    }
    if (found.candidates().stream().noneMatch(k -> k.verifies(token, header.algorithm()))) {
      return Reason.BAD_SIGNATURE.rejected();
    }
    Reason refused = ClaimRules.refuses(payload, issuer);
    TokenTimes times = TokenTimes.read(payload);
    if (refused != null || times == null) {
      return Objects.requireNonNullElse(refused, Reason.INVALID_CLAIM).rejected();
    }
    VerifiedToken verified =
        new VerifiedToken(
            new Verified(issuer.mapping().identity(payload, issuer.name())),
            issuer,
            found.keys(),
            times,
            ClaimRules.audience(payload),
            token.text().length());
    if (cache != null && hash != null) {
      cache.remember(hash, verified);
    }
    return judge(verified);
  }

  private static Rejected unavailable(long retryAfterSeconds) {
    return new Rejected(
        Denial.of(503, "jwks_unavailable", 50301, "The issuer's keys are not available now")
            .withMember(Denial.RETRY_AFTER, retryAfterSeconds));
  }

  private Verification judge(VerifiedToken token) {
    Reason refused = token.refuses(time.millis(), skew);
    return refused == null ? token.result() : refused.rejected();
  }
}
