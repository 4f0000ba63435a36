package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.EXISTS;
import static io.gatewaystack.validatabl.policy.Operator.GT;
import static io.gatewaystack.validatabl.policy.Operator.GTE;
import static io.gatewaystack.validatabl.policy.Operator.IN;
import static io.gatewaystack.validatabl.policy.Operator.MATCHES;
import static io.gatewaystack.validatabl.policy.Operator.NOT_EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.NOT_IN;
import static io.gatewaystack.validatabl.policy.Operator.STARTS_WITH;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.Requests;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller who asks for a list may be shown. */
class MayAllowTest {
  private static final RequestContext LIST =
      Requests.rpc("tools/list", "{\"arguments\":{\"x\":5}}")
          .with(Identity.builder("ada", "https://issuer.example").roles(List.of("staff")).build())
          .merge(new Content(Set.of("pci"), 80, new TreeMap<>(), false, null));

  private static Operation tool(String name) {
    return new Operation(Kind.MCP_TOOL_CALL, "tools/call", null, name, null);
  }

  private static Operation operation(Kind kind, String method, String target) {
    return new Operation(kind, method, null, target, null);
  }

  private static boolean visible(String tool, Rule... rules) {
    return Policy.of(List.of(rules)).mayAllow(LIST, tool(tool));
  }

  private static Rule.Builder allowA() {
    return Rule.allow("allow").when("tool", EQUALS, "a");
  }

  @Test
  void showsWhatARuleAllowsAndNothingElse() {
    assertThat(visible("a", allowA().build())).isTrue();
    assertThat(visible("b", allowA().build())).isFalse();
  }

  @Test
  void judgesTheCallerAsTheContextKnowsHim() {
    assertThat(visible("a", allowA().when("role", CONTAINS, "staff").build())).isTrue();
    assertThat(visible("a", allowA().when("role", CONTAINS, "admin").build())).isFalse();
    assertThat(visible("a", allowA().when("sub", EQUALS, "ada").build())).isTrue();
    assertThat(visible("a", allowA().when("sub", NOT_EQUALS, "ada").build())).isFalse();
  }

  @Test
  void judgesTheCallInPlaceOfTheList() {
    assertThat(visible("a", allowA().when("method", EQUALS, "tools/call").build())).isTrue();
    assertThat(visible("a", allowA().when("method", EQUALS, "tools/list").build())).isFalse();
    assertThat(visible("a", allowA().when("kind", EQUALS, "mcp_tool_call").build())).isTrue();
    assertThat(visible("a", allowA().when("kind", EQUALS, "mcp_list").build())).isFalse();
    assertThat(visible("a", allowA().when("path", EQUALS, "/mcp").build())).isTrue();
    assertThat(visible("a", allowA().when("path", EQUALS, "/else").build())).isFalse();
    assertThat(visible("a", allowA().when("model", EXISTS, true).build())).isFalse();
  }

  @Test
  void judgesACallOnAResumedStreamAsTheMessageItWouldBe() {
    RequestContext stream = Requests.mcpWithoutBody("GET");
    Policy post = Policy.of(List.of(allowA().when("http.method", EQUALS, "POST").build()));
    Policy get = Policy.of(List.of(allowA().when("http.method", EQUALS, "GET").build()));

    assertThat(post.mayAllow(stream, tool("a"))).isTrue();
    assertThat(get.mayAllow(stream, tool("a"))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CIDR")
  void conditionOnAnArgumentMayHoldOrNot(Operator operator) {
    Object value =
        switch (operator) {
          case IN, NOT_IN -> List.of("u");
          case EXISTS -> true;
          case GT, GTE, LT, LTE -> 5;
          case EQUALS, NOT_EQUALS, CONTAINS, MATCHES, STARTS_WITH, CIDR -> "u";
        };
    Rule deny = Rule.deny("deny").priority(1).when("arguments.x", operator, value).build();

    assertThat(visible("a", allowA().when("arguments.x", operator, value).build())).isTrue();
    assertThat(visible("a", deny, allowA().build())).isTrue();
  }

  @Test
  void contentOfTheListSaysNothingAboutTheCall() {
    assertThat(visible("a", allowA().when("content.labels", CONTAINS, "gdpr").build())).isTrue();
    assertThat(visible("a", allowA().when("content.riskScore", GT, 90).build())).isTrue();
    Rule risky = Rule.deny("risky").priority(1).when("content.riskScore", GTE, 50).build();
    assertThat(visible("a", risky, allowA().build())).isTrue();
  }

  @Test
  void conditionThatSurelyFailsOutweighsUnknownOnes() {
    assertThat(
            visible(
                "a",
                allowA().when("arguments.x", EQUALS, 1).when("role", CONTAINS, "admin").build()))
        .isFalse();
  }

  @Test
  void denialThatSurelyMatchesHidesWhatComesAfterIt() {
    Rule deny = Rule.deny("deny").priority(1).when("role", CONTAINS, "staff").build();

    assertThat(visible("a", deny, allowA().build())).isFalse();
    assertThat(visible("a", deny, allowA().priority(0).when("arguments.x", EQUALS, 1).build()))
        .isTrue();
  }

  @Test
  void denialThatMayMatchSettlesNothing() {
    Rule deny = Rule.deny("deny").priority(1).when("arguments.x", EQUALS, 1).build();

    assertThat(visible("a", deny)).as("denied by default").isFalse();
    assertThat(Policy.of(List.of(deny), Effect.ALLOW).mayAllow(LIST, tool("a"))).isTrue();
  }

  @Test
  void operationsWithoutArgumentsHaveNone() {
    Policy policy = Policy.of(List.of(Rule.allow("x").when("arguments.x", EXISTS, true).build()));

    assertThat(policy.mayAllow(LIST, operation(Kind.MCP_STREAM, "", null))).isFalse();
    assertThat(policy.mayAllow(LIST, operation(Kind.MCP_PROMPT, "prompts/get", "p"))).isTrue();
  }

  @Test
  void namesPromptsAndResourcesByTheirFields() {
    Policy policy =
        Policy.of(
            List.of(
                Rule.allow("p").when("prompt", EQUALS, "p").build(),
                Rule.allow("r").when("resource", STARTS_WITH, "file:///public/").build()));

    assertThat(policy.mayAllow(LIST, operation(Kind.MCP_PROMPT, "prompts/get", "p"))).isTrue();
    assertThat(policy.mayAllow(LIST, operation(Kind.MCP_PROMPT, "prompts/get", "q"))).isFalse();
    assertThat(policy.mayAllow(LIST, tool("p"))).isFalse();
    assertThat(
            policy.mayAllow(LIST, operation(Kind.MCP_READ, "resources/read", "file:///public/a")))
        .isTrue();
    assertThat(policy.mayAllow(LIST, operation(Kind.MCP_READ, "resources/read", "file:///secret")))
        .isFalse();
  }

  @Test
  void completionMayBeOfAPromptOrOfAResource() {
    Policy prompts = Policy.of(List.of(Rule.allow("p").when("prompt", EQUALS, "p").build()));
    Policy tools = Policy.of(List.of(Rule.allow("t").when("tool", EXISTS, true).build()));
    Operation completion = operation(Kind.MCP_COMPLETE, "completion/complete", "p");

    assertThat(prompts.mayAllow(LIST, completion)).isTrue();
    assertThat(tools.mayAllow(LIST, completion)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "REST_TOOL", "MODEL_CALL"})
  void pathOfAnotherHttpOperationIsNotTheListsPath(Kind kind) {
    Policy policy = Policy.of(List.of(Rule.allow("x").when("path", EQUALS, "/else").build()));

    assertThat(policy.mayAllow(LIST, new Operation(kind, "post", null, "a", "m"))).isTrue();
    assertThat(
            Policy.of(List.of(Rule.allow("x").when("method", EQUALS, "POST").build()))
                .mayAllow(LIST, new Operation(kind, "post", null, "a", "m")))
        .isTrue();
  }

  @Test
  void readsNeitherBodyNorOperationOfTheList() {
    RequestContext broken = Requests.mcp("not JSON");

    assertThat(Policy.of(List.of(allowA().build())).mayAllow(broken, tool("a"))).isTrue();
    assertThat(
            Policy.of(List.of(allowA().when("arguments.x", NOT_IN, List.of("u")).build()))
                .mayAllow(broken, tool("a")))
        .isTrue();
  }
}
