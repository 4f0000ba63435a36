package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.transformabl.Answers.Head;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are labelled, redacted or refused, as JSON and as events. */
class AnswerEditorTest {
  private static final Treatment REDACTS = Answers.redacting(Redaction.placeholder());
  private static final String RESULT =
      "{ \"jsonrpc\":\"2.0\",\"id\":\"a@b.co\",\"result\":{\"n\":1.00,\"content\":"
          + "[{\"type\":\"text\",\"text\":\"to joe@example.com\"}]}}";

  private static AnswerEditor editor(Treatment treatment, Route route) {
    return Answers.editor(treatment, null, route);
  }

  @Test
  void aResultIsRedactedAndKeepsItsEnvelope() {
    assertThat(Answers.json(editor(REDACTS, Requests.MCP), RESULT))
        .isEqualTo(RESULT.replace("joe@example.com", "[EMAIL]"));
  }

  @Test
  void whatTheCallerHasToRepeatStays() {
    String list =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"a@b.co\",\"description\":"
            + "\"ask ann@example.com\",\"inputSchema\":{\"default\":\"c@d.co\"}}],"
            + "\"nextCursor\":\"e@f.co\"}}";
    assertThat(Answers.json(editor(REDACTS, Requests.MCP), list))
        .isEqualTo(list.replace("ann@example.com", "[EMAIL]"));
    String answer = "{\"id\":\"a@b.co\",\"model\":\"m@n.co\",\"x\":\"joe@example.com\"}";
    assertThat(Answers.json(editor(REDACTS, Requests.MODEL), answer))
        .isEqualTo(answer.replace("joe@example.com", "[EMAIL]"));
    assertThat(Answers.json(editor(REDACTS, Route.HTTP), answer))
        .isEqualTo("{\"id\":\"[EMAIL]\",\"model\":\"[EMAIL]\",\"x\":\"[EMAIL]\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\":{\"resources\":[{\"uri\":\"mail://a@b.co/1\"}]}}",
        "{\"result\":{\"contents\":[{\"uri\":\"mail://a@b.co/1\"}]}}",
        "{\"result\":{\"content\":[{\"type\":\"resource_link\",\"uri\":\"mail://a@b.co/1\"}]}}",
        "{\"result\":{\"content\":[{\"type\":\"resource\",\"resource\":{\"uri\":\"mail://a@b.co/1\"}}]}}",
        "{\"result\":{\"messages\":[{\"content\":{\"type\":\"resource_link\",\"uri\":\"mail://a@b.co/1\"}}]}}",
        "{\"result\":{\"messages\":[{\"content\":{\"resource\":{\"uri\":\"mail://a@b.co/1\"}}}]}}",
        "{\"method\":\"notifications/resources/updated\",\"params\":{\"uri\":\"mail://a@b.co/1\"}}"
      })
  void resourcesCanBeReadByTheUriThatAnAnswerNames(String answer) {
    assertThat(Answers.json(editor(REDACTS, Requests.MCP), answer)).isEqualTo(answer);
  }

  @Test
  void labelsTellWhatAnAnswerHolds() {
    Head head = new Head("application/json");
    assertThat(Answers.json(editor(Answers.LABELS, Requests.MCP), head, RESULT)).isEqualTo(RESULT);
    assertThat(head.content.labels()).containsExactly("coppa", "gdpr");
    assertThat(head.content.matches()).containsEntry("email", 2);
    assertThat(head.content.riskScore()).isEqualTo(30);
    assertThat(head.content.replacement()).isNull();
  }

  @Test
  void redactionTellsWhatItReplaced() {
    Head head = new Head("application/json");
    Answers.json(editor(REDACTS, Requests.MCP), head, RESULT);
    assertThat(head.content.replacement()).isEqualTo("placeholder");
  }

  @Test
  void anAnswerThatScoresTooHighIsRefused() {
    AnswerEditor editor = editor(Answers.blocking(25), Requests.MCP);
    Head head = new Head("application/json");
    assertThatThrownBy(() -> Answers.json(editor, head, RESULT))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.denial().status()).isEqualTo(403);
              assertThat(refused.denial().error()).isEqualTo("content_blocked");
              assertThat(refused.denial().code()).isEqualTo("response_blocked");
              assertThat(refused.denial().toString()).doesNotContain("joe");
            });
    assertThat(head.content.matches()).containsEntry("email", 2);
    assertThat(Answers.json(editor(Answers.blocking(31), Requests.MCP), RESULT)).isEqualTo(RESULT);
  }

  @Test
  void theScoreOfAStreamIsThatOfAllItsEvents() {
    String one = Answers.chat("a@b.co ");
    AnswerEditor editor = editor(Answers.blocking(35), Requests.MODEL);
    assertThatThrownBy(() -> Answers.events(editor, one + one + one + Answers.CHAT_END, 1))
        .isInstanceOf(Refused.class);
    assertThat(
            Answers.events(
                editor(Answers.blocking(35), Requests.MODEL), one + one + Answers.CHAT_END, 1))
        .contains("[DONE]");
  }

  @Test
  void labelledStreamsPassAsTheyCome() {
    String stream =
        ": hi\n\n" + Answers.chat("joe@exa") + Answers.chat("mple.com") + Answers.CHAT_END;
    Head head = new Head("text/event-stream");
    assertThat(Answers.events(editor(Answers.LABELS, Requests.MODEL), head, stream, 1))
        .isEqualTo(stream);
    assertThat(head.content.matches()).containsEntry("email", 1);
  }

  @Test
  void anAnswerThatIsNoJsonPassesOnlyWhereNothingIsAtStake() {
    Head head = new Head("application/json");
    String broken = "{\"a\":joe@example.com";
    assertThat(Answers.json(editor(Answers.LABELS, Requests.MCP), head, broken)).isEqualTo(broken);
    assertThat(head.content.labels()).containsExactly("unscanned");
    for (Treatment closed : new Treatment[] {REDACTS, Answers.blocking(100)}) {
      assertThatThrownBy(() -> Answers.json(editor(closed, Requests.MCP), broken))
          .isInstanceOf(InvalidJson.class);
      assertThatThrownBy(() -> Answers.events(editor(closed, Requests.MCP), "data: x\n\n", 1))
          .isInstanceOf(InvalidJson.class);
    }
  }

  /** Breaks at whatever it is asked about. */
  private record Broken() implements CustomDetector {
    @Override
    public PiiType type() {
      return new PiiType("broken", Set.of());
    }

    @Override
    public void find(String text, Hits hits) {
      throw new IllegalStateException("broken");
    }
  }

  private static AnswerEditor broken(Treatment treatment) {
    TextScanner scanner = TextScanner.builder().custom(new Broken()).build();
    return new AnswerEditor(new AnswerText(scanner, treatment, null, Requests.MCP), true, "r-1");
  }

  @Test
  void itsOwnFailureEndsTheAnswerWhereSomethingIsAtStake() {
    for (Treatment closed : List.of(REDACTS, Answers.blocking(100))) {
      assertThatThrownBy(() -> Answers.json(broken(closed), RESULT))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> Answers.events(broken(closed), "data: " + RESULT + "\n\n", 1))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void itsOwnFailureIsALabelWhereAnswersAreLabelledOnly() {
    Head head = new Head("application/json");
    assertThat(Answers.json(broken(Answers.LABELS), head, RESULT)).isEqualTo(RESULT);
    assertThat(head.content.labels()).containsExactly("unscanned");
  }

  /** Breaks at the second look at a word, and says what it saw. */
  private static final class BreaksLate implements CustomDetector {
    private int looks;

    @Override
    public PiiType type() {
      return new PiiType("late", Set.of());
    }

    @Override
    public void find(String text, Hits hits) {
      if (text.contains("secret") && looks++ > 0) {
        throw new AssertionError("saw " + text);
      }
    }
  }

  private static AnswerEditor late(Treatment treatment) {
    TextScanner scanner = TextScanner.builder().custom(new BreaksLate()).build();
    AnswerText text = new AnswerText(scanner, treatment, null, Requests.MODEL);
    return new AnswerEditor(text, false, "r-1");
  }

  @Test
  void aFailureAtTheEndOfAStreamIsALabelWhereAnswersAreLabelledOnly() {
    Head head = new Head("text/event-stream");
    String stream = Answers.chat("a secret of mine");
    assertThat(Answers.events(late(Answers.LABELS), head, stream, 1)).isEqualTo(stream);
    assertThat(head.content.labels()).contains("unscanned");
  }

  @Test
  void anErrorOfADetectorTellsNothingOfWhatItSaw() {
    assertThatThrownBy(
            () -> Answers.events(late(REDACTS), Answers.chat("a secret of mine"), 1 << 20))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("java.lang.AssertionError")
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({
    "text/html,true",
    "image/png,true",
    "application/json,false",
    "text/event-stream,false",
    "'',false"
  })
  void otherAnswersAreLabelled(String type, boolean unscanned) {
    for (Treatment treatment : new Treatment[] {Answers.LABELS, REDACTS}) {
      Head head = new Head(type);
      editor(treatment, Route.HTTP).head(head);
      assertThat(head.content.labels().contains("unscanned")).isEqualTo(unscanned);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id: 1\nevent: e\n", ""})
  void aMessageWithoutMatchesLeavesAsItCame(String fields) {
    String stream = ": c\n\n" + fields + "data: { \"a\" :\ndata: 1.00 }\n\nretry: 5\n\n";
    assertThat(Answers.events(editor(REDACTS, Requests.MCP), stream, 3)).isEqualTo(stream);
    assertThat(Answers.events(editor(REDACTS, Requests.MODEL), stream, 3)).isEqualTo(stream);
  }
}
