package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.Requests.toolCall;
import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.validatabl.Requests;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PoliciesTest {
  private static final Policy ALL = Policy.of(List.of(), Effect.ALLOW);
  private static final Policy NONE = Policy.of(List.of());
  private static final RequestContext CALL = toolCall("a").with(Requests.caller("s"));
  private static final Operation A =
      new Operation(Kind.MCP_TOOL_CALL, "tools/call", null, "a", null);

  private static PoliciesInForce enforcing(PolicySource... sources) {
    return new Policies(List.of(sources), List.of()).current();
  }

  private static Policy allowing(String id, String tool) {
    return Policy.of(List.of(Rule.allow(id).when("tool", EQUALS, tool).build()));
  }

  @Test
  void eachEnforcedPolicyMustAllow() {
    assertThat(enforcing(ALL, ALL).decide(CALL).orElseThrow().allowed()).isTrue();
    assertThat(enforcing(ALL, NONE).decide(CALL).orElseThrow().allowed()).isFalse();
    assertThat(enforcing(NONE, ALL).decide(CALL).orElseThrow().allowed()).isFalse();
    assertThat(enforcing(ALL, ALL).mayAllow(CALL, A)).isTrue();
    assertThat(enforcing(ALL, NONE).mayAllow(CALL, A)).isFalse();
    assertThat(enforcing(ALL, ALL).mayAllowSome(CALL, A)).isTrue();
    assertThat(enforcing(NONE, ALL).mayAllowSome(CALL, A)).isFalse();
  }

  @Test
  void namesTheRuleThatDeniedElseTheFirstThatAllowed() {
    Policy deny = Policy.of(List.of(Rule.deny("no").when("scope", CONTAINS, "s").build()));

    assertThat(decidingRule(allowing("one", "a"), allowing("two", "a"))).isEqualTo("one");
    assertThat(decidingRule(allowing("one", "a"), deny, allowing("two", "a"))).isEqualTo("no");
  }

  private static String decidingRule(PolicySource... sources) {
    return enforcing(sources).decide(CALL).orElseThrow().rule().orElseThrow().id();
  }

  @Test
  void saysNothingWhenNoneIsEnforced() {
    Policies shadowOnly = new Policies(List.of(), List.of(NONE));

    assertThat(shadowOnly.enforcesAny()).isFalse();
    assertThat(shadowOnly.current().decide(CALL)).isEmpty();
    assertThat(shadowOnly.current().mayAllow(CALL, A)).isTrue();
    assertThat(shadowOnly.current().mayAllowSome(CALL, A)).isTrue();
  }

  @Test
  void requestKeepsThePoliciesItBeganWith() {
    AtomicReference<Policy> source = new AtomicReference<>(ALL);
    Policies policies = new Policies(List.of(source::get), List.of(source::get));
    PoliciesInForce before = policies.current();

    source.set(NONE);

    assertThat(before.decide(CALL).orElseThrow().allowed()).isTrue();
    assertThat(before.mayAllow(CALL, A)).isTrue();
    assertThat(policies.current().decide(CALL).orElseThrow().allowed()).isFalse();
    assertThat(policies.current().shadows()).containsExactly(NONE);
  }

  @Test
  void isMadeAnewOnlyWhenASourceChanged() {
    AtomicReference<Policy> source = new AtomicReference<>(ALL);
    Policies policies = new Policies(List.of(source::get, NONE), List.of(ALL));

    assertThat(policies.current()).isSameAs(policies.current());
    source.set(NONE);
    assertThat(policies.current().enforced()).containsExactly(NONE, NONE);
  }
}
