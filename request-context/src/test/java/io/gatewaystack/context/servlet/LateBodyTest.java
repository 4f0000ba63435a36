package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies that layers ask for before they are there: some are waited for, of each caller a share.
 */
class LateBodyTest {
  private static final String ALICE = "X-Caller: alice\r\n";
  private static final String EXPECTING = "Expect: 100-continue\r\nContent-Length: 2";

  private final TestServer server =
      TestServer.builder()
          .filter("/*", GovernanceFilter.builder(new BodyReader()).maxAwaitedBodies(2).build())
          .servlet("/*", Servlets.of((q, p) -> p.getWriter().write(q.getReader().readLine())))
          .start();

  @AfterEach
  void stop() {
    server.close();
  }

  private static String head(String caller, String framing) {
    return "POST /x HTTP/1.1\r\nHost: localhost\r\n" + caller + framing + "\r\n\r\n";
  }

  private RawHttp send(String caller, String framing) throws Exception {
    return RawHttp.connect(server.port()).send(head(caller, framing));
  }

  /** A request whose body is being waited for, by what the server says. */
  private RawHttp awaited(String caller) throws Exception {
    RawHttp http = send(caller, EXPECTING);
    assertThat(http.readHead().status()).isEqualTo(100);
    return http;
  }

  private RawResponse whole(String caller) throws Exception {
    return RawHttp.exchange(server.port(), head(caller, "Content-Length: 2") + "ok");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Caller: alice\r\n", ""})
  void whoHasHisShareIsRefusedAnotherAndEverybodyElseServed(String caller) throws Exception {
    try (RawHttp first = awaited(caller);
        RawHttp second = send(caller, "Content-Length: 2");
        RawHttp third = send(caller, "Transfer-Encoding: chunked");
        RawHttp other = awaited("X-Caller: bob\r\n")) {
      RawResponse refused = second.read();
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).contains("1");
      assertThat(refused.text()).contains("limit_exceeded", "too_many_bodies");
      assertThat(third.read().status()).isEqualTo(429);
      assertThat(whole(caller).text()).as("a body that is there").isEqualTo("ok");
      assertThat(other.send("ok").read().text()).isEqualTo("ok");
      assertThat(first.send("ok").read().text()).isEqualTo("ok");
    }
  }

  @Test
  void aTurnComesBackWhenTheBodyHasComeOrNeverWill() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (RawHttp http = awaited(ALICE)) {
        assertThat(http.send("ok").read().status()).isEqualTo(200);
      }
      try (RawHttp http = awaited(ALICE)) {
        http.endInput();
        assertThat(http.read().status()).isEqualTo(400);
      }
    }
  }

  @Test
  void aWholeBodyInChunksNeedsATurnForAMomentOnly() throws Exception {
    for (int i = 0; i < 5; i++) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(), head(ALICE, "Transfer-Encoding: chunked") + "2\r\nok\r\n0\r\n\r\n");
      assertThat(answer.text()).isEqualTo("ok");
    }
  }

  @Test
  void nobodyIsAskedForABodyThatIsRefused() throws Exception {
    try (RawHttp first = awaited(ALICE);
        RawHttp second = send(ALICE, EXPECTING)) {
      assertThat(second.readHead().status()).isEqualTo(429);
      assertThat(first.send("ok").read().text()).isEqualTo("ok");
    }
  }
}
