package io.gatewaystack.transformabl.pinning;

import static io.gatewaystack.transformabl.pinning.Tools.list;
import static io.gatewaystack.transformabl.pinning.Tools.tool;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists and calls over HTTP, in both eras. */
class ToolPinsHttpTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final PinStore store = new InMemoryPinStore();
  private final BlockingQueue<Set<String>> recorded = new LinkedBlockingQueue<>();
  private final Upstream upstream = new Upstream();
  private TestServer server;

  /** Answers what it is told to. */
  private static final class Upstream extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private volatile String type = "application/json";
    private volatile String answer = "";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType(type);
      response.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Writes down, outermost, what is known of the content when a request is over. */
  private final class Recorder implements Layer {
    @Override
    public String name() {
      return "recorder";
    }

    @Override
    public Decision before(RequestContext context) {
      return Decision.proceed(context).whenDone(this::after);
    }

    private void after(RequestContext latest, Outcome outcome) {
      recorded.add(latest.find(Content.class).map(Content::labels).orElse(Set.of()));
    }
  }

  @BeforeEach
  void start() {
    Layer layers = Pipeline.of(new Recorder(), ToolPins.builder(store).build());
    server =
        TestServer.builder()
            .filter("/*", GovernanceFilter.mcp(layers))
            .servlet("/*", upstream)
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String send(HttpRequest.Builder request) throws Exception {
    return client
        .send(
            request.header("Accept", "application/json, text/event-stream").build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private String post(String method, String params) throws Exception {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params);
    return send(
        HttpRequest.newBuilder(server.uri("/mcp"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private Set<String> labels() throws InterruptedException {
    Set<String> labels = recorded.poll(10, TimeUnit.SECONDS);
    assertThat(labels).isNotNull();
    return labels;
  }

  @Test
  void aJsonListLosesTheChangedToolOnly() throws Exception {
    upstream.answer = list(tool("a", "one"), tool("b", "one"));
    assertThat(post("tools/list", "{}")).isEqualTo(upstream.answer);
    assertThat(labels()).isEmpty();
    upstream.answer = list(tool("a", "one"), tool("b", "two"));
    assertThat(post("tools/list", "{}")).isEqualTo(list(tool("a", "one")));
    assertThat(labels()).containsExactly("tool_definition_changed");
  }

  @Test
  void aCallOfAChangedToolIsToldInsideJsonRpc() throws Exception {
    upstream.answer = list(tool("b", "one"));
    post("tools/list", "{}");
    upstream.answer = list(tool("b", "two"));
    post("tools/list", "{}");
    upstream.answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";
    assertThat(post("tools/call", "{\"name\":\"b\",\"arguments\":{}}"))
        .contains("\"code\":40303", "tool_definition_changed", "\"id\":1");
    assertThat(post("tools/call", "{\"name\":\"c\",\"arguments\":{}}")).isEqualTo(upstream.answer);
  }

  @Test
  void eventsKeepTheirFraming() throws Exception {
    upstream.type = "text/event-stream";
    String before = ": hi\n\nevent: ping\ndata: tick\n\nid: 7\ndata: ";
    upstream.answer = before + list(tool("a", "one"), tool("b", "one")) + "\n\n";
    assertThat(post("tools/list", "{}")).isEqualTo(upstream.answer);
    upstream.answer = before + list(tool("a", "two"), tool("b", "one")) + "\n\n";
    assertThat(post("tools/list", "{}")).isEqualTo(before + list(tool("b", "one")) + "\n\n");
  }

  @Test
  void aResumedStreamIsLookedAtToo() throws Exception {
    upstream.answer = list(tool("a", "one"), tool("b", "one"));
    post("tools/list", "{}");
    upstream.type = "text/event-stream";
    upstream.answer =
        "id: 8\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n\nid: 9\ndata: "
            + list(tool("a", "one"), tool("b", "two"))
            + "\n\n";
    assertThat(send(HttpRequest.newBuilder(server.uri("/mcp")).header("Last-Event-ID", "7").GET()))
        .isEqualTo(
            upstream.answer.replace(
                list(tool("a", "one"), tool("b", "two")), list(tool("a", "one"))));
  }

  @Test
  void aListThatIsNotJsonIsNotPassedOn() throws Exception {
    upstream.answer = "{\"result\":{\"tools\":[]},\"result\":{}}";
    assertThat(post("tools/list", "{}")).contains("upstream_error").doesNotContain("tools");
  }
}
