package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Requests.caller;
import static io.gatewaystack.validatabl.Requests.rpc;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.UnfitAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListFilterTest {
  private static final Validatabl LAYER =
      Validatabl.builder()
          .toolScopes(Map.of("read", Set.of("r"), "write", Set.of("w")))
          .openPrompts("hello")
          .openResources("x://open/{id}", "x://one")
          .resourceScopes(Map.of("x://secret/{+path}", Set.of("w")))
          .build();
  private static final Validatabl OPEN = Validatabl.builder().openTools("read", "write").build();

  private static final RequestContext TOOLS = rpc("tools/list", "{}");
  private static final RequestContext STREAM = Requests.mcpWithoutBody("GET");

  private static Message through(Validatabl layer, RequestContext request, String answer) {
    return Decided.answered(layer, request.with(caller("r")), answer);
  }

  private static String filtered(RequestContext request, String answer) {
    return new String(through(LAYER, request, answer).bytes(), UTF_8);
  }

  private static String result(String members) {
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{" + members + "}}";
  }

  @Test
  void keepsEveryOtherByteAsItWas() {
    String before =
        """
        { "result" : {"nextCursor":"p\\u0032", "tools" : [
          {"price":1.00, "name":"read", "x-vendor":{"b":1e3,"a":[ ]}} ,
          {"name":"write","description":"secret"},
          {"title":"\\ud83d\\ude00","\\u006eame":"re\\u0061d"} ], "_meta":{"k":-0.0} },
          "id":7,"jsonrpc":"2.0" }""";

    assertThat(filtered(TOOLS, before))
        .isEqualTo(
            """
            { "result" : {"nextCursor":"p\\u0032", "tools" : [
              {"price":1.00, "name":"read", "x-vendor":{"b":1e3,"a":[ ]}} ,
              {"title":"\\ud83d\\ude00","\\u006eame":"re\\u0061d"} ], "_meta":{"k":-0.0} },
              "id":7,"jsonrpc":"2.0" }""");
  }

  @Test
  void handsOnTheSameMessageWhenNothingIsHidden() {
    Message message = Message.of(result("\"tools\":[{\"name\":\"read\"}]").getBytes(UTF_8));
    List<Message> out = new ArrayList<>();
    ((Decision.Proceed) LAYER.before(TOOLS.with(caller("r"))))
        .editor()
        .orElseThrow()
        .message(message, out::add);

    assertThat(out).containsExactly(message);
  }

  @Test
  void pageMayBecomeEmptyAndStillLeadToTheNext() {
    assertThat(filtered(TOOLS, result("\"tools\":[{\"name\":\"write\"}],\"nextCursor\":\"2\"")))
        .isEqualTo(result("\"tools\":[],\"nextCursor\":\"2\""));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"title\":\"read\"}",
        "{\"name\":null}",
        "{\"name\":7}",
        "{\"name\":[\"read\"]}",
        "{\"name\":{\"name\":\"read\"}}",
        "{\"name\":\"\"}",
        "{\"Name\":\"read\"}",
        "\"read\"",
        "[\"read\"]",
        "null",
        "7"
      })
  void takesOutEntriesThatCannotBeJudged(String entry) {
    assertThat(filtered(TOOLS, result("\"tools\":[" + entry + ",{\"name\":\"read\"}]")))
        .isEqualTo(result("\"tools\":[{\"name\":\"read\"}]"));
  }

  @Test
  void takesOutNamesThatNoRequestCouldCarry() {
    Validatabl anything =
        Validatabl.builder()
            .policy(
                io.gatewaystack.validatabl.policy.Policy.of(
                    List.of(), io.gatewaystack.validatabl.policy.Effect.ALLOW))
            .build();
    String longest = "{\"name\":\"" + "a".repeat(4096) + "\"}";
    String tooLong = "{\"name\":\"" + "a".repeat(4097) + "\"}";

    Message after = through(anything, TOOLS, result("\"tools\":[" + longest + "," + tooLong + "]"));

    assertThat(new String(after.bytes(), UTF_8)).isEqualTo(result("\"tools\":[" + longest + "]"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "\"tools\":{\"0\":{\"name\":\"write\"}}",
        "\"tools\":\"write\"",
        "\"tools\":null",
        "\"Tools\":[{\"name\":\"write\"}]",
        "\"items\":[{\"name\":\"write\"}]",
        "\"resultType\":\"complete\"",
        "\"prompts\":[]",
        ""
      })
  void refusesAnAnswerThatIsNotTheListAskedFor(String members) {
    assertThatThrownBy(() -> filtered(TOOLS, result(members)))
        .isInstanceOf(UnfitAnswer.class)
        .extracting(e -> ((UnfitAnswer) e).code())
        .isEqualTo("answer_not_a_list");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":[{\"name\":\"write\"}]}",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"write\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":null}"
      })
  void refusesAResultThatIsNoObject(String answer) {
    assertThatThrownBy(() -> filtered(TOOLS, answer)).isInstanceOf(UnfitAnswer.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"id\":7,\"result\":{\"tools\":[]},\"result\":{\"tools\":[{\"name\":\"write\"}]}}",
        "{\"id\":7,\"result\":{\"tools\":[],\"tools\":[{\"name\":\"write\"}]}}",
        "{\"id\":7,\"result\":{\"tools\":[{\"name\":\"read\",\"name\":\"write\"}]}}",
        "{\"id\":7,\"result\":{\"tools\":[{\"name\":\"read\",\"n\\u0061me\":\"write\"}]}}",
        "{\"id\":7,\"result\":{\"tools\":[{\"name\":\"write\"}]}} x",
        "{\"id\":7,\"result\":{\"tools\":[{\"name\":\"\\ud800\"}]}}",
        "tools: write"
      })
  void refusesWhatTwoReadersCouldReadInTwoWays(String answer) {
    assertThatThrownBy(() -> filtered(TOOLS, answer)).isInstanceOf(InvalidJson.class);
    assertThatThrownBy(() -> filtered(STREAM, answer)).isInstanceOf(InvalidJson.class);
  }

  @Test
  void aServerThatMustAskFirstHasNoListYet() {
    String asking = result("\"resultType\":\"input_required\",\"inputRequests\":{}");

    assertThat(filtered(TOOLS, asking)).isEqualTo(asking);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32601,\"message\":\"write\"}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"tools\":\"x\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"sampling/createMessage\",\"params\":"
            + "{\"tools\":[{\"name\":\"write\"}]}}",
        "{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{\"content\":[{\"type\":\"text\"}]}}",
        "[]",
        "\"text\"",
        "7"
      })
  void leavesEverythingElseAlone(String message) {
    assertThat(filtered(TOOLS, message)).isEqualTo(message);
    assertThat(filtered(STREAM, message)).isEqualTo(message);
  }

  @Test
  void knowsListsOnAStreamByTheirShapeWhateverTheirId() {
    assertThat(
            filtered(
                STREAM,
                "{\"id\":\"old\",\"result\":{\"tools\":[{\"name\":\"write\"},{\"name\":\"read\"}]}}"))
        .isEqualTo("{\"id\":\"old\",\"result\":{\"tools\":[{\"name\":\"read\"}]}}");
    assertThat(filtered(STREAM, result("\"prompts\":[{\"name\":\"other\"},{\"name\":\"hello\"}]")))
        .isEqualTo(result("\"prompts\":[{\"name\":\"hello\"}]"));
    assertThat(
            filtered(
                STREAM,
                result("\"resources\":[{\"uri\":\"x://secret/1\"},{\"uri\":\"x://open/1\"}]")))
        .isEqualTo(result("\"resources\":[{\"uri\":\"x://open/1\"}]"));
    assertThat(
            filtered(
                STREAM,
                result(
                    "\"resourceTemplates\":[{\"uriTemplate\":\"x://secret/{a}\"},"
                        + "{\"uriTemplate\":\"x://open/{b}\"}]")))
        .isEqualTo(result("\"resourceTemplates\":[{\"uriTemplate\":\"x://open/{b}\"}]"));
    assertThatThrownBy(() -> filtered(STREAM, result("\"tools\":{\"name\":\"write\"}")))
        .isInstanceOf(UnfitAnswer.class);
  }

  @Test
  void filtersAForeignAnswerOnTheStreamOfAListToo() {
    assertThat(filtered(TOOLS, "{\"id\":8,\"result\":{\"prompts\":[{\"name\":\"other\"}]}}"))
        .isEqualTo("{\"id\":8,\"result\":{\"prompts\":[]}}");
  }

  @Test
  void filtersEachMessageOfABatch() {
    String write = result("\"tools\":[{\"name\":\"write\"}]");
    String none = result("\"tools\":[]");

    assertThat(filtered(STREAM, "[" + write + ",7,{\"method\":\"x\"}, " + write + "]"))
        .isEqualTo("[" + none + ",7,{\"method\":\"x\"}, " + none + "]");
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "public"         | "private"
          "p\\u0075blic"   | "private"
          "private"        | "private"
          "shared"         | "private"
          null             | "private"
          {"a":[1]}        | "private"
          """)
  void aListThatDependsOnTheCallerIsPrivate(String before, String after) {
    String tools = "\"tools\":[{\"name\":\"read\"}]";

    assertThat(filtered(TOOLS, result("\"ttlMs\":5,\"cacheScope\": " + before + "," + tools)))
        .isEqualTo(result("\"ttlMs\":5,\"cacheScope\": " + after + "," + tools));
    assertThat(filtered(STREAM, result(tools + ",\"cacheScope\":" + before)))
        .isEqualTo(result(tools + ",\"cacheScope\":" + after));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"ttlMs\":60000", "\"resultType\":\"complete\""})
  void aModernListThatDoesNotSayHowWidelyItMayBeKeptIsPrivate(String modern) {
    String read = ",\"tools\":[{\"name\":\"read\"}]";

    assertThat(filtered(TOOLS, result(modern + read)))
        .isEqualTo(result(modern + read + ",\"cacheScope\":\"private\""));
    assertThat(filtered(STREAM, "[" + result(modern + ",\"tools\":[{\"name\":\"write\"}]") + "]"))
        .isEqualTo("[" + result(modern + ",\"tools\":[],\"cacheScope\":\"private\"") + "]");
    assertThat(filtered(TOOLS, result(read.substring(1)))).isEqualTo(result(read.substring(1)));
    assertThat(new String(through(OPEN, TOOLS, result(modern + read)).bytes(), UTF_8))
        .isEqualTo(result(modern + read));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"id\":7,\"result\":{\"Tools\":[{\"name\":\"write\"}]}}]",
        "[{\"id\":8,\"result\":{}},{\"id\":7,\"result\":[{\"name\":\"write\"}]}]",
        "[{\"result\":{\"Tools\":[]},\"id\":7}]",
        "[[{\"id\":7,\"result\":{\"tools\":[{\"name\":\"write\"}]}}]]",
        "[[]]",
        "{\"id\":7.0,\"result\":{\"Tools\":[]}}",
        "{\"id\":\"7\",\"result\":{\"Tools\":[]}}",
        "{\"id\":70e-1,\"result\":[]}"
      })
  void refusesAMalformedListInABatchAndUnderEverySpellingOfItsId(String answer) {
    assertThatThrownBy(() -> filtered(TOOLS, answer)).isInstanceOf(UnfitAnswer.class);
  }

  @Test
  void aBatchMayAnswerOthersToo() {
    String batch = "[{\"id\":8,\"result\":{\"a\":1}},%s]";

    assertThat(filtered(TOOLS, batch.formatted(result("\"tools\":[{\"name\":\"write\"}]"))))
        .isEqualTo(batch.formatted(result("\"tools\":[]")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"cacheScope\":\"public\"", "\"ttlMs\":5,\"cacheScope\":\"public\""})
  void aListThatIsTheSameForEverybodyAndLosesNothingStaysPublic(String modern) {
    for (String answer :
        List.of(
            result("\"tools\":[{\"name\":\"read\"}]," + modern),
            result(modern + ",\"tools\":[]"))) {
      assertThat(open(answer)).isEqualTo(answer);
    }
  }

  @Test
  void aListThatLosesAnEntryIsPrivateEvenIfItIsTheSameForEverybody() {
    String other = "\"tools\":[{\"name\":\"other\"},{\"name\":\"read\"}]";
    String read = "\"tools\":[{\"name\":\"read\"}]";
    String scope = "\"cacheScope\":\"private\"";

    assertThat(open(result(other + ",\"cacheScope\":\"public\"")))
        .isEqualTo(result(read + "," + scope));
    assertThat(open(result("\"cacheScope\":\"public\"," + other)))
        .isEqualTo(result(scope + "," + read));
    assertThat(open(result("\"ttlMs\":5," + other)))
        .isEqualTo(result("\"ttlMs\":5," + read + "," + scope));
    assertThat(open(result(other))).isEqualTo(result(read));
  }

  private static String open(String answer) {
    return new String(through(OPEN, TOOLS, answer).bytes(), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools/call", "prompts/get", "resources/read", "initialize", "ping"})
  void leavesTheAnswersToOtherRequestsToTheApplication(String method) {
    Decision decision =
        LAYER.before(rpc(method, "{\"name\":\"read\",\"uri\":\"x://one\"}").with(caller("r")));

    if (decision instanceof Decision.Proceed proceed) {
      assertThat(proceed.editor()).isEmpty();
    }
  }
}
