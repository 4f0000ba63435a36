package io.gatewaystack.validatabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import io.gatewaystack.validatabl.service.ServiceCatalog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Routes that need no caller: only where they are named, and never past policies. */
class AnonymousRouteTest {
  private static final RequestContext NOBODY = Requests.http("GET", "/status/now");

  private static int status(Validatabl layer, RequestContext context) {
    return layer.decide(context).denial().map(denial -> denial.status()).orElse(200);
  }

  @Test
  void onlyTheNamedRouteAndMethodNeedNoCaller() {
    Validatabl layer =
        Validatabl.builder().openRoute("*", "/orders").anonymousRoute("GET", "/status").build();

    assertThat(status(layer, NOBODY)).isEqualTo(200);
    assertThat(status(layer, Requests.http("POST", "/status/now"))).isEqualTo(401);
    assertThat(status(layer, Requests.http("GET", "/statuses"))).isEqualTo(401);
    assertThat(status(layer, Requests.http("GET", "/orders"))).isEqualTo(401);
  }

  @Test
  void theRouteThatCountsForTheRestDecidesWhetherNobodyMayPass() {
    Validatabl layer =
        Validatabl.builder()
            .anonymousRoute("GET", "/status")
            .route("GET", "/status/hosts", "ops")
            .route("HEAD", "/status/now", "ops")
            .build();

    assertThat(status(layer, NOBODY)).isEqualTo(200);
    assertThat(status(layer, Requests.http("HEAD", "/status"))).isEqualTo(200);
    assertThat(status(layer, Requests.http("HEAD", "/status/now"))).isEqualTo(401);
    assertThat(status(layer, Requests.http("GET", "/status/hosts"))).isEqualTo(401);
    assertThat(status(layer, Requests.http("GET", "/status/hosts/a"))).isEqualTo(401);
    assertThat(status(layer, Requests.http("GET", "/status/hostsfile"))).isEqualTo(200);
  }

  @Test
  void theEvidenceClaimsNoScopeForNobody() {
    Validatabl layer =
        Validatabl.builder().requireScopes("a").anonymousRoute("GET", "/status").build();

    assertThat(status(layer, NOBODY)).isEqualTo(200);
    assertThat(layer.decide(NOBODY).authorization().grantedScopes()).isEmpty();
    RequestContext somebody = NOBODY.with(Identity.builder("alice", "https://idp").build());
    assertThat(status(layer, somebody)).as("a caller without the scope").isEqualTo(403);
  }

  @Test
  void aPolicyJudgesNobodyTooAndItsRefusalIsAChallenge() {
    Policy staff =
        Policy.of(
            List.of(
                Rule.allow("staff").when("role", Operator.CONTAINS, "staff").build(),
                Rule.allow("now").when("path", Operator.EQUALS, "/status/now").build()));
    Validatabl layer = Validatabl.builder().policy(staff).anonymousRoute("GET", "/status").build();

    assertThat(status(layer, NOBODY)).isEqualTo(200);
    Verdict refused = layer.decide(Requests.http("GET", "/status/later"));
    assertThat(refused.denial()).hasValueSatisfying(d -> assertThat(d.status()).isEqualTo(401));
    assertThat(refused.authorization().allowed()).isFalse();
  }

  @Test
  void mcpAlwaysNeedsACaller() {
    Validatabl layer = Validatabl.builder().anonymousRoute("*", "/mcp").build();

    assertThat(status(layer, Requests.toolCall("t"))).isEqualTo(401);
    assertThat(status(layer, Requests.http("GET", "/mcp"))).isEqualTo(200);
  }

  @Test
  void whatBelongsToAServiceAlwaysNeedsACaller() {
    ServiceCatalog catalog = organisation -> Set.of("billing");
    Validatabl layer =
        Validatabl.builder()
            .services(catalog, Map.of("/status/bills", "billing"), Map.of())
            .anonymousRoute("GET", "/status")
            .build();

    assertThat(status(layer, NOBODY)).isEqualTo(200);
    assertThat(status(layer, Requests.http("GET", "/status/bills"))).isEqualTo(401);
  }

  @Test
  void refusesARouteThatIsNone() {
    assertThatThrownBy(() -> Validatabl.builder().anonymousRoute("get", "/status"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
