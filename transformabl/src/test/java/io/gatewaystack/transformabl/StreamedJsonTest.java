package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Identity;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts of a model that are JSON themselves: what a client puts together is JSON afterwards, too.
 */
class StreamedJsonTest {
  private static final String CONTENT = "/choices/0/delta/content";
  private static final String ARGUMENTS = "/choices/0/delta/tool_calls/0/function/arguments";
  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\nMIIE\"x\\\n-----END PRIVATE KEY-----";

  static final List<String> DOCUMENTS =
      List.of(
          "{\"card\":4111111111111111,\"n\":1.00}",
          "{\"joe@example.com\":\"joe@example.com \\\"x\\\"\",\"card\":-4111111111111111,\"c\":[4111111111111111]}",
          "{\"columns\":[\"id\",\"ssn\"],\"rows\":[[1,519138812],[2,219091234]]}",
          "{\"dims\":[212,345,6789],\"phone\":[\"415\",\"555\",\"2671\"]}",
          "{\"note\":\"my account number is\",\"n\":9845302145}",
          "{\"text\":\"a\\njoe@example.com\\u0020\\u006aoe@example.com\"}",
          "[true, null, -0.5e+3, \"\", {}, [], \"4111 1111 1111 1111\"]",
          nested("{\"card\":4111111111111111}", 1),
          nested("{\"card\":4111111111111111,\"m\":\"joe@example.com\"}", 2),
          nested("{\"card\":4111111111111111,\"m\":\"joe@example.com\"}", 3),
          "[4111 1111 1111 1111] is the card",
          "[1] says joe@example.com",
          "{\"card\":4111111111111111",
          "{\"card\":4111111111111111} and joe@example.com");

  private static String nested(String document, int times) {
    return times == 0 ? document : "{\"body\":" + quoted(nested(document, times - 1)) + "}";
  }

  private static String quoted(String text) {
    return new String(JsonDocument.quote(text), UTF_8);
  }

  private static String event(String pointer, String piece) {
    String delta =
        pointer.equals(CONTENT)
            ? "{\"content\":" + quoted(piece) + "}"
            : "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":" + quoted(piece) + "}}]}";
    return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}\n\n";
  }

  private static String streamed(AnswerEditor editor, String pointer, String text, int longest) {
    StringBuilder stream = new StringBuilder();
    SplittableRandom dice = new SplittableRandom(longest);
    int end;
    for (int at = 0; at < text.length(); at = end) {
      end = Math.min(text.length(), at + 1 + dice.nextInt(longest));
      stream.append(event(pointer, text.substring(at, end)));
    }
    return Answers.events(editor, stream + Answers.CHAT_END, 1 << 20)
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> JsonDocument.parse(line.substring(6).getBytes(UTF_8)).tree())
        .map(event -> event.at(pointer).asString(""))
        .collect(Collectors.joining());
  }

  private static String whole(AnswerEditor editor, String text) {
    String answer = "{\"choices\":[{\"message\":{\"content\":" + quoted(text) + "}}]}";
    return JsonDocument.parse(Answers.json(editor, answer).getBytes(UTF_8))
        .tree()
        .at("/choices/0/message/content")
        .asString();
  }

  private static AnswerEditor redacting() {
    return Answers.editor(Answers.redacting(Redaction.placeholder()), null, Requests.MODEL);
  }

  @ParameterizedTest
  @FieldSource("DOCUMENTS")
  void isRedactedAsInAnAnswerThatComesWhole(String text) {
    String whole = whole(redacting(), text);
    assertThat(whole).doesNotContain("4111111111111111");
    for (int longest : new int[] {1, 4, 9, 300}) {
      assertThat(streamed(redacting(), CONTENT, text, longest)).isEqualTo(whole);
      assertThat(streamed(redacting(), ARGUMENTS, text, longest)).isEqualTo(whole);
    }
  }

  @Test
  void whatIsTooLongToBeHeldBackStaysJson() {
    String card = "{\"card\":4111111111111111,\"m\":\"joe@example.com\"}";
    String first = "{\"a\":" + quoted("word ".repeat(1_700)) + ",\"b\":" + card;
    String text = first + ",\"c\":" + quoted(card) + "}";
    for (int longest : new int[] {1, 7, 20_000}) {
      String sent = streamed(redacting(), CONTENT, text, longest);
      JsonDocument document = JsonDocument.parse(sent.getBytes(UTF_8));
      assertThat(document.tree().at("/b/card").asString()).isEqualTo("[CREDIT_CARD]");
      assertThat(document.tree().at("/c").asString())
          .isEqualTo("{\"card\":\"[CREDIT_CARD]\",\"m\":\"[EMAIL]\"}");
    }
  }

  @Test
  void partsOfALongDocumentAreRedactedByTheNamesAroundThem() {
    StringBuilder text = new StringBuilder("{\"people\":[");
    for (int i = 0; i < 500; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(
              "{\"id\":%d,\"contact\":[\"a%d@example.com\",{\"ssn\":\"219%02d%04d\"}]}"
                  .formatted(i, i, 10 + i % 80, 1_200 + 7 * i));
    }
    text.append("]}");
    String whole = whole(redacting(), text.toString());
    assertThat(whole).doesNotContain("@", "\"219");
    for (int longest : new int[] {3, 50, 100_000}) {
      assertThat(streamed(redacting(), CONTENT, text.toString(), longest)).isEqualTo(whole);
    }
  }

  @Test
  void severalCallsOfToolsLeaveWhenTheyAreComplete() {
    String stream =
        Stream.of(0, 1, 2, 3, 4, 5, 6, 7)
            .map(
                i ->
                    "data: "
                        + "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":%s}}]}}]}"
                            .formatted(
                                i,
                                quoted(
                                    "{\"to\":\"joe@example.com\",\"t\":\""
                                        + "x ".repeat(2_000)
                                        + "\"}"))
                        + "\n\n")
            .collect(Collectors.joining());
    String sent = Answers.events(redacting(), stream + Answers.CHAT_END, 1 << 20);
    assertThat(sent).doesNotContain("joe@").contains("[EMAIL]").contains("[DONE]");
  }

  private static AnswerEditor restoring() {
    PseudonymScope scope =
        Pseudonyms.perRequest()
            .of(Requests.post(Requests.MODEL, "{}").with(Identity.builder("s", "i").build()));
    assertThat(scope.token(new PiiType("private_key", Set.of()), KEY)).isEqualTo("[PRIVATE_KEY_1]");
    return Answers.editor(Answers.NOTHING, scope, Requests.MODEL);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void valuesAreEscapedForEveryDocumentAroundThem(int around) {
    String text = nested("{\"k\":\"[PRIVATE_KEY_1]\",\"n\":[1]}", around);
    String whole = whole(restoring(), text);
    String inner = whole;
    for (int i = 0; i < around; i++) {
      inner = JsonDocument.parse(inner.getBytes(UTF_8)).tree().get("body").asString();
    }
    assertThat(JsonDocument.parse(inner.getBytes(UTF_8)).tree().get("k").asString()).isEqualTo(KEY);
    for (int longest : new int[] {1, 5, 300}) {
      assertThat(streamed(restoring(), CONTENT, text, longest)).isEqualTo(whole);
      assertThat(streamed(restoring(), ARGUMENTS, text, longest)).isEqualTo(whole);
    }
  }

  /** The upstream says how many texts there are, and which of them goes on last. */
  @Test
  void aDocumentIsNotForgottenForOtherTextsBeforeItEnds() {
    StringBuilder stream = new StringBuilder(choice(0, "{\"k\":\""));
    for (int other = 1; other <= 300; other++) {
      stream.append(choice(other, "some words "));
    }
    stream.append(choice(0, "[PRIVATE_KEY_1]")).append(choice(0, "\"}"));
    String sent =
        Answers.events(restoring(), stream + "data: [DONE]\n\n", 1 << 20)
            .lines()
            .filter(line -> line.startsWith("data: {"))
            .map(line -> JsonDocument.parse(line.substring(6).getBytes(UTF_8)).tree())
            .filter(event -> event.at("/choices/0/index").asInt() == 0)
            .map(event -> event.at(CONTENT).asString(""))
            .collect(Collectors.joining());
    assertThat(JsonDocument.parse(sent.getBytes(UTF_8)).tree().get("k").asString()).isEqualTo(KEY);
  }

  private static String choice(int index, String piece) {
    return "data: {\"choices\":[{\"index\":%d,\"delta\":{\"content\":%s}}]}%n%n"
        .formatted(index, quoted(piece));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key [PRIVATE_KEY_1]",
        "[[PRIVATE_KEY_1]]",
        "[\"a\", [PRIVATE_KEY_1]]",
        "{k: [PRIVATE_KEY_1]}"
      })
  void inTextThatIsNoJsonValuesAreNotEscaped(String text) {
    assertThat(streamed(restoring(), CONTENT, text, 3))
        .isEqualTo(text.replace("[PRIVATE_KEY_1]", KEY));
  }
}
