package io.gatewaystack.validatabl.mcp;

import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.EXISTS;

import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may use what of {@link SdkServer}: Ada works there, Bob may look at it. */
final class Ledger {
  private static final Identity ADA =
      Identity.builder("ada", "https://issuer.example")
          .scopes(Set.of("ledger:read", "ledger:write"))
          .roles(Set.of("staff"))
          .build();
  private static final Identity BOB =
      Identity.builder("bob", "https://issuer.example").scopes(Set.of("ledger:read")).build();

  private Ledger() {}

  static Layer governance() {
    return Pipeline.of(new KnownCallers(Map.of("ada", ADA, "bob", BOB)), rules());
  }

  private static Validatabl rules() {
    return Validatabl.builder()
        .toolScopes(
            Map.of(
                "ledger_read", Set.of("ledger:read"),
                "ledger_post", Set.of("ledger:write"),
                "admin_reset", Set.of("ledger:write")))
        .openTools("echo")
        .openPrompts("greet")
        .promptScopes(Map.of("audit", Set.of("ledger:write")))
        .openResources("ledger://open/{page}")
        .resourceScopes(
            Map.of(
                "ledger://accounts/{id}", Set.of("ledger:read"),
                "ledger://secret/{+name}", Set.of("ledger:write")))
        .policy(
            Policy.of(
                List.of(
                    Rule.deny("no-reset").when("tool", EQUALS, "admin_reset").build(),
                    Rule.deny("staff-only")
                        .when("resource", EQUALS, "ledger://accounts/30")
                        .when("role", EXISTS, false)
                        .build(),
                    Rule.allow("staff").when("role", CONTAINS, "staff").build()),
                Effect.ALLOW))
        .build();
  }
}
