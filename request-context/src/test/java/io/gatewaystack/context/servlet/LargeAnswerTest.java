package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is held of answers takes memory until it is sent: as many as have room. */
@Timeout(20)
class LargeAnswerTest {
  private static final int LARGE = 60_000;

  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final TestServer server =
      TestServer.builder()
          .filter("/*", filter())
          .filter("/inner/*", filter())
          .servlet("/large", answering(LARGE))
          .servlet("/inner/*", answering(LARGE))
          .servlet("/small", answering(8_000))
          .servlet(
              "/slow",
              Servlets.of(
                  (q, p) -> {
                    p.setContentType("application/json");
                    p.getOutputStream().print("\"" + "x".repeat(LARGE));
                    held.countDown();
                    end.await();
                    p.getOutputStream().print("\"");
                  }))
          .servlet(
              "/events",
              Servlets.of(
                  (q, p) -> {
                    p.setContentType("text/event-stream");
                    ServletOutputStream out = p.getOutputStream();
                    out.print("data: \"small\"\n\n");
                    out.flush();
                    out.print("data: \"" + "x".repeat(LARGE) + "\"\n\n");
                    out.flush();
                    held.countDown();
                    end.await();
                  }))
          .servlet(
              "/refused",
              Servlets.of(
                  (q, p) -> {
                    p.setContentType("application/json");
                    p.getOutputStream().print("x".repeat(LARGE)); // no JSON
                  }))
          .start();

  private static GovernanceFilter filter() {
    Pipeline layers = Pipeline.of(new EditedAnswers.Editing(new EditedAnswers.Redactor()));
    return GovernanceFilter.builder(layers).maxBodyMemory(100_000).build();
  }

  private static Servlet answering(int length) {
    return Servlets.of(
        (q, p) -> {
          p.setContentType("application/json");
          p.getOutputStream().print("\"" + "x".repeat(length - 2) + "\"");
        });
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.close();
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  private RawResponse get(String path) throws Exception {
    return RawHttp.exchange(server.port(), request(path));
  }

  /** The answer, which may come a moment before the room of another is given back. */
  private RawResponse served(String path) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    RawResponse answer = get(path);
    while (answer.status() == 502 && System.nanoTime() < until) {
      answer = get(path);
    }
    return answer;
  }

  @Test
  void whatThereIsNoRoomForIsRefusedAndSmallAnswersAreNot() throws Exception {
    try (RawHttp slow = RawHttp.connect(server.port()).send(request("/slow"))) {
      held.await();
      RawResponse refused = get("/large");
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.text())
          .contains("upstream_error", "too_many_large_answers")
          .doesNotContain("xxx");
      assertThat(get("/small").text()).hasSize(8_000);
      end.countDown();
      assertThat(slow.read().text()).hasSize(LARGE + 2);
    }
    assertThat(served("/large").text()).hasSize(LARGE);
  }

  @Test
  void anEventThereIsNoRoomForEndsItsStream() throws Exception {
    try (RawHttp slow = RawHttp.connect(server.port()).send(request("/slow"))) {
      held.await();
      assertThat(get("/events").text())
          .startsWith("data: \"small\"\n\n")
          .contains("too_many_large_answers")
          .doesNotContain("xxx");
      end.countDown();
      assertThat(slow.read().status()).isEqualTo(200);
    }
  }

  @Test
  void aStreamWhoseLargeEventHasLeftHoldsNothing() throws Exception {
    try (RawHttp stream = RawHttp.connect(server.port()).send(request("/events"))) {
      held.await();
      assertThat(served("/large").text()).hasSize(LARGE);
      end.countDown();
      assertThat(stream.read().text()).contains("\"small\"", "xxx");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/large", "/inner/x", "/refused"})
  void roomIsGivenBackHoweverAnAnswerEnds(String path) throws Exception {
    for (int i = 0; i < 5; i++) {
      get(path);
      assertThat(served("/large").text()).hasSize(LARGE);
    }
  }
}
