package io.gatewaystack.identifiabl;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Identity.Actor;
import io.gatewaystack.identifiabl.Verification.Verified;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** How the claims of an issuer become an identity. A claim of the wrong form grants nothing. */
final class ClaimMapping {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimMapping.class);

  private final TrustedIssuer issuer;
  private final List<ClaimReference> scopes;
  private final List<ClaimReference> roles;
  private final List<ClaimReference> tenant;
  private final List<ClaimReference> plan;

  ClaimMapping(TrustedIssuer issuer) {
    this.issuer = issuer;
    ClaimNames names = issuer.preset().claimNames();
    scopes = ClaimReference.all(names.scopes());
    roles = ClaimReference.all(names.roles());
    tenant = ClaimReference.all(names.tenant());
    plan = ClaimReference.all(names.plan());
  }

  /**
   * The identity of claims that {@link ClaimRules} let pass, or why there is none.
   *
   * @param validUntil when the token is refused from
   */
  Verification identity(JsonNode payload, Instant validUntil) {
    List<Actor> actors = ActorChain.read(payload, issuer.issuer());
    if (actors == null) {
      return Reason.INVALID_ACTOR.rejected();
    }
    String subject = userId(payload.path("sub").stringValue());
    if (subject == null || !ClaimRules.isPrincipalName(subject)) {
      return Reason.INVALID_SUBJECT.rejected();
    }
    Map<String, Object> claims = PlainJson.object(payload);
    Identity.Builder identity =
        Identity.builder(subject, issuer.issuer())
            .tenantId(first(payload, tenant).orElse(null))
            .email(text(payload.path("email")).orElse(null))
            .name(text(payload.path("name")).orElse(null))
            .roles(collect(payload, roles))
            .scopes(collect(payload, scopes).stream().map(issuer.scopePrefix()::concat).toList())
            .plan(first(payload, plan).orElse(null))
            .source(issuer.preset().source())
            .actorChain(actors)
            .claims(claims)
            .validUntil(validUntil);
    return extracted(claims, identity);
  }

  private @Nullable String userId(String subject) {
    try {
      return issuer.userId().apply(subject);
    } catch (Throwable e) { // the owner's code, errors too: no token may cause a failure of ours
      LOG.warn("the user id function for {} failed: {}", issuer.issuer(), e.getClass().getName());
      return null;
    }
  }

  private Verification extracted(Map<String, Object> claims, Identity.Builder builder) {
    Identity identity;
    try {
      issuer.claimExtractor().extract(claims, builder);
      identity = builder.build();
    } catch (Throwable e) { // as above
      LOG.warn("the claim extractor for {} failed: {}", issuer.issuer(), e.getClass().getName());
      return Reason.INVALID_CLAIM.rejected();
    }
    String named = identity.tenantId();
    return named == null || ClaimRules.isPrincipalName(named)
        ? new Verified(identity)
        : Reason.INVALID_CLAIM.rejected();
  }

  private static Optional<String> first(JsonNode payload, List<ClaimReference> claims) {
    return claims.stream().flatMap(claim -> text(claim.in(payload)).stream()).findFirst();
  }

  private static Optional<String> text(JsonNode claim) {
    return claim.stringValueOpt().filter(text -> !text.isBlank());
  }

  private static Set<String> collect(JsonNode payload, List<ClaimReference> claims) {
    Set<String> all = new LinkedHashSet<>();
    for (ClaimReference reference : claims) {
      JsonNode claim = reference.in(payload);
      if (claim.isString()) {
        StringTokenizer words = new StringTokenizer(claim.stringValue());
        while (words.hasMoreTokens()) {
          all.add(words.nextToken());
        }
      }
      all.addAll(PlainJson.strings(claim));
    }
    return all;
  }
}
