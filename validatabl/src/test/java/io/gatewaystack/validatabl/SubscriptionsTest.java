package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Decided.outcome;
import static io.gatewaystack.validatabl.Requests.rpc;
import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.STARTS_WITH;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.section.Judgement.Ruling;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import io.gatewaystack.validatabl.service.InMemoryServices;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A modern client subscribes to resources by {@code subscriptions/listen}. */
class SubscriptionsTest {
  private static final Validatabl MAPPED =
      Validatabl.builder()
          .openResources("ledger://open/{id}")
          .resourceScopes(Map.of("ledger://secret", Set.of("w")))
          .build();
  private static final Validatabl POLICY =
      policy(
          Rule.deny("secret").priority(1).when("resource", STARTS_WITH, "ledger://secret").build(),
          Rule.deny("found")
              .priority(1)
              .when("content.labels", CONTAINS, "pci")
              .when("kind", EQUALS, "mcp_read")
              .build(),
          Rule.deny("no-subscriptions-to-logs")
              .priority(1)
              .when("resource", STARTS_WITH, "ledger://logs")
              .when("method", EQUALS, "resources/subscribe")
              .build());
  private static final Validatabl SERVICES =
      Validatabl.builder()
          .policy(Policy.of(List.of(), Effect.ALLOW))
          .services(
              new InMemoryServices().enable("one", "open"),
              Map.of(),
              Map.of("ledger://open", "open", "ledger://secret", "secret"))
          .build();

  private static Validatabl policy(Rule... rules) {
    return Validatabl.builder().policy(policyOf(rules)).build();
  }

  private static Policy policyOf(Rule... rules) {
    return Policy.of(List.of(rules), Effect.ALLOW);
  }

  private static RequestContext listen(String subscriptions) {
    return rpc(
            "subscriptions/listen",
            "{\"notifications\":{\"toolsListChanged\":true" + subscriptions + "}}")
        .with(ada());
  }

  private static RequestContext listenTo(String... uris) {
    String list = Arrays.stream(uris).map(uri -> "\"" + uri + "\"").collect(joining(","));
    return listen(",\"resourceSubscriptions\":[" + list + "]");
  }

  private static Identity ada() {
    return Identity.builder("ada", "https://issuer.example")
        .tenantId("one")
        .scopes(List.of("r"))
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "ledger://open/1, allowed",
    "ledger://secret, INSUFFICIENT_SCOPE",
    "ledger://other, unknown_resource",
    "ledger://open/%61, unknown_resource"
  })
  void eachResourceIsJudgedAsItsOwnSubscriptionWouldBe(String uri, String expected) {
    assertThat(outcome(MAPPED, listenTo(uri))).isEqualTo(expected);
    assertThat(outcome(MAPPED, listenTo("ledger://open/2", uri))).isEqualTo(expected);
    assertThat(outcome(MAPPED, rpc("resources/subscribe", "{\"uri\":\"" + uri + "\"}").with(ada())))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "ledger://open, allowed",
    "ledger://secret/a, policy_denied",
    "ledger://logs, policy_denied"
  })
  void policiesJudgeWhatIsSubscribedTo(String uri, String expected) {
    assertThat(outcome(POLICY, listenTo(uri))).isEqualTo(expected);
  }

  @Test
  void whatIsKnownOfTheContentCounts() {
    Content pci = new Content(Set.of("pci"), 0, new TreeMap<>(), false, null);

    assertThat(outcome(POLICY, listenTo("ledger://open").with(pci))).isEqualTo("policy_denied");
    assertThat(outcome(POLICY, listen("").with(pci))).isEqualTo("allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "ledger://open, allowed",
    "ledger://secret, service_not_enabled",
    "x://a, unmapped_operation"
  })
  void servicesJudgeWhatIsSubscribedTo(String uri, String expected) {
    assertThat(outcome(SERVICES, listenTo(uri))).isEqualTo(expected);
  }

  @Test
  void withoutResourcesListeningIsConversation() {
    for (Validatabl layer : List.of(MAPPED, POLICY, SERVICES)) {
      assertThat(outcome(layer, listen(""))).isEqualTo("allowed");
      assertThat(outcome(layer, listenTo())).isEqualTo("allowed");
    }
  }

  @Test
  void theAnswerIsThatOfTheRevisionAndTheHeaderFieldsOfTheRequestStay() {
    Headers headers =
        Headers.of(
            Map.of(
                "Content-Type", List.of("application/json"),
                "Mcp-Method", List.of("subscriptions/listen"),
                "MCP-Protocol-Version", List.of("2026-07-28")));
    RequestContext request =
        Requests.of(
                new Route(Route.Protocol.MCP, "/mcp"),
                "POST",
                "/mcp",
                headers,
                """
                {"jsonrpc":"2.0","id":"a\\"b","method":"subscriptions/listen","params":
                {"notifications":{"resourceSubscriptions":["ledger://no\\"ne"]}}}""")
            .with(ada());

    Denial denial = MAPPED.decide(request).denial().orElseThrow();

    assertThat(denial.reason()).isEqualTo("unknown_resource");
    assertThat(denial.rpcCode()).isEqualTo(-32602);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"ledger://secret\"", "{}", "null", "[1]", "[\"\"]", "[null]", "[[]]"})
  void refusesSubscriptionsThatAreNoListOfUris(String subscriptions) {
    assertThatThrownBy(() -> MAPPED.decide(listen(",\"resourceSubscriptions\":" + subscriptions)))
        .isInstanceOf(Refused.class);
  }

  /** Some clients ask for exactly what the challenge says, and would lose what they have. */
  @Test
  void oneChallengeNamesTheScopesOfEveryResourceThoseTheCallerHasIncluded() {
    Validatabl layer =
        Validatabl.builder()
            .baseScopes("mcp")
            .resourceScopes(Map.of("x:a", Set.of("a"), "x:b", Set.of("b"), "x:r", Set.of("r")))
            .build();

    Denial denial = layer.decide(listenTo("x:r", "x:a", "x:b")).denial().orElseThrow();

    assertThat(Optional.ofNullable(denial.challenge()).orElseThrow().scopes())
        .containsExactly("mcp", "r", "a", "b");
    assertThat(denial.members()).containsEntry("needed", List.of("a", "b"));
  }

  @Test
  void aChallengeSaysNothingOfResourcesThatAreHidden() {
    Validatabl layer =
        Validatabl.builder()
            .policy(policyOf(Rule.deny("no-r").when("resource", EQUALS, "x:r").build()))
            .resourceScopes(Map.of("x:a", Set.of("a"), "x:r", Set.of("r")))
            .build();

    Denial denial = layer.decide(listenTo("x:a", "x:r")).denial().orElseThrow();

    assertThat(Optional.ofNullable(denial.challenge()).orElseThrow().scopes()).containsExactly("a");
  }

  @Test
  void resourcesThatNeedMoreScopesTogetherThanAChallengeCanNameAreNotSubscribedToAtOnce() {
    String one = "a".repeat(1_100);
    String other = "b".repeat(1_100);
    Validatabl layer =
        Validatabl.builder()
            .resourceScopes(Map.of("x:a", Set.of(one), "x:b", Set.of(other), "x:r", Set.of("r")))
            .build();

    Denial denial = layer.decide(listenTo("x:r", "x:a", "x:b")).denial().orElseThrow();
    assertThat(denial.status()).isEqualTo(400);
    assertThat(denial.reason()).isEqualTo("too_many_scopes");
    assertThat(outcome(layer, listenTo("x:r", "x:a"))).isEqualTo("INSUFFICIENT_SCOPE");
    Identity all = Identity.builder("ada", "i").scopes(List.of(one, other, "r")).build();
    RequestContext both =
        rpc(
            "subscriptions/listen",
            "{\"notifications\":{\"resourceSubscriptions\":[\"x:a\",\"x:b\"]}}");
    assertThat(outcome(layer, both.with(all))).isEqualTo("allowed");
  }

  @Test
  void aPolicyInTheShadowIsRecordedToDenyWhatItWouldDeny() {
    Policy shadow =
        Policy.of(
            List.of(Rule.deny("secret").when("resource", EQUALS, "ledger://secret").build()),
            Effect.ALLOW);
    Validatabl layer =
        Validatabl.builder()
            .policy(Policy.of(List.of(), Effect.ALLOW))
            .shadowPolicy(shadow)
            .build();

    assertThat(shadowed(layer, listenTo("ledger://open", "ledger://secret", "ledger://open")))
        .isEqualTo(Answer.DENY);
    assertThat(shadowed(layer, listenTo("ledger://open"))).isEqualTo(Answer.ALLOW);
  }

  @Test
  void aShadowOfTheSameNameTakesNothingFromTheRecordOfWhatIsEnforced() {
    Policy refusing =
        policyOf(Rule.deny("secret").when("resource", EQUALS, "ledger://secret").build());
    Validatabl layer =
        Validatabl.builder()
            .policy(refusing)
            .shadowPolicy(policyOf(Rule.deny("x").when("resource", EQUALS, "x:").build()))
            .build();

    assertThat(
            Optional.ofNullable(
                    layer.decide(listenTo("ledger://secret")).authorization().judgement())
                .orElseThrow()
                .rulings())
        .extracting(Ruling::enforced, Ruling::answer)
        .containsExactly(tuple(true, Answer.DENY), tuple(false, Answer.ALLOW));
  }

  private static Answer shadowed(Validatabl layer, RequestContext request) {
    return Optional.ofNullable(layer.decide(request).authorization().judgement())
        .orElseThrow()
        .rulings()
        .stream()
        .filter(ruling -> !ruling.enforced())
        .map(Ruling::answer)
        .reduce((one, other) -> Answer.UNDECIDED)
        .orElseThrow();
  }

  @Test
  void refusesMoreThanAThousand() {
    String[] many =
        IntStream.range(0, 1_001).mapToObj(i -> "ledger://open/" + i).toArray(String[]::new);

    assertThat(outcome(MAPPED, listenTo(Arrays.copyOf(many, 1_000)))).isEqualTo("allowed");
    assertThatThrownBy(() -> MAPPED.decide(listenTo(many)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(Optional.ofNullable(refused.denial().code()))
                    .contains("too_many_subscriptions"));
  }

  @Test
  void refusesMoreThanSixtyFourKilobytesOfUris() {
    String[] long65 = new String[65];
    Arrays.setAll(long65, i -> "ledger://open/" + "x".repeat(1_000) + i);

    assertThatThrownBy(() -> MAPPED.decide(listenTo(long65))).isInstanceOf(Refused.class);
  }
}
