package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.Answers.CHAT_END;
import static io.gatewaystack.transformabl.Answers.chat;
import static io.gatewaystack.transformabl.Answers.chatText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens become values again, in documents and streams, escaped as they must be where they stand.
 */
class RestoreTest {
  private static final String QUOTED = "\"joe\\x\"@example.com";

  private PseudonymScope scope;

  @BeforeEach
  void someTokens() {
    scope =
        Pseudonyms.perRequest()
            .of(Requests.post(Requests.MODEL, "{}").with(Identity.builder("s", "i").build()));
    assertThat(scope.token(PiiType.EMAIL, "joe@example.com")).isEqualTo("[EMAIL_1]");
    assertThat(scope.token(PiiType.EMAIL, QUOTED)).isEqualTo("[EMAIL_2]");
    assertThat(scope.token(PiiType.CREDIT_CARD, "4111 1111")).isEqualTo("[CREDIT_CARD_1]");
    for (int i = 3; i <= 12; i++) {
      assertThat(scope.token(PiiType.EMAIL, i + "@x.co")).isEqualTo("[EMAIL_" + i + "]");
    }
  }

  private AnswerEditor editor() {
    return Answers.editor(Answers.NOTHING, scope, Requests.MODEL);
  }

  private String json(String body) {
    return Answers.json(editor(), body);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'a':'to [EMAIL_1], [CREDIT_CARD_1]'} | {'a':'to joe@example.com, 4111 1111'}",
        "{'[EMAIL_1]':[1.00,'\\u00e9[EMAIL_1]']} | {'joe@example.com':[1.00,'\\u00e9joe@example.com']}",
        "['[EMAIL_1'] | ['[EMAIL_1']",
        "['[[EMAIL_1]]'] | ['[joe@example.com]']",
        "['[EMAIL_12][EMAIL_1]'] | ['12@x.cojoe@example.com']",
        "['[EMAIL_13] [SSN_1] [email_1] [EMAIL_01] [EMAIL_] [] [1]'] |"
            + " ['[EMAIL_13] [SSN_1] [email_1] [EMAIL_01] [EMAIL_] [] [1]']",
        "['\\u005bEMAIL_1\\u005d'] | ['joe@example.com']",
        "[null,true,1.00] | [null,true,1.00]",
      })
  void tokensOfTheCallerAreRestoredAndNothingElseChanges(String body, String restored) {
    assertThat(json(body.replace('\'', '"'))).isEqualTo(restored.replace('\'', '"'));
  }

  @Test
  void valuesAreEscapedForEveryDocumentAroundThem() {
    String inner = "{\"m\":\"[EMAIL_2]\",\"n\":1.00}";
    String outer = "{\"text\":" + new String(JsonDocument.quote(inner), UTF_8) + "}";
    String text = JsonDocument.parse(json(outer).getBytes(UTF_8)).tree().get("text").stringValue();
    assertThat(text).endsWith(",\"n\":1.00}");
    assertThat(JsonDocument.parse(text.getBytes(UTF_8)).tree().get("m").stringValue())
        .isEqualTo(QUOTED);
  }

  @Test
  void anAnswerWithoutTokensKeepsItsBytes() {
    String body = "{ \"a\" : \"caf\\u00e9\\/\", \"n\":1.00 }";
    assertThat(json(body)).isEqualTo(body);
    assertThat(json("not json [EMAIL_1]")).isEqualTo("not json [EMAIL_1]");
  }

  @Test
  void anotherCallerSeesTheToken() {
    PseudonymScope other = Pseudonyms.perRequest().of(Requests.post(Requests.MODEL, "{}"));
    AnswerEditor editor = Answers.editor(Answers.NOTHING, other, Requests.MODEL);
    assertThat(Answers.json(editor, "[\"[EMAIL_1]\"]")).isEqualTo("[\"[EMAIL_1]\"]");
  }

  private static List<String> characters(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "write to [EMAIL_1] or [EMAIL_2].",
        "[EMAIL_1][EMAIL_12][CREDIT_CARD_1]",
        "[[EMAIL_1]] [EMAIL_ [EMAIL_1 [EMAIL_13] [EMAIL_1",
        "no token, but [brackets] and [EMA",
        "[",
        "ü😀[EMAIL_1]😀ü"
      })
  void aTokenIsRestoredHoweverAStreamCutsIt(String text) {
    Restorer restorer = new Restorer(scope);
    String expected = TextEdit.apply(text, restorer.edits(text, restorer.growth()));
    for (int at = 0; at <= text.length(); at++) {
      if (at == 0 || at == text.length() || !Character.isLowSurrogate(text.charAt(at))) {
        String two = chat(text.substring(0, at)) + chat(text.substring(at)) + CHAT_END;
        assertThat(chatText(Answers.events(editor(), two, 1 << 20))).isEqualTo(expected);
      }
    }
    String single =
        characters(text).stream().map(Answers::chat).collect(Collectors.joining()) + CHAT_END;
    assertThat(chatText(Answers.events(editor(), single, 1 << 20))).isEqualTo(expected);
  }

  @Test
  void valuesAddNoMoreToAMessageThanTheLargestMayHave() {
    String token = scope.token(PiiType.EMAIL, "k".repeat(6_000));
    Answers.Head head = new Answers.Head("application/json");
    head.maxMessageBytes = 10_000;
    assertThat(Answers.json(editor(), head, "[\"" + token + "\"]")).hasSizeGreaterThan(6_000);
    String twice = "[\"" + token + "\",\"" + token + "\"]";
    assertThat(json(twice)).hasSizeGreaterThan(12_000);
    assertThatThrownBy(() -> Answers.json(editor(), head, twice))
        .hasMessageContaining("UnfitAnswer");
  }

  @Test
  void holdsBackNoMoreThanTheLongestTokenAndOnlyWhatMayBeOne() {
    RestoreFlow flow = new RestoreFlow(new Restorer(scope));
    assertThat(flow.more("to [")).isEqualTo("to ");
    assertThat(flow.more("x] [EMA")).isEqualTo("[x] ");
    assertThat(flow.more("IL_1")).isEmpty();
    assertThat(flow.held()).isEqualTo("[EMAIL_1".length());
    assertThat(flow.more(" ")).isEqualTo("[EMAIL_1 ");
    assertThat(flow.more("[EMAIL_1]!")).isEqualTo("joe@example.com!");
    assertThat(flow.more("[CREDIT_CARD_1")).isEmpty();
    assertThat(flow.held()).isLessThan("[CREDIT_CARD_1]".length());
    assertThat(flow.rest()).isEqualTo("[CREDIT_CARD_1");
    assertThat(flow.held()).isZero();
  }

  @Test
  void argumentsOfToolsStayJson() {
    List<String> pieces = new ArrayList<>();
    for (String piece : List.of("{\"to\":\"[EM", "AIL_2]\"", ",\"n\":1.00}")) {
      pieces.add(
          "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,"
              + "\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":"
              + new String(JsonDocument.quote(piece), UTF_8)
              + "}}\n\n");
    }
    String stream =
        String.join("", pieces)
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":1}\n\n";
    String arguments =
        Answers.events(editor(), stream, 1)
            .lines()
            .filter(line -> line.startsWith("data: "))
            .map(line -> JsonDocument.parse(line.substring(6).getBytes(UTF_8)).tree())
            .map(event -> event.at("/delta/partial_json").asString(""))
            .collect(Collectors.joining());
    assertThat(JsonDocument.parse(arguments.getBytes(UTF_8)).tree().get("to").stringValue())
        .isEqualTo(QUOTED);
    assertThat(arguments).endsWith(",\"n\":1.00}");
  }

  @Test
  void namesThatWouldOccurTwiceKeepTheirTokens() {
    String body = "{\"joe@example.com\":1,\"[EMAIL_1]\":\"[EMAIL_1]\"}";
    String restored = "{\"joe@example.com\":1,\"[EMAIL_1]\":\"joe@example.com\"}";
    assertThat(json(body)).isEqualTo(restored);
    assertThat(json("{\"[EMAIL_1]\":" + quoted(body) + "}"))
        .isEqualTo("{\"joe@example.com\":" + quoted(restored) + "}");
  }

  private static String quoted(String text) {
    return new String(JsonDocument.quote(text), UTF_8);
  }

  @Test
  void eventsOfPlainTextAreRestoredAcrossTheirBorders() {
    String stream = "data: to [EM\n\ndata: AIL_1] or\n\ndata: [EMAIL\n\n";
    assertThat(Answers.events(editor(), stream, 1))
        .isEqualTo("data: to \n\ndata: joe@example.com or\n\ndata: [EMAIL\n\n");
    String words = "data: [EMAIL_\n\ndata: 1\n\ndata: ]\n\ndata: 1\n\n";
    assertThat(Answers.events(editor(), words, 1))
        .isEqualTo("data: joe@example.com\n\ndata: 1\n\n");
  }

  @Test
  void messagesOfMcpAreRestoredWhole() {
    AnswerEditor editor = Answers.editor(Answers.NOTHING, scope, Requests.MCP);
    String stream =
        "event: message\nid: 7\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":"
            + "[{\"type\":\"text\",\"text\":\"sent to [EMAIL_1]\"}]}}\n\n";
    assertThat(Answers.events(editor, stream, 1))
        .isEqualTo(stream.replace("[EMAIL_1]", "joe@example.com"));
  }

  /** A few tokens said often must not become more than a message may have. */
  @Test
  void whatWouldGrowWithoutBoundIsRefused() {
    String key = "k".repeat(8_000);
    String token = scope.token(PiiType.EMAIL, key);
    assertThat(token).isNotNull();
    assertThat(json("{\"a\":\"" + token.repeat(100) + "\"}")).hasSizeGreaterThan(800_000);

    String often = token.repeat(2_000);
    assertThatThrownBy(() -> json("{\"a\":\"" + often + "\"}")).hasMessageContaining("UnfitAnswer");
    assertThatThrownBy(() -> json("[" + ("\"" + token + "\",").repeat(2_000) + "1]"))
        .hasMessageContaining("UnfitAnswer");
    String stream = chat(often.substring(0, often.length() / 2));
    assertThat(Answers.events(editor(), stream, stream.length())).hasSizeGreaterThan(7_000_000);
    assertThatThrownBy(() -> Answers.events(editor(), chat(often), 1 << 20))
        .hasMessageContaining("UnfitAnswer");
  }
}
