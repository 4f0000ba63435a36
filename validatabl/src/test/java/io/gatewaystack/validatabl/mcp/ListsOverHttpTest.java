package io.gatewaystack.validatabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.validatabl.Validatabl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in both eras, as JSON and as events, from servers good and bad. */
class ListsOverHttpTest {
  private static final ScriptedUpstream UPSTREAM = new ScriptedUpstream();
  private static TestServer server;

  @BeforeAll
  static void start() {
    Validatabl rules =
        Validatabl.builder().toolScopes(Map.of("read", Set.of("r"), "write", Set.of("w"))).build();
    KnownCallers callers =
        new KnownCallers(
            Map.of("reader", caller("r"), "writer", caller("w"), "both", caller("r", "w")));
    server =
        TestServer.builder()
            .filter("/*", GovernanceFilter.mcp(Pipeline.of(callers, rules)))
            .servlet("/*", UPSTREAM)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Identity caller(String... scopes) {
    return Identity.builder("ada", "https://issuer.example").scopes(List.of(scopes)).build();
  }

  private static RawResponse list(String token) throws IOException {
    return send(token, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
  }

  private static RawResponse send(String token, String body) throws IOException {
    return RawHttp.exchange(
        server.port(),
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + token
            + "\r\nAccept: application/json, text/event-stream\r\nAccept-Encoding: gzip\r\n"
            + "MCP-Protocol-Version: 2026-07-28\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static RawResponse resume(String token) throws IOException {
    return RawHttp.exchange(
        server.port(),
        "GET /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + token
            + "\r\nAccept: text/event-stream\r\nLast-Event-ID: e-41\r\n\r\n");
  }

  private static String tools(String... names) {
    List<String> tools =
        List.of(names).stream().map(name -> "{\"name\":\"" + name + "\",\"x\":1.00}").toList();
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\",\"ttlMs\":60000,"
        + "\"cacheScope\":\"public\",\"tools\":["
        + String.join(",", tools)
        + "],\"nextCursor\":\"n\"}}";
  }

  private static String priv(String answer) {
    return answer.replace("\"public\"", "\"private\"");
  }

  @Test
  void modernListsAreFilteredAndPrivate() throws IOException {
    UPSTREAM.json(tools("read", "write", "other")).with("ETag", "\"all\"");

    RawResponse reader = list("reader");
    assertThat(reader.text()).isEqualTo(priv(tools("read")));
    assertThat(reader.header("Content-Length")).contains(String.valueOf(reader.body().length));
    assertThat(reader.header("ETag")).as("it described other bytes").isEmpty();
    assertThat(list("writer").text()).isEqualTo(priv(tools("write")));
  }

  @Test
  void aListFromWhichNothingWasTakenIsPrivateToo() throws IOException {
    UPSTREAM.json(tools("read", "write"));

    assertThat(list("both").text()).isEqualTo(priv(tools("read", "write")));
  }

  @Test
  void listsInEventsKeepTheirFraming() throws IOException {
    UPSTREAM.events(
        ": hello\n\nid: e-1\nevent: message\ndata: "
            + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"p\":1.0}}"
            + "\n\nid: e-2\ndata: "
            + tools("write", "read")
            + "\n\n");

    assertThat(list("reader").text())
        .isEqualTo(
            ": hello\n\nid: e-1\nevent: message\ndata: "
                + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"p\":1.0}}"
                + "\n\nid: e-2\ndata: "
                + priv(tools("read"))
                + "\n\n");
  }

  @Test
  void aResumedStreamReplaysListsFiltered() throws IOException {
    UPSTREAM.events(
        "id: e-42\ndata: "
            + tools("write", "read", "other")
            + "\n\nid: e-43\ndata: {\"id\":2}\n\n");

    assertThat(resume("reader").text())
        .isEqualTo("id: e-42\ndata: " + priv(tools("read")) + "\n\nid: e-43\ndata: {\"id\":2}\n\n");
    assertThat(UPSTREAM.lastEventId()).isEqualTo("e-41");
    assertThat(resume("both").text()).contains(priv(tools("write", "read")));
  }

  @Test
  void eventsThatAreNoMessagesPass() throws IOException {
    String notices = "event: ping\ndata: 2026-11-21T00:00:00Z\n\nevent: endpoint\ndata: /m?s=1\n\n";
    UPSTREAM.events(notices + "data: " + tools("write") + "\n\n");

    assertThat(resume("reader").text()).isEqualTo(notices + "data: " + priv(tools()) + "\n\n");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "event: ping\ndata: \ufeff{\"id\":1,\"result\":{\"tools\":[{\"name\":\"write\"}]}}",
        "event: message\ndata: write",
        "data: write",
        "event: x\ndata: x [\"write\"]"
      })
  void eventsThatCouldBeReadAsMessagesMustBeReadable(String event) throws IOException {
    UPSTREAM.events(event + "\n\n");

    assertThat(resume("reader").text()).contains("answer_not_json").doesNotContain("write");
  }

  @Test
  void aServerThatOffersNoStreamIsHeardWhateverItSays() throws IOException {
    UPSTREAM.answer(405, "text/html", "<p>write</p>");

    assertThat(resume("reader").status()).isEqualTo(405);
    assertThat(resume("reader").text()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"id\":1,\"result\":{\"tools\":[]},\"result\":{\"tools\":[{\"name\":\"write\"}]}}",
        "{\"id\":1,\"result\":{\"tools\":{\"name\":\"write\"}}}",
        "{\"id\":1,\"result\":{\"tools\":\"write\"}}",
        "{\"id\":1,\"result\":[{\"name\":\"write\"}]}",
        "{\"id\":1,\"result\":{\"tool_list\":[{\"name\":\"write\"}]}}",
        "{\"id\":1,\"result\":{\"tools\":[{\"name\":\"write\"}]}",
        "write",
        "{\"id\":1,\"result\":{\"tools\":[{\"name\":\"write\"}]}}{}"
      })
  void whatIsNoListIsNotPassedOn(String answer) throws IOException {
    UPSTREAM.json(answer);

    RawResponse response = list("reader");
    assertThat(response.status()).isEqualTo(502);
    assertThat(response.text()).contains("upstream_error").doesNotContain("write");
  }

  @Test
  void anEncodedAnswerIsNotPassedOn() throws IOException {
    UPSTREAM.json(tools("write")).with("Content-Encoding", "gzip");

    assertThat(list("reader").status()).isEqualTo(502);
    assertThat(resume("reader").status()).isEqualTo(502);
  }

  @Test
  void anotherMediaTypeIsNotPassedOn() throws IOException {
    UPSTREAM.answer(200, "text/plain", tools("write"));

    assertThat(list("reader").status()).isEqualTo(502);
    assertThat(list("reader").text()).doesNotContain("\"write\"");
  }

  @Test
  void aStreamIsCutAtTheFirstEventThatCannotBeJudged() throws IOException {
    UPSTREAM.events(
        "data: "
            + tools("read")
            + "\n\ndata: {\"id\":1,\"result\":{\"tools\":\"write\"}}\n\ndata: "
            + tools("write")
            + "\n\n");

    assertThat(resume("reader").text())
        .startsWith("data: " + priv(tools("read")) + "\n\n")
        .contains("upstream_error")
        .doesNotContain("\"write\"");
  }

  @Test
  void whatIsNoListIsTheApplicationsOwnAffair() throws IOException {
    String odd = "{\"id\":1,\"result\":{\"content\":[],\"tools\":\"write\"}, \"n\":1.00}";
    UPSTREAM.json(odd).with("ETag", "\"same\"");

    RawResponse response =
        send(
            "reader",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}");
    assertThat(response.text()).isEqualTo(odd);
    assertThat(response.header("ETag")).contains("\"same\"");
  }
}
