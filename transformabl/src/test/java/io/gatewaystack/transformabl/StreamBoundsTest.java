package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.UnfitAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an upstream sends, a stream holds little back and loses nothing. */
class StreamBoundsTest {
  private static final int LIMIT = 64 << 10;

  private static String piece(int choice, String text) {
    return "{\"model\":\""
        + "m".repeat(60)
        + "\",\"choices\":[{\"index\":"
        + choice
        + ",\"delta\":{\"content\":\""
        + text
        + "\"}}]}";
  }

  static Stream<Named<List<String>>> hostileStreams() {
    List<String> word = new ArrayList<>();
    List<String> digits = new ArrayList<>();
    List<String> choices = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<String> random = new ArrayList<>();
    SplittableRandom dice = new SplittableRandom(7);
    for (int i = 0; i < 600; i++) {
      word.add(piece(0, "x".repeat(200)));
      digits.add(piece(i % 2, "4111 1111 ".repeat(10)));
      choices.add(piece(i, "\u4e00x".repeat(400)));
      keys.add(piece(0, "-----BEGIN PRIVATE KEY-----MIIE" + "a/b+".repeat(20)));
      random.add(piece(dice.nextInt(40), "a1@[. \u00fc".repeat(dice.nextInt(60))));
    }
    return Stream.of(
        Named.of("one word", word),
        Named.of("digits", digits),
        Named.of("many choices", choices),
        Named.of("keys without end", keys),
        Named.of("anything", random));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileStreams")
  void memoryIsBounded(List<String> events) {
    memoryIsBounded(events, Answers.redacting(Redaction.placeholder()));
    memoryIsBounded(events, Answers.LABELS);
  }

  private static void memoryIsBounded(List<String> events, Treatment treatment) {
    AnswerText text = new AnswerText(TextScanner.ofAllTypes(), treatment, null, Requests.MODEL);
    AnswerStream stream = new AnswerStream(text, true);
    List<Message> sent = new ArrayList<>();
    for (String event : events) {
      try {
        stream.message(Message.of(event.getBytes(UTF_8)), sent::add);
      } catch (UnfitAnswer e) { // what is undecided must not leave, so the stream ends
        assertThat(treatment.enforces()).isTrue();
        return;
      }
      assertThat(stream.memory()).isLessThanOrEqualTo(LIMIT);
    }
    stream.end(sent::add);
    assertThat(stream.memory()).isEqualTo(text.memory());
    assertThat(sent).hasSizeGreaterThanOrEqualTo(events.size());
  }

  @Test
  void nothingIsLost() {
    AnswerEditor editor =
        Answers.editor(Answers.redacting(Redaction.placeholder()), null, Requests.MODEL);
    StringBuilder stream = new StringBuilder();
    StringBuilder text = new StringBuilder();
    SplittableRandom dice = new SplittableRandom(3);
    for (int i = 0; i < 400; i++) {
      String word = "word".repeat(dice.nextInt(400)) + (dice.nextBoolean() ? " " : "\n");
      text.append(word);
      stream.append(Answers.chat(word));
    }
    String sent = Answers.events(editor, stream + Answers.CHAT_END, 1 << 20);
    assertThat(Answers.chatText(sent)).isEqualTo(text.toString());
  }
}
