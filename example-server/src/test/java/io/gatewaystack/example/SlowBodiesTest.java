package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that do not come, or not at once. */
class SlowBodiesTest {
  /** Twice as many as the server has threads. */
  private static final int MANY = 400;

  @TempDir Path folder;

  private static RawHttp begin(RunningGateway gateway, String token, String more)
      throws IOException {
    return RawHttp.connect(gateway.port(), Duration.ofSeconds(5))
        .send(
            "POST /protected/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token
                + "\r\nContent-Type: application/json\r\nContent-Length: 4\r\n"
                + more
                + "\r\n");
  }

  /** A request whose body is being waited for, by what the server says. */
  private static RawHttp awaited(RunningGateway gateway, String token) throws IOException {
    RawHttp http = begin(gateway, token, "Expect: 100-continue\r\n");
    assertThat(http.readHead().status()).isEqualTo(100);
    return http;
  }

  @Test
  void slowBodiesOfOneCallerKeepNobodyElseWaiting() throws Exception {
    List<RawHttp> slow = new ArrayList<>();
    try (RunningGateway gateway = RunningGateway.start(folder, "RATE_LIMIT_MAX", "10000")) {
      String mallory = gateway.token("mallory", "tool:write");
      String alice = gateway.token("alice", "tool:write");
      try (RawHttp first = awaited(gateway, mallory)) {
        for (int i = 0; i < MANY; i++) {
          slow.add(begin(gateway, mallory, ""));
        }
        assertThat(slow.get(MANY - 1).read().status()).as("what is too much").isEqualTo(429);
        try (RawHttp late = awaited(gateway, alice)) {
          RawResponse whole = gateway.post("/protected/echo", alice, "{}");
          assertThat(whole.status()).as("a body that comes at once").isEqualTo(200);
          assertThat(late.send("true").read().status()).as("one that is late").isEqualTo(200);
        }
        assertThat(first.send("true").read().status()).as("one of his share").isEqualTo(200);
      }
    } finally {
      for (RawHttp http : slow) {
        http.close();
      }
    }
  }

  @Test
  void theFileSaysHowManyBodiesAreAwaited() throws Exception {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), "maxAwaitedBodies: 2");
    try (RunningGateway gateway = RunningGateway.start(folder, "GATEWAY_CONFIG", file.toString());
        RawHttp first = awaited(gateway, gateway.token("alice", "tool:write"));
        RawHttp second = awaited(gateway, gateway.token("bob", "tool:write"));
        RawHttp third = begin(gateway, gateway.token("carol", "tool:write"), "")) {
      assertThat(third.read().text()).contains("too_many_bodies");
      assertThat(second.send("true").read().status()).isEqualTo(200);
      try (RawHttp fourth = awaited(gateway, gateway.token("carol", "tool:write"))) {
        assertThat(fourth.send("true").read().status()).isEqualTo(200);
      }
      assertThat(first.send("true").read().status()).isEqualTo(200);
    }
  }
}
