package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.Latches.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.proxyabl.tool.RestTools;
import io.gatewaystack.proxyabl.tool.Toolbox;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What functions answer counts while it comes: many large answers at once do not fill the heap. */
@Timeout(20)
class LargeFunctionAnswersTest {
  private static final int LARGE = 60_000;

  private static final long MEMORY = 200_000;

  private final CountDownLatch begun = new CountDownLatch(1);

  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void stop() {
    goOn.countDown();
  }

  /** Answers the first request but for its end, until it may go on; the others at once. */
  private RawUpstream functions() throws IOException {
    AtomicInteger number = new AtomicInteger();
    return RawUpstream.running(
        peer -> {
          while (true) {
            int length = peer.readRequest().contains("/small") ? 100 : LARGE;
            String body = "\"" + "x".repeat(length) + "\"";
            String answer =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(body.length(), body);
            if (number.getAndIncrement() == 0) {
              peer.send(answer.substring(0, answer.length() - 10));
              begun.countDown();
              await(goOn);
              answer = answer.substring(answer.length() - 10);
            }
            peer.send(answer);
          }
        });
  }

  private static RestTools tools(URI base) {
    return RestTools.builder(base).tool("large", Set.of("s")).tool("small", Set.of("s")).build();
  }

  /** What calls a tool, in one form or the other. */
  private interface Caller {
    RawHttp send(String tool) throws IOException;

    default RawResponse call(String tool) throws IOException {
      try (RawHttp http = send(tool)) {
        return http.read();
      }
    }

    /** Calls until those before have given back what they held. */
    default RawResponse served() throws IOException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      RawResponse answer = call("large");
      while (answer.status() == 502 && System.nanoTime() < end) {
        answer = call("large");
      }
      return answer;
    }
  }

  private void expectCounted(Caller caller) throws Exception {
    try (RawHttp first = caller.send("large")) {
      await(begun);
      TimeUnit.MILLISECONDS.sleep(100); // its pieces reach the gateway
      RawResponse refused = caller.call("large");
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.text())
          .contains("upstream_error", "too_many_large_answers")
          .doesNotContain("xxx");
      assertThat(caller.call("small").status()).isEqualTo(200);
      goOn.countDown();
      assertThat(first.read().text()).contains("x".repeat(LARGE));
      for (int i = 0; i < 10; i++) { // what was held is given back
        assertThat(caller.served().text()).contains("x".repeat(LARGE));
      }
    }
  }

  @Test
  void overMcp() throws Exception {
    try (RawUpstream functions = functions();
        RestTools tools = tools(functions.uri());
        McpGate gate = McpGate.narrow(MEMORY, gateway -> gateway.tools(tools.tools()))) {
      expectCounted(
          tool ->
              gate.connect()
                  .send(
                      McpGate.message(
                          "/mcp",
                          "alice",
                          McpGate.modern("tools/call", "\"name\":\"" + tool + "\""),
                          McpGate.MODERN,
                          "Mcp-Method: tools/call",
                          "Mcp-Name: " + tool)));
      assertThat(gate.outcome()).isInstanceOf(Outcome.Denied.class);
    }
  }

  @Test
  void byPost() throws Exception {
    try (RawUpstream functions = functions();
        RestTools tools = tools(functions.uri());
        TestServer server =
            TestServer.builder()
                .filter(
                    "/*",
                    GovernanceFilter.builder(new Believer())
                        .routes(Routes.none().restTools("/tools"))
                        .maxBodyMemory(MEMORY)
                        .build())
                .servlet("/*", new ToolServlet(Toolbox.of(tools.tools()), InstantSource.system()))
                .start()) {
      expectCounted(
          tool ->
              RawHttp.connect(server.port())
                  .send(McpGate.message("/tools/" + tool, "alice", "{}")));
    }
  }
}
