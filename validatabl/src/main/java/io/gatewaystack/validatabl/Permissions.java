package io.gatewaystack.validatabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Permissions every operation needs; scopes and roles both count as permissions.
 *
 * @param all the caller must hold each
 * @param anyOf of each group the caller must hold one
 */
record Permissions(List<String> all, List<List<String>> anyOf) {

  Permissions {
    all = List.copyOf(all);
    anyOf = List.copyOf(anyOf);
  }

  boolean isEmpty() {
    return all.isEmpty() && anyOf.isEmpty();
  }

  /** The refusal of a caller who lacks one. */
  Optional<Denial> check(Identity identity) {
    if (isEmpty()) { // as mostly: nothing is made for it
      return Optional.empty();
    }
    List<String> missing = new ArrayList<>(0);
    for (String permission : all) {
      if (!held(identity, permission)) {
        missing.add(permission);
      }
    }
    if (!missing.isEmpty()) {
      return Optional.of(Denials.allPermissions(missing));
    }
    for (List<String> group : anyOf) {
      if (group.stream().noneMatch(permission -> held(identity, permission))) {
        return Optional.of(Denials.anyPermission(group));
      }
    }
    return Optional.empty();
  }

  private static boolean held(Identity identity, String permission) {
    return identity.scopes().contains(permission) || identity.roles().contains(permission);
  }
}
