package io.gatewaystack.identifiabl;

import io.gatewaystack.context.section.Identity.Actor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who acts on behalf of a token's subject: the {@code act} claim (RFC 8693 section 4.1), the
 * outermost actor being the nearest. The subject stays the person; actors grant nothing.
 */
final class ActorChain {
  private static final int MOST_ACTORS = 10;

  private record Principal(String issuer, String subject) {}

  private ActorChain() {}

  /**
   * The actors of a token, nearest first; empty when there is none.
   *
   * @param issuer the token's issuer: where actors that name none are known
   * @return null when the chain is malformed, longer than ten, or names somebody twice, the subject
   *     included
   */
  static @Nullable List<Actor> read(JsonNode payload, String issuer) {
    List<Actor> actors = new ArrayList<>(0);
    Set<Principal> seen = new HashSet<>();
    seen.add(new Principal(issuer, payload.path("sub").stringValue("")));
    JsonNode claim = payload.get("act");
    while (claim != null) {
      Actor actor = actor(claim);
      if (actor == null || actors.size() == MOST_ACTORS || !seen.add(principal(actor, issuer))) {
        return null;
      }
      actors.add(actor);
      claim = claim.get("act");
    }
    return actors;
  }

  private static @Nullable Actor actor(JsonNode claim) {
    JsonNode subject = claim.path("sub");
    JsonNode issuer = claim.path("iss");
    if (!ClaimRules.isPrincipalName(subject)) {
      return null; // which a claim that is no object has not, either
    }
    if (issuer.isMissingNode()) {
      return new Actor(subject.stringValue(), null);
    }
    return ClaimRules.isPrincipalName(issuer)
        ? new Actor(subject.stringValue(), TrustedIssuer.trimmed(issuer.stringValue()))
        : null;
  }

  private static Principal principal(Actor actor, String issuer) {
    return new Principal(actor.issuer() == null ? issuer : actor.issuer(), actor.subject());
  }
}
