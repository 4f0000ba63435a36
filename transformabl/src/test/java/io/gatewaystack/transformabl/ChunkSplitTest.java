package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.EditedBody.Framing;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer is edited in the same way however the network cuts it. */
class ChunkSplitTest {
  private static final Pseudonyms PSEUDONYMS = Pseudonyms.perRequest();
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();
  private static final String TOOL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
          + "\"caf\u00e9 [EMAIL_1] ann@example.org {\\\"c\\\":4111111111111111}\"}],\"n\":1.00}}";

  private static String anthropic(String... pieces) {
    StringBuilder stream = new StringBuilder("event: ping\r\ndata: {\"type\": \"ping\"}\r\n\r\n");
    for (String piece : pieces) {
      stream.append("event: content_block_delta\r\ndata: {\"type\":\"content_block_delta\",");
      stream.append("\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":");
      stream.append(new String(JsonDocument.quote(piece), UTF_8)).append("}}\r\n\r\n");
    }
    stream.append("event: content_block_stop\r\ndata: {\"type\":\"content_block_stop\",");
    return stream.append("\"index\":0}\r\n\r\n").toString();
  }

  private static String chat(String... pieces) {
    StringBuilder stream = new StringBuilder(": start\n\n");
    for (String piece : pieces) {
      stream.append(Answers.chat(piece));
    }
    return stream.append(Answers.CHAT_END).toString();
  }

  static Stream<Arguments> corpus() {
    List<Arguments> corpus = new ArrayList<>();
    add(corpus, "a tool's result", Framing.JSON, TOOL);
    add(corpus, "pretty JSON", Framing.JSON, "{\n \"a\" : [ \"joe@example.com\" , 1.00 ]\n}\n");
    add(corpus, "results as events", Framing.EVENTS, ": x\n\nid: 1\ndata: " + TOOL + "\n\n");
    add(
        corpus,
        "one event in lines",
        Framing.EVENTS,
        "data: {\"a\":\ndata: \"joe@example.com\"}\n\ndata: half");
    add(corpus, "words", Framing.EVENTS, chat("to [EM", "AIL_1] and", " ann@exam", "ple.org ok"));
    add(
        corpus,
        "digits",
        Framing.EVENTS,
        anthropic("pay 4111 ", "1111 11", "11 1111 to", " [EMAIL", "_1] \u00fc\uD83D\uDE00 "));
    add(
        corpus,
        "text",
        Framing.EVENTS,
        "data: ann@example.org\n\ndata: or [EMA\n\ndata: IL_1] x\n\n");
    return corpus.stream();
  }

  private static void add(List<Arguments> corpus, String name, Framing framing, String answer) {
    corpus.add(Arguments.of(Named.of(name, framing), answer.getBytes(UTF_8)));
  }

  private static String edited(Framing framing, byte[] answer, List<Integer> cuts) {
    PseudonymScope scope = PSEUDONYMS.of(Requests.post(Requests.MODEL, "{}"));
    assertThat(scope.token(PiiType.EMAIL, "joe@example.com")).isEqualTo("[EMAIL_1]");
    Treatment treatment = Answers.redacting(Redaction.placeholder("<{TYPE}>"));
    AnswerText text = new AnswerText(SCANNER, treatment, scope, Requests.MODEL);
    AnswerEditor editor = new AnswerEditor(text, false, "r-1");
    editor.head(
        new Answers.Head(framing == Framing.JSON ? "application/json" : "text/event-stream"));
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    EditedBody body = new EditedBody(framing, editor, 1 << 20, sent::writeBytes);
    int at = 0;
    for (int cut : cuts) {
      body.write(answer, at, cut - at);
      at = cut;
    }
    body.write(answer, at, answer.length - at);
    body.end();
    return sent.toString(UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void isEditedInTheSameWayHoweverItIsCut(Framing framing, byte[] answer) {
    String whole = edited(framing, answer, List.of());
    assertThat(whole).isNotEqualTo(new String(answer, UTF_8)).doesNotContain("4111");
    List<Integer> everywhere = new ArrayList<>();
    for (int cut = 1; cut < answer.length; cut++) {
      everywhere.add(cut);
      assertThat(edited(framing, answer, List.of(cut))).as("cut at %d", cut).isEqualTo(whole);
    }
    assertThat(edited(framing, answer, everywhere)).as("byte by byte").isEqualTo(whole);
    for (int seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Integer> cuts = new ArrayList<>();
      for (int at = 0; (at += 1 + random.nextInt(40)) < answer.length; ) {
        cuts.add(at);
      }
      assertThat(edited(framing, answer, cuts)).as("seed %d", seed).isEqualTo(whole);
    }
  }
}
