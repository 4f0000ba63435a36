package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.response.ResponseHead;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When an edited answer leaves, and what becomes of one that ends otherwise than it began. */
class EditedAnswerTest extends EditedAnswers {
  @Test
  void anEventLeavesAsSoonAsItIsFlushed() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    Servlets.Service slow =
        (q, p) -> {
          p.setContentType("text/event-stream");
          p.getOutputStream().print("data: 1\n\n");
          p.flushBuffer();
          assertThat(seen.await(5, TimeUnit.SECONDS)).isTrue();
          p.getOutputStream().print("data: 2\n\n");
        };
    GovernanceFilter filter =
        GovernanceFilter.builder(new Editing((message, out) -> out.accept(message))).build();
    try (TestServer server =
            TestServer.builder().filter("/*", filter).servlet("/*", Servlets.of(slow)).start();
        RawHttp http = RawHttp.connect(server.port())) {
      http.send("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n").readHead();
      http.readLine(); // the size of the first chunk
      assertThat(http.readLine()).isEqualTo("data: 1");
      seen.countDown();
    }
  }

  @Test
  void halfAnEventAtTheEndIsDropped() throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("text/event-stream");
              p.getOutputStream().print("data: 1\n\ndata: {\"a\":\"secret");
            });
    assertThat(answer.text()).isEqualTo("data: 1\n\n");
  }

  @Test
  void anAnswerWithoutABodyStaysWithoutOne() throws Exception {
    RawResponse answer =
        get(
            GovernanceFilter.mcp(Pipeline.of(recorder, new Editing(new Redactor()))),
            (q, p) -> p.setStatus(202));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void sendErrorDiscardsWhatWasWritten() throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("application/json");
              p.getOutputStream().print(JSON);
              p.sendError(404);
            });
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).doesNotContain("secret");
  }

  @Test
  void anAnswerStartedOverIsEditedFromItsNewBeginning() throws Exception {
    RawResponse answer =
        get(
            new Redactor(),
            (q, p) -> {
              p.setContentType("application/json");
              p.getOutputStream().print("{\"half");
              p.resetBuffer();
              p.getOutputStream().print("\"secret\"");
            });
    assertThat(answer.text()).isEqualTo("\"*\"");
  }

  @Test
  void whatTheInnerEditorReleasesFlowsThroughTheOuter() throws Exception {
    ResponseEditor holding =
        new ResponseEditor() {
          private Message held = Message.of("0".getBytes(StandardCharsets.UTF_8));

          @Override
          public void message(Message message, Consumer<Message> out) {
            held = message;
          }

          @Override
          public void end(Consumer<Message> out) {
            out.accept(held);
          }
        };
    Layer pipeline = Pipeline.of(recorder, new Editing(new Redactor()), new Editing(holding));
    RawResponse answer =
        get(
            new GovernanceFilter(pipeline),
            (q, p) -> {
              p.setContentType("text/event-stream");
              p.getOutputStream().print("data: \"first\"\n\ndata: \"secret\"\n\n");
            });
    assertThat(answer.text()).isEqualTo("data: \"*\"\n\n");
  }

  @Test
  void aClientThatLeavesAnEditedStreamIsAnAbort() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Servlets.Service endless =
        (q, p) -> {
          p.setContentType("text/event-stream");
          byte[] event = ("data: \"" + "x".repeat(900) + "\"\n\n").getBytes(StandardCharsets.UTF_8);
          try {
            for (int i = 0; i < 1_000_000; i++) {
              p.getOutputStream().write(event);
            }
          } finally {
            ended.countDown();
          }
        };
    GovernanceFilter filter =
        GovernanceFilter.builder(Pipeline.of(recorder, new Editing(new Redactor()))).build();
    try (TestServer server =
        TestServer.builder().filter("/*", filter).servlet("/*", Servlets.of(endless)).start()) {
      RawHttp http = RawHttp.connect(server.port());
      http.send("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n").readHead();
      http.reset();
      assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(recorder.only()).isInstanceOf(Outcome.Aborted.class);
    }
  }

  @Test
  void completionsSeeWhatAnEditorLearned() throws Exception {
    get(
        new ResponseEditor() {
          private @Nullable ResponseHead head;

          @Override
          public void head(ResponseHead answer) {
            head = answer;
          }

          @Override
          public void message(Message message, Consumer<Message> out) {
            Objects.requireNonNull(head).merge(Warnings.of("seen"));
            out.accept(message);
          }

          @Override
          public void end(Consumer<Message> out) {
            Objects.requireNonNull(head).merge(Warnings.of("ended"));
          }
        },
        (q, p) -> {
          p.setContentType("application/json");
          byStream(p, JSON.getBytes(StandardCharsets.UTF_8));
        });
    assertThat(recorder.context().require(Warnings.class).codes()).containsExactly("seen", "ended");
  }
}
