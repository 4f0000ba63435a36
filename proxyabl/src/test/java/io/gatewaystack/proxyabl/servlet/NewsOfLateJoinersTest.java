package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.event;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.get;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.next;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.notification;
import static io.gatewaystack.proxyabl.servlet.FederatedStreamsTest.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a legacy client hears of an upstream that joins its session late, or again. */
@Timeout(20)
class NewsOfLateJoinersTest extends TwoServers {
  private static final String CAN_ALL =
      "{\"tools\":{\"listChanged\":true},\"resources\":{\"subscribe\":true,\"listChanged\":true}}";
  private static final String TOOLS_CHANGED = notification("notifications/tools/list_changed");
  private static final String CHANGE = notification("notifications/x");
  private static final String LIST =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{}}";

  private final CountDownLatch up = new CountDownLatch(1);

  private static ScriptedUpstream.Script greeting(FakeMcp who, String capabilities) {
    return (request, answer) -> {
      answer.header("Mcp-Session-Id", who.session());
      String greeting =
          "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":"
              + capabilities
              + ",\"serverInfo\":{\"name\":\"x\",\"version\":\"1\"}}";
      answer.json(FakeMcp.response(request, greeting));
    };
  }

  private void isDownAtFirst(FakeMcp who, String capabilities) {
    who.on(
        "initialize",
        (request, answer) -> {
          if (up.getCount() > 0) {
            answer.status(503);
          } else {
            greeting(who, capabilities).answer(request, answer);
          }
        });
  }

  private void hold(ScriptedUpstream.Request request, ScriptedUpstream.Answer answer)
      throws Exception {
    answer.events();
    assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
  }

  private static String params(RawHttp client) throws Exception {
    return next(client).json().path("params").toString();
  }

  private static String withoutParams(String data) {
    return data.replace(",\"params\":{}", "");
  }

  @Test
  void anOpenStreamTellsOfTheListsOfTheLateOne() throws Exception {
    isDownAtFirst(git, "{\"tools\":{},\"prompts\":{}}"); // prompts nobody was promised
    fs.on("GET", this::hold);
    git.on("GET", (request, answer) -> hold(request, answer.events(event("g:1", CHANGE))));
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      var welcome = gate.post(FederatedStreamsTest.INITIALIZE);
      assertThat(welcome.text()).contains("\"tools\":{\"listChanged\":true}");
      client.send(get(welcome.header("Mcp-Session-Id").orElseThrow())).readHead();
      up.countDown();
      assertThat(withoutParams(next(client).data())).isEqualTo(TOOLS_CHANGED);
      assertThat(next(client).data()).isEqualTo(CHANGE);
    }
  }

  @Test
  void whoHasBeenThereFromTheBeginningIsNoNews() throws Exception {
    for (FakeMcp each : List.of(fs, git)) {
      each.on("initialize", greeting(each, "{\"tools\":{\"listChanged\":true}}"));
    }
    fs.on("GET", (request, answer) -> hold(request, answer.events(event("f:1", CHANGE))));
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(get(open(gate))).readHead();
      assertThat(next(client).data()).isEqualTo(CHANGE);
    }
  }

  @Test
  void whatWasNotPromisedIsNotTold() throws Exception {
    isDownAtFirst(git, "{\"prompts\":{\"listChanged\":true}}");
    fs.on("GET", this::hold);
    git.on("GET", (request, answer) -> hold(request, answer.events(event("g:1", CHANGE))));
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      client.send(get(open(gate))).readHead();
      up.countDown();
      assertThat(next(client).data()).isEqualTo(CHANGE);
    }
  }

  @Test
  void whoHasJoinedWhileThereWasNoStreamIsToldOnTheNext() throws Exception {
    isDownAtFirst(git, "{\"tools\":{}}");
    fs.on("GET", this::hold);
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      String session = open(gate);
      up.countDown();
      while (!gate.post(LIST, "Mcp-Session-Id: " + session).text().contains("git.t")) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      client.send(get(session)).readHead();
      assertThat(withoutParams(next(client).data())).isEqualTo(TOOLS_CHANGED);
    }
  }

  @Test
  void whoIsAwaitedIsToldOfThoughNobodyElseHasAStream() throws Exception {
    isDownAtFirst(git, "{\"tools\":{}}");
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      assertThat(client.send(get(open(gate))).readHead().status()).isEqualTo(200);
      up.countDown();
      assertThat(withoutParams(next(client).data())).isEqualTo(TOOLS_CHANGED);
    }
  }

  @Test
  void withoutStreamsAndNobodyAwaitedThereIsNone() throws Exception {
    try (McpGate gate = gate()) {
      assertThat(gate.exchange(get(open(gate))).status()).isEqualTo(405);
    }
  }

  @Test
  void whoHasLostTheSessionMayHaveChangedAllThatWasSubscribedTo() throws Exception {
    git.on("initialize", (request, answer) -> greeting(git, CAN_ALL).answer(request, answer));
    git.result("resources/subscribe", "{}");
    fs.on("GET", this::hold);
    git.on("GET", this::hold);
    try (McpGate gate = gate();
        RawHttp client = gate.connect()) {
      String session = open(gate);
      gate.post(
          "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"resources/subscribe\","
              + "\"params\":{\"uri\":\"git+file:///a\"}}",
          "Mcp-Session-Id: " + session);
      client.send(get(session)).readHead();
      git.next("GET");
      git.forgetSession();
      gate.post(LIST, "Mcp-Session-Id: " + session); // finds out
      gate.post(LIST, "Mcp-Session-Id: " + session);
      assertThat(next(client).data()).contains("notifications/resources/list_changed");
      assertThat(next(client).data()).contains("notifications/tools/list_changed");
      assertThat(params(client)).isEqualTo("{\"uri\":\"git+file:///a\"}");
    }
  }
}
