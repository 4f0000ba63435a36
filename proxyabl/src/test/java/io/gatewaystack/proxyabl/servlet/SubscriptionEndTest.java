package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a modern subscription to several upstreams ends, and how it does not. */
@Timeout(20)
class SubscriptionEndTest {
  private static final String LISTEN = "subscriptions/listen";
  private static final String META = "\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":1}";
  private static final String ACKNOWLEDGED =
      data(
          "\"method\":\"notifications/subscriptions/acknowledged\",\"params\":{"
              + META
              + ",\"notifications\":{\"toolsListChanged\":true}}");
  private static final String CHANGED =
      data("\"method\":\"notifications/tools/list_changed\",\"params\":{" + META + "}");
  private static final String ENDED =
      data("\"id\":1,\"result\":{\"resultType\":\"complete\"," + META + "}");
  private static final String UNKNOWN =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"not here\"}}";

  private final FakeMcp fs = FakeMcp.named("fs");
  private final FakeMcp git = FakeMcp.named("git");
  private final CountDownLatch fsMayEnd = new CountDownLatch(1);
  private final CountDownLatch gitMayGoOn = new CountDownLatch(1);

  @AfterEach
  void stop() {
    fsMayEnd.countDown();
    gitMayGoOn.countDown();
    fs.close();
    git.close();
  }

  private static String data(String rest) {
    return "data: {\"jsonrpc\":\"2.0\"," + rest + "}\n\n";
  }

  private McpGate gate() {
    return McpGate.with(gateway -> gateway.upstream(fs.upstream()).upstream(git.upstream()));
  }

  private static byte[] listen() {
    return McpGate.message(
        "/mcp",
        "alice",
        McpGate.modern(LISTEN, "\"notifications\":{\"toolsListChanged\":true}"),
        McpGate.MODERN,
        "Mcp-Method: " + LISTEN);
  }

  private static ScriptedUpstream.Script after(CountDownLatch latch, String... events) {
    return (request, answer) -> {
      answer.events(ACKNOWLEDGED);
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
      answer.events(events);
    };
  }

  @Test
  void oneThatEndsItsPartIsAskedAgainAndTheOthersGoOn() throws Exception {
    fs.on(LISTEN, after(fsMayEnd, ENDED, CHANGED.replace("tools", "late")));
    git.on(LISTEN, after(gitMayGoOn, CHANGED));
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      assertThat(client.send(listen()).readHead().status()).isEqualTo(200);
      assertThat(next(client).data()).contains("acknowledged");
      fs.next(LISTEN);
      fs.on(LISTEN, (request, answer) -> answer.events(ACKNOWLEDGED, CHANGED).untilGone());
      fsMayEnd.countDown();
      fs.next(LISTEN);
      assertThat(next(client).data()).contains("tools/list_changed"); // perhaps
      assertThat(next(client).data()).contains("tools/list_changed");
      gitMayGoOn.countDown();
      assertThat(next(client).data()).contains("tools/list_changed");
    }
  }

  @Test
  void whatChangedWhileOneToldNothingIsToldWhenItTellsAgain() throws Exception {
    String wanted =
        "\"notifications\":{\"toolsListChanged\":true,\"promptsListChanged\":true,"
            + "\"resourceSubscriptions\":[\"fs+file:///a\",\"git+file:///b\"]}";
    String agreed =
        ACKNOWLEDGED.replace(
            "{\"toolsListChanged\":true}",
            "{\"toolsListChanged\":true,\"promptsListChanged\":false,\"resourcesListChanged\":true,"
                + "\"resourceSubscriptions\":[\"file:///a\",\"file:///a\",\"file:///never\"]}");
    fs.on(LISTEN, (request, answer) -> answer.events(agreed, ENDED));
    git.on(LISTEN, after(gitMayGoOn, CHANGED));
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client
          .send(
              McpGate.message(
                  "/mcp",
                  "alice",
                  McpGate.modern(LISTEN, wanted),
                  McpGate.MODERN,
                  "Mcp-Method: " + LISTEN))
          .readHead();
      assertThat(next(client).data()).contains("acknowledged");
      fs.next(LISTEN);
      fs.on(LISTEN, (request, answer) -> answer.events(agreed).untilGone());
      assertThat(next(client).data())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\",\"params\":{"
                  + META
                  + "}}");
      assertThat(next(client).data())
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":{"
                  + "\"uri\":\"fs+file:///a\","
                  + META
                  + "}}");
      gitMayGoOn.countDown();
      assertThat(next(client).data()).contains("tools/list_changed");
    }
  }

  @Test
  void oneThatComesLaterChangesTheLists() throws Exception {
    fs.on(LISTEN, (request, answer) -> answer.status(503));
    git.on(LISTEN, after(gitMayGoOn, CHANGED));
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(listen()).readHead();
      assertThat(next(client).data()).contains("acknowledged");
      fs.on(LISTEN, (request, answer) -> answer.events(ACKNOWLEDGED).untilGone());
      assertThat(next(client).data()).contains("tools/list_changed");
    }
  }

  @Test
  void whenAllHaveEndedTheClientIsToldOnceByTheGateway() throws Exception {
    fs.on(LISTEN, after(fsMayEnd, ENDED));
    git.on(LISTEN, after(fsMayEnd, ENDED));
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(listen());
      fs.next(LISTEN);
      git.next(LISTEN);
      fsMayEnd.countDown();
      String text = client.read().text();
      assertThat(text)
          .containsOnlyOnce("acknowledged")
          .containsOnlyOnce("\"result\"")
          .endsWith(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"_meta\":{"
                  + "\"io.modelcontextprotocol/subscriptionId\":1,"
                  + "\"io.modelcontextprotocol/serverInfo\":{\"name\":\"GatewayStack\",\"version\":\"1\"}}}}\n\n");
      assertThat(gate.comesToRest()).isTrue();
    }
  }

  @Test
  void oneThatHasEndedItsPartAndIsAwayDoesNotKeepTheSubscriptionOpen() throws Exception {
    fs.on(LISTEN, (request, answer) -> answer.events(ACKNOWLEDGED, ENDED));
    git.on(LISTEN, after(gitMayGoOn, ENDED));
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(listen()).readHead();
      assertThat(next(client).data()).contains("acknowledged");
      fs.next(LISTEN);
      fs.on(LISTEN, (request, answer) -> answer.status(503));
      fs.next(LISTEN);
      gitMayGoOn.countDown();
      assertThat(next(client).data()).contains("\"result\"");
    }
  }

  @Test
  void oneThatKnowsNoSubscriptionsDoesNotKeepAnEndedOneOpen() throws Exception {
    fs.on(LISTEN, (request, answer) -> answer.events(ACKNOWLEDGED, ENDED));
    try (McpGate gate = gate()) {
      RawResponse answer = gate.exchange(listen());
      assertThat(answer.text()).contains("acknowledged").containsOnlyOnce("\"result\"");
      assertThat(gate.ending().context().find(Warnings.class)).isEmpty();
      assertThat(gate.comesToRest()).isTrue();
    }
  }

  @Test
  void oneThatIsMissingKeepsItOpenForItMayComeBack() throws Exception {
    fs.on(LISTEN, after(fsMayEnd, ENDED));
    git.on(LISTEN, (request, answer) -> answer.status(503));
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(listen()).readHead();
      assertThat(next(client).data()).contains("acknowledged");
      fs.next(LISTEN);
      fs.on(LISTEN, (request, answer) -> answer.events(ACKNOWLEDGED, CHANGED).untilGone());
      fsMayEnd.countDown();
      assertThat(next(client).data()).contains("tools/list_changed");
    }
  }

  @Test
  void anErrorInTheStreamIsTheAnswerOnlyWhenNobodyTellsAnything() throws Exception {
    fs.on(LISTEN, (request, answer) -> answer.events("data: " + UNKNOWN + "\n\n"));
    git.on(LISTEN, (request, answer) -> answer.json(404, UNKNOWN));
    try (McpGate gate = gate()) {
      assertThat(gate.exchange(listen()).text()).isEqualTo(UNKNOWN);
      git.on(LISTEN, (request, answer) -> answer.events(ACKNOWLEDGED, ENDED));
      assertThat(gate.exchange(listen()).text())
          .contains("acknowledged", "\"result\"")
          .doesNotContain("-32601");
    }
  }

  @Test
  void anEndWithoutABeginningIsNone() throws Exception {
    fs.on(LISTEN, (request, answer) -> answer.events(ENDED));
    git.on(LISTEN, (request, answer) -> answer.events(ACKNOWLEDGED, CHANGED).untilGone());
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(listen()).readHead();
      assertThat(next(client).data()).contains("acknowledged");
      assertThat(next(client).data()).contains("tools/list_changed");
    }
  }
}
