package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.Requests.toolCall;
import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Judgement;
import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.section.Judgement.Ruling;
import io.gatewaystack.validatabl.Requests;
import io.gatewaystack.validatabl.form.ValueRule;
import io.gatewaystack.validatabl.policy.Policies.Patience;
import io.gatewaystack.validatabl.policy.PoliciesInForce.Judged;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
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

  private static boolean mayReadSome(PoliciesInForce policies) {
    Operation reads = new Operation(Kind.MCP_READ, "resources/read", null, "", null);
    return policies.mayAllowSome(CALL, reads, List.of(), List.of(), Patience.withServer());
  }

  private static Policy allowing(String id, String tool) {
    return Policy.of(List.of(Rule.allow(id).when("tool", EQUALS, tool).build()));
  }

  @Test
  void eachEnforcedPolicyMustAllow() {
    assertThat(enforcing(ALL, ALL).judge(CALL).orElseThrow().allowed()).isTrue();
    assertThat(enforcing(ALL, NONE).judge(CALL).orElseThrow().allowed()).isFalse();
    assertThat(enforcing(NONE, ALL).judge(CALL).orElseThrow().allowed()).isFalse();
    assertThat(enforcing(ALL, ALL).mayAllow(CALL, A, ValueRule.ANY)).isTrue();
    assertThat(enforcing(ALL, NONE).mayAllow(CALL, A, ValueRule.ANY)).isFalse();
    assertThat(mayReadSome(enforcing(ALL, ALL))).isTrue();
    assertThat(mayReadSome(enforcing(NONE, ALL))).isFalse();
  }

  @Test
  void namesTheRuleThatDeniedElseTheFirstThatAllowed() {
    Policy deny = Policy.of(List.of(Rule.deny("no").when("scope", CONTAINS, "s").build()));

    assertThat(decidingRule(allowing("one", "a"), allowing("two", "a"))).isEqualTo("one");
    assertThat(decidingRule(allowing("one", "a"), deny, allowing("two", "a"))).isEqualTo("no");
  }

  private static String decidingRule(PolicySource... sources) {
    return enforcing(sources).judge(CALL).orElseThrow().rule().orElseThrow().id();
  }

  @Test
  void saysNothingWhenNoneIsEnforced() {
    Policies shadowOnly = new Policies(List.of(), List.of(NONE));

    assertThat(shadowOnly.enforcesAny()).isFalse();
    assertThat(shadowOnly.current().judge(CALL).orElseThrow().allowed()).isTrue();
    assertThat(shadowOnly.current().judge(CALL).orElseThrow().reason()).isEqualTo("granted");
    assertThat(new Policies(List.of(), List.of()).current().judge(CALL)).isEmpty();
    assertThat(shadowOnly.current().mayAllow(CALL, A, ValueRule.ANY)).isTrue();
    assertThat(mayReadSome(shadowOnly.current())).isTrue();
  }

  @Test
  void requestKeepsThePoliciesItBeganWith() {
    AtomicReference<Policy> source = new AtomicReference<>(ALL);
    Policies policies = new Policies(List.of(source::get), List.of(source::get));
    PoliciesInForce before = policies.current();

    source.set(NONE);

    assertThat(before.judge(CALL).orElseThrow().allowed()).isTrue();
    assertThat(before.mayAllow(CALL, A, ValueRule.ANY)).isTrue();
    assertThat(policies.current().judge(CALL).orElseThrow().allowed()).isFalse();
    assertThat(policies.current().shadows()).containsExactly(NONE);
  }

  @Test
  void isMadeAnewOnlyWhenASourceChanged() {
    AtomicReference<Policy> source = new AtomicReference<>(ALL);
    Policy second = NONE.named("second");
    Policies policies = new Policies(List.of(source::get, second), List.of(ALL));

    assertThat(policies.current()).isSameAs(policies.current());
    source.set(NONE);
    assertThat(policies.current().enforced()).containsExactly(NONE, second);
  }

  @Test
  void recordsTellPoliciesOfOneNameApart() {
    String longest = "x".repeat(128);
    Policies policies =
        new Policies(
            List.of(ALL, NONE, ALL.named(longest), ALL.named("policy:2"), NONE.named(longest)),
            List.of(NONE, ALL));

    PoliciesInForce inForce = policies.current();
    assertThat(inForce.judge(CALL).orElseThrow().record().rulings())
        .extracting(Ruling::policy, Ruling::enforced, Ruling::answer)
        .containsExactly(
            tuple("policy", true, Answer.ALLOW),
            tuple("policy:2", true, Answer.DENY),
            tuple(longest, true, Answer.ALLOW),
            tuple("policy:2:2", true, Answer.ALLOW),
            tuple("x".repeat(126) + ":2", true, Answer.DENY),
            tuple("policy", false, Answer.DENY),
            tuple("policy:2", false, Answer.ALLOW));
    assertThat(policies.current()).as("nothing has changed").isSameAs(inForce);
  }

  private static Policy policy(String name, Rule... rules) {
    return Policy.of(List.of(rules)).named(name);
  }

  private static Policy amountBelow(int limit) {
    return policy(
        "amounts", Rule.allow("small").when("arguments.amount", Operator.LT, limit).build());
  }

  private static Judgement record(RequestContext request, Policy enforced, Policy... shadows) {
    return new Policies(List.of(enforced), List.of(shadows))
        .current()
        .judge(request)
        .orElseThrow()
        .record();
  }

  @Test
  void recordsWhatEachPolicySaidByNameAndVersion() {
    Policy main = allowing("staff", "a").named("main");
    Policy next = allowing("other", "b").named("next");

    assertThat(record(CALL, main, next).rulings())
        .containsExactly(
            new Ruling("main", main.version(), true, Answer.ALLOW, "staff"),
            new Ruling("next", next.version(), false, Answer.DENY, null));
  }

  @Test
  void asksThePoliciesBehindARefusalToo() {
    Policy deny = NONE.named("first");
    Judgement record =
        new Policies(List.of(deny, allowing("two", "a").named("second")), List.of())
            .current()
            .judge(CALL)
            .orElseThrow()
            .record();

    assertThat(record.rulings())
        .extracting(Ruling::policy, Ruling::enforced, Ruling::answer)
        .containsExactly(tuple("first", true, Answer.DENY), tuple("second", true, Answer.ALLOW));
  }

  @Test
  void shadowChangesNothing() {
    PoliciesInForce policies = new Policies(List.of(ALL), List.of(NONE)).current();

    assertThat(policies.judge(CALL).orElseThrow().allowed()).isTrue();
    assertThat(policies.judge(CALL).orElseThrow().reason()).isEqualTo("allowed_by_default");
    assertThat(policies.mayAllow(CALL, A, ValueRule.ANY)).isTrue();
    assertThat(mayReadSome(policies)).isTrue();
  }

  @Test
  void shadowReadsNoBodyThatNobodyElseReads() {
    AtomicInteger reads = new AtomicInteger();
    RequestContext unread =
        Requests.unread(
            "t",
            () -> {
              reads.incrementAndGet();
              return "{\"amount\":5}".getBytes(UTF_8);
            });

    assertThat(record(unread, ALL, amountBelow(10)).rulings().get(1).answer())
        .isEqualTo(Answer.UNDECIDED);
    assertThat(reads).hasValue(0);

    assertThat(record(unread, amountBelow(10), amountBelow(1)).rulings().get(1).answer())
        .as("an enforced policy has read it")
        .isEqualTo(Answer.DENY);
    assertThat(reads).hasValue(1);
  }

  @Test
  void shadowRefusesNoBodyThatIsNoJson() {
    RequestContext form = Requests.restTool("t", "amount=5");

    assertThat(record(form, ALL, amountBelow(10)).rulings().get(1).answer())
        .isEqualTo(Answer.UNDECIDED);
    assertThatThrownBy(() -> record(form, amountBelow(10))).isInstanceOf(Refused.class);
  }

  @Test
  void shadowThatFailsCostsTheRequestNothing() {
    RequestContext broken =
        Requests.of(Requests.restTool("t", "{}"), new BrokenBody(), Requests.caller());

    assertThat(record(broken, ALL, amountBelow(10)).rulings().get(1))
        .isEqualTo(new Ruling("amounts", amountBelow(10).version(), false, Answer.UNDECIDED, null));
  }

  @Test
  void shadowIsSureWhereTheUnknownMakesNoDifference() {
    RequestContext form = Requests.restTool("t", "amount=5").with(Requests.caller("s"));
    Policy denies =
        policy(
            "p",
            Rule.deny("large").priority(1).when("arguments.amount", Operator.GT, 5).build(),
            Rule.deny("s").priority(2).when("scope", CONTAINS, "s").build());

    assertThat(record(form, ALL, denies).rulings().get(1))
        .as("refused either way, by one rule or the other")
        .isEqualTo(new Ruling("p", denies.version(), false, Answer.DENY, null));
  }

  @Test
  void messagesThatOnlyLeadToCallsPassUnlessARuleRefusesThem() {
    RequestContext list = Requests.rpc("tools/list", "{}").with(Requests.caller("s"));
    Policy tools = allowing("staff", "a").named("main");
    Policy refusing = policy("main", Rule.deny("not-s").when("scope", CONTAINS, "s").build());

    Judged passes = enforcing(tools).judge(list).orElseThrow();
    Judged refused = enforcing(refusing).judge(list).orElseThrow();

    assertThat(passes.allowed()).isTrue();
    assertThat(passes.reason()).isEqualTo("conversation");
    assertThat(passes.record().rulings())
        .containsExactly(new Ruling("main", tools.version(), true, Answer.ALLOW, null));
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.rule().map(Rule::id)).contains("not-s");
  }

  @Test
  void shadowJudgesSuchMessagesAlike() {
    RequestContext list = Requests.rpc("tools/list", "{}").with(Requests.caller("s"));
    Policy refusing = policy("next", Rule.deny("s").when("scope", CONTAINS, "s").build());

    assertThat(
            new Policies(List.of(ALL), List.of(allowing("staff", "a"), refusing))
                .current()
                .judge(list)
                .orElseThrow()
                .record()
                .rulings())
        .extracting(Ruling::answer)
        .containsExactly(Answer.ALLOW, Answer.ALLOW, Answer.DENY);
  }

  @Test
  void recordsTheContentThatWasJudged() {
    Content content = new Content(Set.of("pci"), 10, new TreeMap<>(), false, null);

    assertThat(record(CALL.merge(content), ALL).content()).isSameAs(content);
    assertThat(record(CALL, ALL).content()).isNull();
  }

  @Test
  void recordsOnlyTheArgumentsThatAPolicyNames() {
    RequestContext call =
        toolCall(
            "t",
            """
            {"amount":0.1000000000000000055511,"to":{"iban":"X"},"ok":true,"n":12,"none":null,
             "list":[1],"long":"%s","huge":1e99999999999,"secret":"s"}"""
                .formatted("x".repeat(257)));
    Policy enforced = ALL.recording(Set.of("arguments.amount", "arguments.to.iban"));
    Policy shadow =
        NONE.recording(
            Set.of(
                "arguments.to.iban",
                "arguments.ok",
                "arguments.n",
                "arguments.none",
                "arguments.absent",
                "arguments.list",
                "arguments.to",
                "arguments.long",
                "arguments.huge"));

    assertThat(record(call, enforced, shadow).arguments().toString())
        .isEqualTo(
            "{arguments.amount=0.1000000000000000055511, arguments.to.iban=\"X\","
                + " arguments.absent=null, arguments.n=12, arguments.none=null,"
                + " arguments.ok=true}");
    assertThat(record(call, ALL, NONE).arguments()).isEmpty();
  }

  @Test
  void recordsNoArgumentOfABodyThatNobodyReads() {
    RequestContext unread = Requests.unread("t", () -> "{}".getBytes(UTF_8));

    assertThat(record(unread, ALL.recording(Set.of("arguments.a"))).arguments()).isEmpty();
  }

  /** A body that fails as no body should. */
  private record BrokenBody() implements Body {
    @Override
    public boolean loaded() {
      return true;
    }

    @Override
    public byte[] bytes() {
      throw new IllegalStateException("broken");
    }

    @Override
    public JsonDocument json() {
      throw new IllegalStateException("broken");
    }

    @Override
    public byte[] multipart() {
      throw new IllegalStateException("broken");
    }

    @Override
    public byte[] original() {
      throw new IllegalStateException("broken");
    }
  }
}
