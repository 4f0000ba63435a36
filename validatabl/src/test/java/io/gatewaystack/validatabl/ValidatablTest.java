package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Requests.caller;
import static io.gatewaystack.validatabl.Requests.toolCall;
import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.Route.Protocol;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.denial.RpcStyle;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scopes, permissions and their order; tools and routes have tests of their own. */
class ValidatablTest {
  private static final RequestContext REQUEST = Requests.http("GET", "/a");

  private static Denial denial(Validatabl layer, RequestContext request) {
    return layer.decide(request).denial().orElseThrow();
  }

  private static Identity holder(List<String> scopes, List<String> roles) {
    return Identity.builder("ada", "https://issuer.example").scopes(scopes).roles(roles).build();
  }

  @Test
  void isNamedLikeItsModule() {
    assertThat(Validatabl.builder().requireScopes("a").build().name()).isEqualTo("validatabl");
  }

  @Test
  void refusesARequestWithoutIdentity() {
    Validatabl layer = Validatabl.builder().baseScopes("openid").requireScopes("a").build();

    Verdict verdict = layer.decide(REQUEST);

    Denial denial = verdict.denial().orElseThrow();
    assertThat(denial.status()).isEqualTo(401);
    assertThat(denial.error()).isEqualTo("unauthorized");
    assertThat(denial.rpcCode()).isEqualTo(-32001);
    assertThat(denial.rpc()).isEqualTo(RpcStyle.KEEP_STATUS);
    assertThat(denial.challenge().scopes()).containsExactly("openid", "a");
    assertThat(denial.challenge().credentialPresented()).isFalse();
    assertThat(verdict.authorization())
        .isEqualTo(new Authorization(false, "unauthorized", Set.of("a"), Set.of(), null));
  }

  @Test
  void refusesARequestWithoutIdentityEvenWhenEverythingIsAllowed() {
    Validatabl open = Validatabl.builder().policy(Policy.of(List.of(), Effect.ALLOW)).build();

    assertThat(denial(open, REQUEST).status()).isEqualTo(401);
    assertThat(open.decide(REQUEST.with(caller())).allowed()).isTrue();
  }

  @Test
  void readsNothingOfTheBodyBeforeTheCallerIsKnown() {
    Body untouchable =
        Body.reading(
            () -> {
              throw new AssertionError("the body was read");
            },
            Headers.EMPTY);
    RequestContext request =
        RequestContext.of(toolCall("t").request(), new Route(Protocol.MCP, "/mcp"), untouchable);
    Validatabl layer = Validatabl.builder().toolScopes(Map.of("t", Set.of("a"))).build();

    assertThat(denial(layer, request).status()).isEqualTo(401);
    assertThatThrownBy(() -> layer.decide(request.with(caller())))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          tool:write, tool:write, true
          tool:write, tool:writer, false
          tool:write, Tool:write, false
          tool:write, 'tool:read tool:write', false
          tool.write, toolXwrite, false
          tool.write, tool.write, true
          .*, tool:write, false
          .*, .*, true
          [a-z]+(, [a-z]+(, true
          [a-z]+(, a, false
          a$b^c*, a$b^c*, true
          constructor, tool:write, false
          __proto__, tool:write, false
          __proto__, __proto__, true
          """)
  void comparesScopesExactly(String required, String held, boolean allowed) {
    Validatabl layer = Validatabl.builder().requireScopes(required).build();

    assertThat(layer.decide(REQUEST.with(caller(held))).allowed()).isEqualTo(allowed);
  }

  @Test
  void rolesAreNoScopes() {
    Validatabl layer = Validatabl.builder().requireScopes("admin").build();

    assertThat(layer.decide(REQUEST.with(holder(List.of(), List.of("admin")))).allowed()).isFalse();
  }

  @Test
  void saysWhichScopesAreMissingAndChallengesForAllThatAreNeeded() {
    Validatabl layer =
        Validatabl.builder()
            .baseScopes("mcp:read")
            .toolScopes(Map.of("ledger_post", Set.of("ledger:write", "ledger:read")))
            .build();

    Verdict verdict = layer.decide(toolCall("ledger_post").with(caller("mcp:read", "ledger:read")));

    Denial denial = verdict.denial().orElseThrow();
    assertThat(denial.status()).isEqualTo(403);
    assertThat(denial.error()).isEqualTo("insufficient_scope");
    assertThat(denial.code()).isEqualTo("INSUFFICIENT_SCOPE");
    assertThat(denial.description()).isEqualTo("ledger_post needs ledger:write");
    assertThat(denial.rpcCode()).isEqualTo(40301);
    assertThat(denial.rpc()).isEqualTo(RpcStyle.KEEP_STATUS);
    assertThat(denial.members()).isEqualTo(Map.of("needed", List.of("ledger:write")));
    assertThat(denial.challenge().credentialPresented()).isTrue();
    assertThat(denial.challenge().scopes())
        .containsExactly("mcp:read", "ledger:read", "ledger:write");
    assertThat(verdict.authorization())
        .isEqualTo(
            new Authorization(
                false,
                "insufficient_scope",
                Set.of("ledger:read", "ledger:write"),
                Set.of("ledger:read"),
                null));
  }

  @Test
  void baseScopesAreAskedForButNotChecked() {
    Validatabl layer = Validatabl.builder().baseScopes("openid").requireScopes("a").build();

    assertThat(layer.decide(REQUEST.with(caller("a"))).allowed()).isTrue();
    assertThat(layer.decide(REQUEST.with(caller("openid"))).allowed()).isFalse();
  }

  @Test
  void everyRequiredScopeIsNeeded() {
    Validatabl layer = Validatabl.builder().requireScopes("a", "b").requireScopes("c").build();

    assertThat(layer.decide(REQUEST.with(caller("c", "b", "a"))).allowed()).isTrue();
    assertThat(denial(layer, REQUEST.with(caller("b"))).members())
        .isEqualTo(Map.of("needed", List.of("a", "c")));
    assertThat(denial(layer, REQUEST.with(caller("b"))).description())
        .isEqualTo("This operation needs a c");
  }

  @Test
  void permissionsAreScopesOrRolesAndAllAreNeeded() {
    Validatabl layer = Validatabl.builder().requirePermissions("a", "b", "c").build();

    assertThat(layer.decide(REQUEST.with(holder(List.of("a", "c"), List.of("b")))).allowed())
        .isTrue();
    Denial denial = denial(layer, REQUEST.with(holder(List.of("a"), List.of("x"))));
    assertThat(denial.status()).isEqualTo(403);
    assertThat(denial.error()).isEqualTo("insufficient_permissions");
    assertThat(denial.rpcCode()).isEqualTo(40302);
    assertThat(denial.rpc()).isEqualTo(RpcStyle.ERROR);
    assertThat(denial.challenge()).isNull();
    assertThat(denial.members()).isEqualTo(Map.of("missing", List.of("b", "c")));
  }

  @Test
  void ofAGroupOfPermissionsOneIsEnough() {
    Validatabl layer =
        Validatabl.builder().requireAnyPermission("a", "b").requireAnyPermission("c").build();

    assertThat(layer.decide(REQUEST.with(holder(List.of("b"), List.of("c")))).allowed()).isTrue();
    assertThat(layer.decide(REQUEST.with(holder(List.of("c"), List.of("a")))).allowed()).isTrue();
    Denial neither = denial(layer, REQUEST.with(caller("c")));
    assertThat(neither.error()).isEqualTo("insufficient_permissions");
    assertThat(neither.members()).isEqualTo(Map.of("missing", List.of("a", "b")));
    assertThat(denial(layer, REQUEST.with(caller("a"))).members())
        .isEqualTo(Map.of("missing", List.of("c")));
  }

  @Test
  void emptyListsOfPermissionsRequireNothing() {
    Validatabl layer =
        Validatabl.builder().requireScopes("a").requirePermissions().requireAnyPermission().build();

    assertThat(layer.decide(REQUEST.with(caller("a"))).allowed()).isTrue();
  }

  @Test
  void policyDenialsTellTheOwnerWhichRuleAndTheClientNothing() {
    Rule rule =
        Rule.deny("secret-rule").when("path", EQUALS, "/a").reason("suspected fraud").build();
    Validatabl layer = Validatabl.builder().policy(Policy.of(List.of(rule))).build();

    Verdict verdict = layer.decide(REQUEST.with(caller()));

    Denial denial = verdict.denial().orElseThrow();
    assertThat(denial.status()).isEqualTo(403);
    assertThat(denial.error()).isEqualTo("policy_denied");
    assertThat(denial.rpcCode()).isEqualTo(40302);
    assertThat(denial.rpc()).isEqualTo(RpcStyle.ERROR);
    assertThat(denial.toString()).doesNotContain("secret-rule", "suspected fraud", "/a");
    assertThat(denial.members()).isEmpty();
    assertThat(verdict.authorization())
        .usingRecursiveComparison()
        .ignoringFields("judgement")
        .isEqualTo(new Authorization(false, "denied_by_rule", Set.of(), Set.of(), "secret-rule"));
  }

  @Test
  void policyThatMatchesNothingDeniesWithoutNamingARule() {
    Validatabl layer = Validatabl.builder().policy(Policy.of(List.of())).build();

    Verdict verdict = layer.decide(REQUEST.with(caller()));

    assertThat(verdict.denial().orElseThrow().error()).isEqualTo("policy_denied");
    assertThat(verdict.authorization().reason()).isEqualTo("denied_by_default");
    assertThat(verdict.authorization().policyId()).isNull();
  }

  @Test
  void stopsAtTheFirstRefusalInTheOrderScopesPermissionsPolicy() {
    Validatabl layer =
        Validatabl.builder()
            .requireScopes("s")
            .requirePermissions("p")
            .requireAnyPermission("q")
            .policy(Policy.of(List.of(Rule.allow("last").when("role", CONTAINS, "r").build())))
            .build();

    assertThat(denial(layer, REQUEST.with(caller())).error()).isEqualTo("insufficient_scope");
    assertThat(denial(layer, REQUEST.with(caller("s"))).members())
        .isEqualTo(Map.of("missing", List.of("p")));
    assertThat(denial(layer, REQUEST.with(caller("s", "p"))).members())
        .isEqualTo(Map.of("missing", List.of("q")));
    assertThat(denial(layer, REQUEST.with(caller("s", "p", "q"))).error())
        .isEqualTo("policy_denied");
    assertThat(
            layer
                .decide(REQUEST.with(holder(List.of("s", "p", "q"), List.of("r"))))
                .authorization())
        .usingRecursiveComparison()
        .ignoringFields("judgement")
        .isEqualTo(new Authorization(true, "allowed_by_rule", Set.of("s"), Set.of("s"), "last"));
  }

  @Test
  void refusalForPermissionsRecordsTheScopesThatWereGranted() {
    Validatabl layer = Validatabl.builder().requireScopes("s").requirePermissions("p").build();

    assertThat(layer.decide(REQUEST.with(caller("s"))).authorization())
        .isEqualTo(
            new Authorization(false, "insufficient_permissions", Set.of("s"), Set.of("s"), null));
  }

  @Test
  void asALayerItWritesTheEvidenceWhetherItAllowsOrDenies() {
    Validatabl layer = Validatabl.builder().requireScopes("a").build();

    Decision allowed = layer.before(REQUEST.with(caller("a")));
    Decision denied = layer.before(REQUEST.with(caller("b")));

    assertThat(allowed).isInstanceOf(Decision.Proceed.class);
    assertThat(allowed.context().require(Authorization.class))
        .isEqualTo(new Authorization(true, "granted", Set.of("a"), Set.of("a"), null));
    assertThat(denied).isInstanceOf(Decision.Deny.class);
    assertThat(denied.context().require(Authorization.class))
        .isEqualTo(new Authorization(false, "insufficient_scope", Set.of("a"), Set.of(), null));
  }

  @Test
  void twoLayersInOnePipelineLeaveTheEvidenceOfBoth() {
    Validatabl outer = Validatabl.builder().requireScopes("a").build();
    Validatabl inner = Validatabl.builder().requireScopes("b").build();

    RequestContext after = outer.before(REQUEST.with(caller("a"))).context();
    Authorization both = inner.before(after).context().require(Authorization.class);

    assertThat(both.allowed()).isFalse();
    assertThat(both.requiredScopes()).containsExactly("a", "b");
    assertThat(both.grantedScopes()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{", "", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}"})
  void bodyThatSaysNoOperationIsRefusedNotDecided(String body) {
    Validatabl layer = Validatabl.builder().policy(Policy.of(List.of(), Effect.ALLOW)).build();

    assertThatThrownBy(() -> layer.decide(Requests.mcp(body).with(caller())))
        .isInstanceOf(Refused.class);
  }

  @Test
  void hugeGrantsAndHugeArgumentsAreDecidedAllTheSame() {
    String[] many = new String[50_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "scope:" + i;
    }
    String text = "x".repeat(1 << 20);
    Validatabl layer =
        Validatabl.builder()
            .requireScopes("scope:49999")
            .policy(
                Policy.of(
                    List.of(
                        Rule.allow("long")
                            .when("arguments.text", Operator.MATCHES, "x+y?")
                            .when("arguments.text", Operator.STARTS_WITH, "xx")
                            .build())))
            .build();

    assertThat(
            layer.decide(toolCall("t", "{\"text\":\"" + text + "\"}").with(caller(many))).allowed())
        .isTrue();
    assertThat(
            layer
                .decide(toolCall("t", "{\"text\":\"" + text + "z\"}").with(caller(many)))
                .allowed())
        .isFalse();
  }

  @Test
  void verdictIsEitherAllowedOrHasADenial() {
    Authorization allowed = new Authorization(true, "granted", Set.of(), Set.of(), null);
    Authorization denied = new Authorization(false, "x", Set.of(), Set.of(), null);

    assertThatThrownBy(() -> new Verdict(denied, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Verdict(allowed, Optional.of(Denials.BY_POLICY)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
