package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Requests.caller;
import static io.gatewaystack.validatabl.Requests.rpc;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.UnfitAnswer;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
  private static final Validatabl LAYER =
      Validatabl.builder()
          .openPrompts("hello")
          .promptScopes(Map.of("audit", Set.of("w")))
          .openResources("x://a/{id}", "x://b/1", "x://b/%C3%A9", "x://two/m/1")
          .resourceScopes(Map.of("x://b/2", Set.of("w"), "x://secret/{id}", Set.of("w")))
          .build();

  private static RequestContext of(String type, String key, String name, String more) {
    return rpc(
        "completion/complete",
        "{\"ref\":{\"type\":\"%s\",\"%s\":\"%s\"},\"argument\":{\"name\":\"id\",\"value\":\"\"}%s}"
            .formatted(type, key, name, more));
  }

  private static RequestContext template(String uri) {
    return of("ref/resource", "uri", uri, "");
  }

  private static RequestContext prompt(String name) {
    return of("ref/prompt", "name", name, "");
  }

  private static String outcome(Validatabl layer, RequestContext request, String... scopes) {
    return Decided.outcome(layer, request.with(caller(scopes)));
  }

  private static String filtered(RequestContext request, String answer) {
    return filtered(LAYER, request, answer);
  }

  private static String filtered(Validatabl layer, RequestContext request, String answer) {
    return Decided.text(layer, request.with(caller("r")), answer);
  }

  private static String completion(String members) {
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"completion\":{" + members + "}}}";
  }

  @ParameterizedTest
  @CsvSource({
    "hello, '', allowed",
    "audit, w, allowed",
    "audit, r, INSUFFICIENT_SCOPE",
    "other, w, unknown_prompt"
  })
  void promptsAreCompletedForThoseWhoMayGetThem(String name, String scopes, String expected) {
    assertThat(outcome(LAYER, prompt(name), scopes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "x://a/{id}, r, allowed",
    "x://{+any}, r, allowed",
    "x://b/{id}, r, allowed",
    "x://secret/{id}, w, allowed",
    "x://secret/{id}, r, INSUFFICIENT_SCOPE",
    "x://none/{id}, w, unknown_resource",
    "x://b/2, r, INSUFFICIENT_SCOPE",
    "x://b/2, w, allowed",
    "x://b/1, r, allowed"
  })
  void resourcesAreCompletedForThoseWhoMayReadOneOfThem(
      String uri, String scopes, String expected) {
    assertThat(outcome(LAYER, template(uri), scopes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ref/tool", "", "ref/Prompt"})
  void referencesOfUnknownTypesAreRefused(String type) {
    Validatabl open = Validatabl.builder().policy(Policy.of(List.of(), Effect.ALLOW)).build();

    assertThat(outcome(open, of(type, "name", "hello", ""))).isEqualTo("unmapped_operation");
    assertThat(outcome(open, prompt("hello"))).isEqualTo("allowed");
  }

  @Test
  void policyOnWhatIsUsedDecidesAboutCompletingIt() {
    Validatabl layer =
        Validatabl.builder()
            .policy(
                Policy.of(
                    List.of(
                        Rule.allow("get")
                            .when("method", Operator.EQUALS, "prompts/get")
                            .when("prompt", Operator.EQUALS, "hello")
                            .build(),
                        Rule.allow("read")
                            .when("resource", Operator.STARTS_WITH, "x://a/")
                            .build())))
            .build();

    assertThat(outcome(layer, prompt("hello"))).isEqualTo("allowed");
    assertThat(outcome(layer, prompt("audit"))).isEqualTo("policy_denied");
    assertThat(outcome(layer, template("x://a/{id}"))).isEqualTo("allowed");
    assertThat(outcome(layer, template("x://b/{id}"))).isEqualTo("policy_denied");
    assertThat(outcome(layer, template("{+uri}"))).isEqualTo("allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "x://a/, 300, allowed",
    "x://a/, 301, policy_denied",
    "x://a/, 4096, policy_denied",
    "x://none/, 300, unknown_resource",
    "x://none/, 301, unknown_resource"
  })
  void templatesOfClientsAreNoLongerThanThoseThatAreMapped(String start, int length, String code) {
    String end = "/{id}";
    String middle = "s".repeat(length - start.length() - end.length());
    Validatabl layer = Validatabl.builder().openResources("x://a/{+path}").build();

    assertThat(outcome(layer, template(start + middle + end))).isEqualTo(code);
    assertThat(outcome(layer, template("x://a/" + middle))).isEqualTo("allowed");
  }

  @Test
  void aTemplateThatIsHardToTellIsClosedToClientsUntilAServerListsIt() {
    Validatabl layer =
        Validatabl.builder()
            .policy(
                Policy.of(
                    List.of(
                        Rule.allow("words")
                            .when("resource", Operator.MATCHES, "x://a/[\\p{Lu}]+")
                            .build())))
            .build();

    assertThat(outcome(layer, template("x://a/{id}"))).isEqualTo("policy_denied");
    RequestContext list = rpc("resources/templates/list", "{}");
    String entry = "{\"name\":\"a\",\"uriTemplate\":\"x://a/{id}\"}";
    assertThat(
            filtered(
                layer,
                list,
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"resourceTemplates\":["
                    + entry
                    + "]}}"))
        .contains(entry);
    assertThat(outcome(layer, template("x://a/{id}"))).isEqualTo("allowed");
    assertThat(outcome(layer, template("x://b/{id}"))).isEqualTo("policy_denied");
  }

  @Test
  void policyThatRefusesCompletionItselfIsObeyed() {
    Validatabl layer =
        Validatabl.builder()
            .policy(
                Policy.of(
                    List.of(
                        Rule.deny("none")
                            .when("method", Operator.EQUALS, "completion/complete")
                            .build()),
                    Effect.ALLOW))
            .build();

    assertThat(outcome(layer, prompt("hello"))).isEqualTo("policy_denied");
    assertThat(outcome(layer, rpc("prompts/get", "{\"name\":\"hello\"}"))).isEqualTo("allowed");
  }

  @Test
  void valuesThatLeadToUnreadableResourcesAreTakenOut() {
    assertThat(
            filtered(
                template("x://b/{id}"),
                completion("\"values\":[\"1\", \"2\",\"é\",\"3\",7],\"hasMore\":true")))
        .isEqualTo(completion("\"values\":[\"1\", \"é\"],\"hasMore\":true"));
  }

  @Test
  void totalWouldCountWhatIsHidden() {
    assertThat(
            filtered(
                template("x://b/{id}"), completion("\"total\":50,\"values\":[\"1\"],\"x\":1.0")))
        .isEqualTo(completion("\"values\":[\"1\"],\"x\":1.0"));
    assertThat(filtered(prompt("hello"), completion("\"total\":50,\"values\":[\"1\"]")))
        .isEqualTo(completion("\"total\":50,\"values\":[\"1\"]"));
  }

  @Test
  void variablesChosenBeforeAreTakenIntoAccount() {
    String values = completion("\"values\":[\"1\",\"2\"]");
    RequestContext known =
        of(
            "ref/resource",
            "uri",
            "x://two/{other}/{id}",
            ",\"context\":{\"arguments\":{\"other\":\"m\",\"n\":7}}");

    assertThat(filtered(known, values)).isEqualTo(completion("\"values\":[\"1\"]"));
    assertThat(filtered(template("x://two/{other}/{id}"), values))
        .as("some other leads to x://two/m/1, none to one that ends in 2")
        .isEqualTo(completion("\"values\":[\"1\"]"));
  }

  @Test
  void valuesOfPromptArgumentsNameNoResource() {
    String values = completion("\"values\":[\"x://secret/1\",\"2\"]");

    assertThat(filtered(prompt("hello"), values)).isEqualTo(values);
  }

  @Test
  void valuesOfPromptArgumentsThatAPolicyRefusesAreTakenOut() {
    Validatabl layer =
        Validatabl.builder()
            .policy(
                Policy.of(
                    List.of(
                        Rule.deny("secret")
                            .when("method", Operator.EQUALS, "prompts/get")
                            .when("arguments.id", Operator.STARTS_WITH, "secret")
                            .build(),
                        Rule.deny("pair")
                            .when("method", Operator.EQUALS, "prompts/get")
                            .when("arguments.id", Operator.EQUALS, "a")
                            .when("arguments.region", Operator.EQUALS, "eu")
                            .build()),
                    Effect.ALLOW))
            .build();
    String values = completion("\"total\":9,\"values\":[\"a\",\"secret1\",\"b\",\"\"]");
    String eu = ",\"context\":{\"arguments\":{\"region\":\"eu\",\"a.b\":\"x\"}}";

    assertThat(filtered(layer, prompt("hello"), values))
        .isEqualTo(completion("\"values\":[\"a\",\"b\",\"\"]"));
    assertThat(filtered(layer, of("ref/prompt", "name", "hello", eu), values))
        .isEqualTo(completion("\"values\":[\"b\",\"\"]"));
  }

  @Test
  void ofAnAnswerToAnotherRequestNobodyKnowsWhereItsValuesLead() {
    String foreign =
        "{\"id\":8,\"result\":{\"completion\":{\"values\":[\"1\",\"2\"],\"hasMore\":false}}}";
    String emptied = "{\"id\":8,\"result\":{\"completion\":{\"values\":[],\"hasMore\":false}}}";

    assertThat(filtered(template("x://b/{id}"), foreign)).isEqualTo(emptied);
    assertThat(filtered(Requests.mcpWithoutBody("GET"), foreign)).isEqualTo(emptied);
    assertThat(filtered(template("x://b/{id}"), foreign.replace("\"id\":8", "\"id\":\"7\"")))
        .contains("\"values\":[]");
  }

  @Test
  void whereResourcesAreAllTheSameAStreamKeepsItsValues() {
    Validatabl tools = Validatabl.builder().openTools("t").build();
    String answer = completion("\"values\":[\"1\"],\"total\":1");
    List<Message> out = new ArrayList<>();
    Message message = Message.of(answer.getBytes(UTF_8));
    ((Decision.Proceed) tools.before(Requests.mcpWithoutBody("GET").with(caller())))
        .editor()
        .orElseThrow()
        .message(message, out::add);

    assertThat(out).containsExactly(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"completion\":[\"2\"]",
        "\"completion\":null",
        "\"completion\":{\"values\":\"2\"}",
        "\"completion\":{\"values\":{\"0\":\"2\"}}",
        "\"values\":[\"2\"]"
      })
  void refusesAnAnswerThatIsNoCompletion(String members) {
    assertThatThrownBy(
            () ->
                filtered(
                    template("x://b/{id}"),
                    "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{" + members + "}}"))
        .isInstanceOf(UnfitAnswer.class);
  }
}
