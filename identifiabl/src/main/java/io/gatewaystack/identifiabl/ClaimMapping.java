package io.gatewaystack.identifiabl;

import io.gatewaystack.context.section.Identity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import tools.jackson.databind.JsonNode;

/**
 * How the claims of an issuer become an identity. A claim of the wrong form grants nothing.
 *
 * @param names which claims say what
 * @param source what the identity says about where it comes from
 */
record ClaimMapping(ClaimNames names, String source) {

  ClaimMapping {
    Expect.notBlank("source", source);
  }

  Identity identity(JsonNode payload, String issuer) {
    return Identity.builder(payload.path("sub").stringValue(), issuer)
        .tenantId(first(payload, names.tenant()).orElse(null))
        .email(text(payload, "email").orElse(null))
        .name(text(payload, "name").orElse(null))
        .roles(collect(payload, names.roles()))
        .scopes(collect(payload, names.scopes()))
        .plan(first(payload, names.plan()).orElse(null))
        .source(source)
        .claims(PlainJson.object(payload))
        .build();
  }

  /** Whether the tenant is named in a form that could be taken for another one or for none. */
  boolean hasUnusableTenant(JsonNode payload) {
    return names.tenant().stream()
        .map(payload::path)
        .filter(claim -> !claim.isMissingNode() && !claim.isNull())
        .findFirst()
        .filter(claim -> !ClaimRules.isPrincipalName(claim))
        .isPresent();
  }

  private static Optional<String> first(JsonNode payload, List<String> claims) {
    return claims.stream().flatMap(name -> text(payload, name).stream()).findFirst();
  }

  private static Optional<String> text(JsonNode payload, String claim) {
    return payload.path(claim).stringValueOpt().filter(text -> !text.isBlank());
  }

  private static Set<String> collect(JsonNode payload, List<String> claims) {
    Set<String> all = new LinkedHashSet<>();
    for (String name : claims) {
      JsonNode claim = payload.path(name);
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
