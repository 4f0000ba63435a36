package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Route;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape of stream: where the pieces of a text are, and what says that it is complete. */
class StreamShapesTest {

  private static AnswerEditor editor() {
    return Answers.editor(Answers.redacting(Redaction.placeholder()), null, Requests.MODEL);
  }

  private static String events(String... data) {
    return Arrays.stream(data)
        .map(d -> "data: " + d.replace('\'', '"') + "\n\n")
        .collect(Collectors.joining());
  }

  private static List<String> sent(String stream) {
    return Answers.events(editor(), stream, 1)
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6).replace('"', '\''))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'choices':[{'index':0,'delta':{'content':'#'}}]} | {'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}",
        "{'choices':[{'delta':{'reasoning_content':'#'},'index':0}]} | {'choices':[{'delta':{},'finish_reason':'length','index':0}]}",
        "{'choices':[{'index':0,'delta':{'content':[{'type':'text','text':'#'}]}}]} | {'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}",
        "{'choices':[{'index':0,'delta':{'content':[{'type':'thinking','thinking':[{'type':'text','text':'#'}]}]}}]} | [DONE]",
        "{'choices':[{'index':0,'delta':{'reasoning_details':[{'type':'reasoning.text','text':'#','index':0}]}}]} | [DONE]",
        "{'choices':[{'index':0,'text':'#'}]} | [DONE]",
        "{'type':'content-delta','index':0,'delta':{'message':{'content':{'text':'#'}}}} | {'type':'content-end','index':0}",
        "{'type':'tool-call-delta','index':0,'delta':{'message':{'tool_calls':{'function':{'arguments':'#'}}}}} | {'type':'message-end'}",
        "{'type':'content_block_delta','index':2,'delta':{'type':'text_delta','text':'#'}} | {'type':'content_block_stop','index':2}",
        "{'type':'content_block_delta','index':2,'delta':{'type':'thinking_delta','thinking':'#'}} | {'type':'message_stop'}",
        "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'#'}} | {'type':'error','error':{}}",
        "{'type':'response.output_text.delta','item_id':'m','output_index':0,'content_index':0,'delta':'#'} | {'type':'response.output_text.done','item_id':'m','output_index':0,'content_index':0,'text':'joe@example.com'}",
        "{'type':'response.output_text.delta','item_id':'m','output_index':0,'content_index':0,'delta':'#'} | {'type':'response.completed','response':{}}",
        "{'candidates':[{'content':{'parts':[{'text':'#'}]},'index':0}]} | {'candidates':[{'finishReason':'STOP','index':0}]}",
      })
  void aTextCutInTwoIsRedactedAndCompleteBeforeItsEnd(String piece, String end) {
    List<String> sent =
        sent(events(piece.replace("#", "so to joe@exa"), piece.replace("#", "mple.com"), end));
    assertThat(sent)
        .containsExactly(
            piece.replace("#", "so "),
            piece.replace("#", ""),
            piece.replace("#", "to [EMAIL]"),
            end.replace("joe@example.com", "[EMAIL]"));
  }

  @Test
  void theLastPieceMayComeWithTheEnd() {
    String first = "{'candidates':[{'content':{'parts':[{'text':'joe@exa'}]}}]}";
    String last =
        "{'candidates':[{'content':{'parts':[{'text':'mple.com'}]},'finishReason':'STOP'}]}";
    assertThat(sent(events(first, last)))
        .containsExactly(
            first.replace("joe@exa", ""),
            last.replace("mple.com", ""),
            last.replace("mple.com", "[EMAIL]"));
  }

  @Test
  void textsOfSeveralChoicesAreKeptApart() {
    String piece = "{'choices':[{'index':%d,'delta':{'content':'%s'}}]}";
    List<String> sent =
        sent(
            events(
                piece.formatted(0, "joe@exa"),
                piece.formatted(1, "ann@exa"),
                "{'type':'ping'}",
                piece.formatted(0, "mple.com"),
                piece.formatted(1, "mple.org"),
                "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}",
                "{'choices':[{'index':1,'delta':{},'finish_reason':'stop'}]}"));
    assertThat(sent)
        .containsExactly(
            piece.formatted(0, ""),
            piece.formatted(1, ""),
            "{'type':'ping'}",
            piece.formatted(0, ""),
            piece.formatted(1, ""),
            piece.formatted(0, "[EMAIL]"),
            "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}",
            piece.formatted(1, "[EMAIL]"),
            "{'choices':[{'index':1,'delta':{},'finish_reason':'stop'}]}");
  }

  @Test
  void choicesMayStandSideBySide() {
    String both =
        "{'choices':[{'index':0,'delta':{'content':'%s'}},{'index':1,'delta':{'content':'%s'}}]}";
    List<String> sent =
        sent(
            events(
                both.formatted("joe@exa", "x "),
                both.formatted("mple.com ", "ann@x.co "),
                "[DONE]"));
    String text0 =
        sent.stream()
            .filter(s -> s.startsWith("{"))
            .map(s -> text(s, 0))
            .collect(Collectors.joining());
    String text1 =
        sent.stream()
            .filter(s -> s.startsWith("{"))
            .map(s -> text(s, 1))
            .collect(Collectors.joining());
    assertThat(text0).isEqualTo("[EMAIL] ");
    assertThat(text1).isEqualTo("x [EMAIL] ");
  }

  private static String text(String event, int choice) {
    return JsonDocument.parse(event.replace('\'', '"').getBytes(UTF_8))
        .tree()
        .at("/choices/" + choice + "/delta/content")
        .asString("");
  }

  @Test
  void eventsWithoutJsonAreLookedAtOneByOne() {
    String stream = "data: job started\n\ndata: joe@example.com said 4111\n\ndata: 1111 done\n\n";
    assertThat(Answers.events(editor(), stream + "data: [DONE]\n\n", 1))
        .isEqualTo(stream.replace("joe@example.com", "[EMAIL]") + "data: [DONE]\n\n");
  }

  @Test
  void aStreamThatEndsWithoutSayingSoLosesNothing() {
    assertThat(sent(events("{'choices':[{'index':0,'delta':{'content':'joe@example.com'}}]}")))
        .containsExactly(
            "{'choices':[{'index':0,'delta':{'content':''}}]}",
            "{'choices':[{'index':0,'delta':{'content':'[EMAIL]'}}]}");
  }

  @Test
  void anEventOfItsOwnRepeatsNoIdAndNoBulk() {
    String piece =
        "event: e\nid: 9\ndata: {\"id\":\"c\",\"usage\":{\"total\":5},\"choices\":[{\"index\":0,\"delta\":"
            + "{\"role\":\"assistant\",\"content\":\"joe@x.co\"},\"logprobs\":{\"content\":[1]},"
            + "\"long\":\""
            + "y".repeat(100)
            + "\",\"finish_reason\":null}]}\n\n";
    assertThat(Answers.events(editor(), piece, 1))
        .isEqualTo(
            piece.replace("joe@x.co", "")
                + "event: e\ndata: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":"
                + "{\"role\":\"assistant\",\"content\":\"[EMAIL]\"},\"finish_reason\":null}]}\n\n");
  }

  private static String choice(int i, String text, String more) {
    return "{'choices':[{'index':%d,'delta':{'content':'%s'}%s}]}".formatted(i, text, more);
  }

  /** What is held back for so many texts is not much; more of them end the stream. */
  @Test
  void manyTextsAtOnceAreRedactedOrEndTheStream() {
    for (int texts : new int[] {17, 20, 40}) {
      String begun =
          events(
              IntStream.range(0, texts)
                  .mapToObj(i -> choice(i, "mail joe@exa", ""))
                  .toArray(String[]::new));
      String ended =
          events(
              IntStream.range(0, texts)
                  .mapToObj(i -> choice(i, "mple.com", ""))
                  .toArray(String[]::new));
      assertThat(String.join("", sent(begun + ended + "data: [DONE]\n\n")))
          .contains("[EMAIL]")
          .doesNotContain("joe@exa");
    }
    String flood =
        events(
            IntStream.range(0, 1_000)
                .mapToObj(i -> choice(i, "mail joe@exa", ""))
                .toArray(String[]::new));
    assertThatThrownBy(() -> sent(flood)).hasMessageContaining("UnfitAnswer");
  }

  /** Some servers say in every event how the text ends, or that it does not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ",'finish_reason':''",
        ",'finish_reason':'null'",
        ",'finish_reason':null",
        ",'finish_reason':'stop'"
      })
  void anEndThatIsSaidWithEachPieceIsNone(String reason) {
    String stream =
        events(
            choice(0, "mail joe@exa", reason),
            choice(0, "mple.com now, card 4111 1111", reason),
            choice(0, " 1111 1111 it is", reason));
    assertThat(String.join("", sent(stream + "data: [DONE]\n\n")))
        .contains("[EMAIL]", "[CREDIT_CARD]")
        .doesNotContain("joe@exa")
        .doesNotContain("1111");
  }

  @Test
  void streamsOfMcpAreNotTakenForDeltas() {
    AnswerEditor editor =
        Answers.editor(Answers.redacting(Redaction.placeholder()), null, Requests.MCP);
    String stream = events("{'delta':'joe@exa'}", "{'delta':'joe@example.com'}");
    assertThat(Answers.events(editor, stream, 1))
        .isEqualTo(stream.replace("joe@example.com", "[EMAIL]"));
  }

  @Test
  void onAnyRouteButMcpStreamsMayBeOfModels() {
    AnswerEditor editor =
        Answers.editor(Answers.redacting(Redaction.placeholder()), null, Route.HTTP);
    assertThat(
            Answers.events(
                editor, Answers.chat("joe@exa") + Answers.chat("mple.com") + Answers.CHAT_END, 1))
        .contains("[EMAIL]");
  }

  private static AnswerEditor restoring() {
    PseudonymScope scope = Pseudonyms.perRequest().of(Requests.post(Requests.MODEL, "{}"));
    assertThat(scope.token(PiiType.EMAIL, "joe@example.com")).isEqualTo("[EMAIL_1]");
    return Answers.editor(Answers.NOTHING, scope, Requests.MODEL);
  }

  /** Their pieces could not be put together, so they are not let pass one by one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'choices':[{'delta':{'content':'mple.com'}}],'x':1,'x':1}",
        "{'choices':[{'delta':{'content':'mple.com \\ud83d'}}]}",
        "[{'a':1},]",
        "['a"
      })
  void eventsThatAreMeantAsJsonAndAreNoneEndAStreamThatIsRedacted(String event) {
    assertThatThrownBy(() -> sent(events(choice(0, "joe@exa", ""), event)))
        .isInstanceOf(InvalidJson.class);
  }

  @Test
  void whereTokensAreRestoredSuchEventsPassBehindWhatCameBefore() {
    String event = "{'choices':[{'delta':{'content':'[EMAIL_1] \\ud83d'}}]}";
    String stream = events(choice(0, "to [EMA", ""), event, choice(0, "[EMAIL_1]", ""));
    List<String> sent =
        Answers.events(restoring(), stream, 1)
            .lines()
            .filter(line -> !line.isEmpty())
            .map(line -> line.substring(6).replace('"', '\''))
            .toList();
    assertThat(sent)
        .containsExactly(
            choice(0, "to ", ""), choice(0, "[EMA", ""), event, choice(0, "joe@example.com", ""));
  }

  @Test
  void plainTextThatIsHeldBackLeavesBeforeAnEventOfAnotherKind() {
    assertThat(Answers.events(restoring(), "data: a [EMA\n\ndata: {\"b\":1}\n\ndata: IL_1]\n\n", 1))
        .isEqualTo("data: a \n\ndata: [EMA\n\ndata: {\"b\":1}\n\ndata: IL_1]\n\n");
  }

  /** Only events without a name, or named message, are messages of MCP. */
  @Test
  void heartbeatsOfOtherNamesDoNotEndAStreamOfMcp() {
    AnswerEditor editor =
        Answers.editor(Answers.redacting(Redaction.placeholder()), null, Requests.MCP);
    String stream =
        "event: ping\ndata: joe@example.com\n\nevent: endpoint\ndata: /messages?s=1\n\n";
    assertThat(Answers.events(editor, stream, 1))
        .isEqualTo(stream.replace("joe@example.com", "[EMAIL]"));
    assertThatThrownBy(() -> Answers.events(editor, "event: message\ndata: ping\n\n", 1))
        .isInstanceOf(InvalidJson.class);
  }

  /** An event of its own for a text at the far end of a list would be nothing but list. */
  @Test
  void manyTextsInOneEventCostLittle() {
    String piece = "{\"text\":\"a\"}";
    String event = "data: {\"choices\":[" + (piece + ",").repeat(8_000) + piece + "]}\n\n";
    assertThatThrownBy(() -> Answers.events(editor(), event, 1 << 20))
        .hasMessageContaining("UnfitAnswer");
    AnswerEditor labels = Answers.editor(Answers.LABELS, null, Requests.MODEL);
    assertThat(Answers.events(labels, event, 1 << 20)).isEqualTo(event);
  }

  @Test
  void anEventOfItsOwnKeepsNoMoreThanItsPlaceWhereTooMuchStandsBesideIt() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      many.append("'m%d':'%s',".formatted(i, "x".repeat(20)));
    }
    String event = "{" + many + "'choices':[{'index':3,'delta':{'content':'joe@example.com'}}]}";
    assertThat(sent(events(event)))
        .containsExactly(
            event.replace("joe@example.com", ""),
            "{'choices':[{'index':3,'delta':{'content':'[EMAIL]'}}]}");
  }
}
