package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Requests.caller;
import static io.gatewaystack.validatabl.Requests.rpc;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.MATCHES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How much is tried for the values of one answer to a completion. */
class CompletionBoundsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TEMPLATE = "\"type\":\"ref/resource\",\"uri\":\"x://a/{id}/{doc}\"";
  private static final String PROMPT = "\"type\":\"ref/prompt\",\"name\":\"hello\"";

  /** Behind {@code h1} and its like something may be used, but it takes long to see. */
  private static Validatabl hardForSome() {
    return Validatabl.builder()
        .policy(
            Policy.of(
                List.of(
                    Rule.allow("easy")
                        .when("resource", MATCHES, "x://a/easy/[a-z]+[0-9]{7}")
                        .build(),
                    Rule.allow("hard").when("resource", MATCHES, "x://a/h[0-9]+/\\p{Lu}+").build(),
                    Rule.allow("easy-prompt")
                        .when("prompt", EQUALS, "hello")
                        .when("arguments.id", EQUALS, "easy")
                        .when("arguments.doc", MATCHES, "[a-z]+[0-9]{7}")
                        .build(),
                    Rule.allow("hard-prompt")
                        .when("prompt", EQUALS, "hello")
                        .when("arguments.id", MATCHES, "h[0-9]+")
                        .when("arguments.doc", MATCHES, "\\p{Lu}+")
                        .build())))
        .build();
  }

  /** The values of an answer that a caller is shown. */
  private static List<String> shown(Validatabl layer, String reference, List<String> values) {
    RequestContext request =
        rpc(
            "completion/complete",
            "{\"ref\":{%s},\"argument\":{\"name\":\"id\",\"value\":\"\"}}".formatted(reference));
    Decision.Proceed proceed = (Decision.Proceed) layer.before(request.with(caller("r")));
    List<Message> out = new ArrayList<>();
    String answer = JSON.writeValueAsString(values);
    proceed
        .editor()
        .orElseThrow()
        .message(
            Message.of(
                ("{\"id\":7,\"result\":{\"completion\":{\"values\":" + answer + "}}}")
                    .getBytes(UTF_8)),
            out::add);
    JsonNode left = JSON.readTree(out.get(0).bytes()).at("/result/completion/values");
    return left.valueStream().map(JsonNode::stringValue).toList();
  }

  private static List<String> numbered(String name, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> name + i).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {TEMPLATE, PROMPT})
  void whatIsHardToTellHidesNoneThatComeBehindIt(String reference) {
    assertThat(shown(hardForSome(), reference, List.of("easy"))).containsExactly("easy");
    assertThat(shown(hardForSome(), reference, List.of("h1", "easy"))).containsExactly("easy");
  }

  @ParameterizedTest
  @ValueSource(strings = {TEMPLATE, PROMPT})
  void manyValuesThatAreHardToTellShareWhatOneAnswerMayTake(String reference) {
    List<String> hard = numbered("h", 0, 100);

    assertThat(
            shown(
                hardForSome(), reference, Stream.concat(hard.stream(), Stream.of("easy")).toList()))
        .isEmpty();
    assertThat(
            shown(
                hardForSome(), reference, Stream.concat(Stream.of("easy"), hard.stream()).toList()))
        .containsExactly("easy");
  }

  @Test
  void aHundredValuesUnderUsualRulesAreAllJudged() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String open = "x://a/v" + (80 + i) + "/[a-z]+[0-9]{2}";
      rules.add(Rule.allow("open-" + i).when("resource", MATCHES, open).build());
    }
    Validatabl layer =
        Validatabl.builder()
            .openResources("x://a/{id}/{doc}")
            .policy(Policy.of(rules))
            .policy(
                Policy.of(
                    List.of(
                        Rule.deny("drafts").when("resource", MATCHES, ".*/draft[0-9]*").build()),
                    Effect.ALLOW))
            .build();

    assertThat(shown(layer, TEMPLATE, numbered("v", 0, 100))).isEqualTo(numbered("v", 80, 100));
  }
}
