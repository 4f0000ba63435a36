package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies that layers read are in memory until their requests end, with what layers make of them
 * until they have decided: as many as have room.
 */
class LargeBodyTest {
  private static final int LARGE = 100_000;
  private static final String SMALL = "s".repeat(8_000);
  private static final String ALICE = "X-Caller: alice\r\n";
  private static final String BOB = "X-Caller: bob\r\n";

  private final CountDownLatch end = new CountDownLatch(1);
  private final TestServer server =
      TestServer.builder()
          .filter("/*", filter())
          .filter("/inner/*", filter())
          .servlet("/*", Servlets.of((q, p) -> p.getWriter().write("ok")))
          .servlet(
              "/slow",
              Servlets.of(
                  (q, p) -> {
                    p.setContentLength(2);
                    p.getWriter().write("o");
                    p.flushBuffer(); // now somebody knows that the body was read
                    end.await();
                    p.getWriter().write("k");
                  }))
          .start();

  private static GovernanceFilter filter() {
    Layer layers = Pipeline.of(new BodyReader(), new Refusing());
    return GovernanceFilter.builder(layers).maxBodyMemory(40 * LARGE).build();
  }

  /** Refuses where it is told to. */
  private static final class Refusing implements Layer {
    @Override
    public String name() {
      return "refusing";
    }

    @Override
    public Decision before(RequestContext context) {
      return switch (context.request().path()) {
        case "/throw" -> throw new IllegalStateException("as a layer of the owner's might");
        case "/deny" -> Decision.deny(context, Denial.internalError());
        default -> Decision.proceed(context);
      };
    }
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.close();
  }

  private static String head(String path, String caller, String framing) {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + caller + framing + "\r\n\r\n";
  }

  private static String withLength(String path, String caller, String body) {
    return head(path, caller, "Content-Length: " + body.length()) + body;
  }

  private static String inChunks(String path, String caller, String body) {
    return head(path, caller, "Transfer-Encoding: chunked")
        + "%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body);
  }

  private static String large() {
    return "l".repeat(LARGE);
  }

  private RawHttp holding(String request) throws Exception {
    RawHttp http = RawHttp.connect(server.port()).send(request);
    assertThat(http.readHead().status()).isEqualTo(200);
    return http;
  }

  /** The answer to a request, which may come a moment before its room is given back. */
  private RawResponse served(String request) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    RawResponse answer = exchange(request);
    while (answer.status() == 429 && System.nanoTime() < end) {
      answer = exchange(request);
    }
    return answer;
  }

  private RawResponse exchange(String request) throws Exception {
    return RawHttp.exchange(server.port(), request);
  }

  @Test
  void whatThereIsNoRoomForIsRefusedAndSmallBodiesAreNot() throws Exception {
    try (RawHttp first = holding(withLength("/slow", ALICE, large()))) {
      RawResponse refused = exchange(withLength("/x", ALICE, large()));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).contains("1");
      assertThat(refused.text()).contains("limit_exceeded", "too_many_large_bodies");
      assertThat(exchange(inChunks("/x", ALICE, large())).status()).isEqualTo(429);
      assertThat(exchange(withLength("/x", ALICE, SMALL)).status()).isEqualTo(200);
      assertThat(exchange(inChunks("/x", ALICE, SMALL)).status()).isEqualTo(200);
      assertThat(exchange(withLength("/x", BOB, "b".repeat(66_000))).status())
          .as("somebody else's turn")
          .isEqualTo(200);
      first.endInput();
    }
  }

  @Test
  void ofABodyInChunksOnlyWhatHasComeIsCounted() throws Exception {
    try (RawHttp first = holding(inChunks("/slow", ALICE, "c".repeat(70_000)))) {
      assertThat(exchange(withLength("/x", BOB, "b".repeat(80_000))).status()).isEqualTo(200);
      first.endInput();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x", "/inner/x", "/deny", "/throw"})
  void roomIsGivenBackHoweverARequestEnds(String path) throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(served(withLength(path, ALICE, large())).status()).isNotEqualTo(429);
      assertThat(served(inChunks(path, ALICE, large())).status()).isNotEqualTo(429);
    }
  }

  @Test
  void roomIsGivenBackWhenTheRestOfABodyNeverComes() throws Exception {
    try (RawHttp http = RawHttp.connect(server.port())) {
      http.send(head("/x", ALICE, "Content-Length: " + LARGE) + "l");
      http.endInput();
      assertThat(http.read().status()).isEqualTo(400);
    }
    assertThat(served(withLength("/x", ALICE, large())).status()).isEqualTo(200);
  }

  @Test
  void aBodyOfAnySizeThatMayBeHasRoomWhileNobodyElseHasAny() throws Exception {
    assertThat(served(withLength("/x", ALICE, "l".repeat(2 << 20))).status()).isEqualTo(200);
    assertThat(served(head("/x", ALICE, "Content-Length: " + ((2 << 20) + 1))).status())
        .as("told before anything of it is read")
        .isEqualTo(413);
    assertThat(served(inChunks("/x", ALICE, "l".repeat((2 << 20) + 1))).status()).isEqualTo(413);
  }
}
