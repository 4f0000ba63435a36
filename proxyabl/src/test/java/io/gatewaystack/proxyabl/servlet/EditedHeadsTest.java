package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of answers without a body where GET's would be edited. */
class EditedHeadsTest {
  private record Editing() implements Layer, ResponseEditor {
    @Override
    public String name() {
      return "editing";
    }

    @Override
    public Decision before(RequestContext context) {
      return Decision.proceed(context).editing(this);
    }

    @Override
    public void message(Message message, Consumer<Message> out) {
      out.accept(message);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "HEAD, 200 OK, Content-Length: 42",
    "HEAD, 200 OK, Transfer-Encoding: chunked",
    "HEAD, 200 OK, X-None: 1",
    "GET, 304 Not Modified, X-None: 1"
  })
  void doesNotSayThatTheAnswerToGetIsEmpty(String method, String status, String framing)
      throws Exception {
    String type = "\r\nContent-Type: application/json\r\n";
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 " + status + type + framing + "\r\n\r\n");
        Gateway gateway =
            Gateway.of(
                new ProxyServlet(Proxyabl.builder(upstream.uri()).build()),
                layer -> Pipeline.of(layer, new Editing()))) {
      for (String connection : List.of("keep-alive", "close")) {
        try (RawHttp http = gateway.connect()) {
          http.send(Gateway.head(method + " /proxy/x", "Connection: " + connection));
          RawResponse head = http.readHead();
          assertThat(status).startsWith(head.status() + " ");
          assertThat(head.header("Content-Length")).isEmpty();
          http.endInput();
          assertThat(http.awaitClose()).as("nothing behind the head").isTrue();
        }
      }
    }
  }
}
