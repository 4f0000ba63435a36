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

/** Bodies that do not come, or not at once, and large ones. */
class SlowBodiesTest {
  /** Twice as many as the server has threads. */
  private static final int MANY = 400;

  private static final String LARGE = "\"" + "l".repeat(70_000 - 2) + "\"";
  private static final String FEW = "maxAwaitedBodies: 2\nmaxHeldBodyBytes: 100000\n";

  @TempDir Path folder;

  private static RawHttp begin(RunningGateway gateway, String token, String more, int length)
      throws IOException {
    return RawHttp.connect(gateway.port(), Duration.ofSeconds(5))
        .send(
            "POST /protected/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + length
                + "\r\n"
                + more
                + "\r\n");
  }

  /** A request whose body is being waited for, by what the server says. */
  private static RawHttp awaited(RunningGateway gateway, String token, int length)
      throws IOException {
    RawHttp http = begin(gateway, token, "Expect: 100-continue\r\n", length);
    assertThat(http.readHead().status()).isEqualTo(100);
    return http;
  }

  @Test
  void slowBodiesOfOneCallerKeepNobodyElseWaiting() throws Exception {
    List<RawHttp> slow = new ArrayList<>();
    try (RunningGateway gateway = RunningGateway.start(folder, "RATE_LIMIT_MAX", "10000")) {
      String mallory = gateway.token("mallory", "tool:write");
      String alice = gateway.token("alice", "tool:write");
      try (RawHttp first = awaited(gateway, mallory, 4)) {
        for (int i = 0; i < MANY; i++) {
          slow.add(begin(gateway, mallory, "", 4));
        }
        assertThat(slow.get(MANY - 1).read().status()).as("what is too much").isEqualTo(429);
        try (RawHttp late = awaited(gateway, alice, 4)) {
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
  void theFileSaysHowManyBodiesAreAwaitedAndHowMuchOfLargeOnesIsHeld() throws Exception {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), FEW);
    try (RunningGateway gateway =
            RunningGateway.start(folder, "GATEWAY_CONFIG", file.toString(), "RATE_LIMIT_MAX", "99");
        RawHttp first = awaited(gateway, gateway.token("alice", "tool:write"), 70_000);
        RawHttp second = awaited(gateway, gateway.token("bob", "tool:write"), 4);
        RawHttp third = begin(gateway, gateway.token("carol", "tool:write"), "", 4);
        RawHttp fourth = begin(gateway, gateway.token("bob", "tool:write"), "", 70_000)) {
      assertThat(third.read().text()).as("the third of two").contains("too_many_bodies");
      assertThat(second.send("true").read().status()).isEqualTo(200);
      assertThat(fourth.read().text()).contains("too_many_bodies");
      RawResponse large = gateway.post("/protected/echo", gateway.token("dan", "tool:write"), LARGE);
      assertThat(large.text()).contains("too_many_large_bodies");
      assertThat(first.send(LARGE).read().status()).isEqualTo(200);
    }
  }
}
