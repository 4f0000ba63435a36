package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.response.UnfitAnswer;
import io.gatewaystack.testing.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Editors that throw, and editors that refuse an answer. */
class RefusedAnswerTest extends EditedAnswers {
  static Stream<Runnable> failures() {
    return Stream.of(
        () -> {
          throw new IllegalStateException("secret");
        },
        () -> {
          throw new StackOverflowError("secret");
        },
        () -> {
          throw new OutOfMemoryError("secret");
        });
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anEditorThatThrowsIs500BeforeAnythingWasSent(Runnable failure) throws Exception {
    RawResponse answer =
        get(
            (message, out) -> failure.run(),
            (q, p) -> {
              p.setContentType("application/json");
              p.getOutputStream().print(JSON);
            });
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("internal_error").doesNotContain("secret");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anEditorThatThrowsInARunningStreamEndsItWithAnError(Runnable failure) throws Exception {
    RawResponse answer =
        get(
            (message, out) -> {
              if (message.bytes()[0] == '2') {
                failure.run();
              }
              out.accept(message);
            },
            (q, p) -> {
              p.setContentType("text/event-stream");
              p.getOutputStream().print("data: 1\n\n");
              p.flushBuffer();
              p.getOutputStream().print("data: 2\n\n");
            });
    assertThat(answer.text())
        .startsWith("data: 1\n\ndata: {")
        .contains("internal_error")
        .doesNotContain("secret");
  }

  @Test
  void anAnswerThatAnEditorFindsUnfitIs502WithItsCode() throws Exception {
    RawResponse answer =
        get(
            (message, out) -> {
              throw new UnfitAnswer("not_a_list");
            },
            (q, p) -> {
              p.setContentType("application/json");
              p.getOutputStream().print(JSON);
            });
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text())
        .contains("\"error\":\"upstream_error\"", "\"code\":\"not_a_list\"")
        .doesNotContain("secret");
  }

  @Test
  void anAnswerAnEditorRefusesIsToldInItsPlace() throws Exception {
    RawResponse answer =
        get(
            (message, out) -> {
              throw new Refused(Denial.of(403, "content_blocked", 40303, "No"));
            },
            (q, p) -> {
              p.setContentType("application/json");
              byStream(p, JSON.getBytes(StandardCharsets.UTF_8));
            });
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("content_blocked").doesNotContain("secret");
    assertThat(recorder.only())
        .isInstanceOfSatisfying(
            Outcome.Denied.class, denied -> assertThat(denied.status()).isEqualTo(403));
  }

  @Test
  void aStreamAnEditorRefusesEndsWithTheRefusal() throws Exception {
    RawResponse answer =
        get(
            (message, out) -> {
              if (message.id() != null && message.id().equals("2")) {
                throw new Refused(Denial.of(403, "content_blocked", 40303, "No"));
              }
              out.accept(message);
            },
            (q, p) -> {
              p.setContentType("text/event-stream");
              for (String event : EVENTS.split("(?<=\n\n)", -1)) {
                byStream(p, event.getBytes(StandardCharsets.UTF_8));
                p.flushBuffer();
              }
            });
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("1.00", "content_blocked").doesNotContain("secret");
  }
}
