package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that read or replace the body, or edit the answer, in front of the proxy. */
class LayersInFrontTest {
  private record Named(String name, Deciding deciding) implements Layer {
    interface Deciding {
      Decision decide(RequestContext context);
    }

    @Override
    public Decision before(RequestContext context) {
      return deciding.decide(context);
    }
  }

  private static Gateway gateway(RawUpstream upstream, Named.Deciding deciding) {
    ProxyServlet servlet = new ProxyServlet(Proxyabl.builder(upstream.uri()).build());
    return Gateway.of(servlet, layer -> Pipeline.of(layer, new Named("test", deciding)));
  }

  /** Answers with the body it received. */
  private static RawUpstream echo() throws Exception {
    return RawUpstream.running(
        peer -> {
          String head = peer.readHead().toLowerCase(Locale.ROOT);
          int at = head.indexOf("content-length: ") + 16;
          byte[] body = new byte[Integer.parseInt(head.substring(at, head.indexOf('\r', at)))];
          int count = body.length == 0 ? 0 : peer.read(body);
          peer.send(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                  + count
                  + "\r\n\r\n");
          peer.send(body);
          peer.awaitClose();
        });
  }

  @Test
  void aBodyALayerHasReadArrivesAllTheSame() throws Exception {
    String body = "{\"a\":1.00, \"b\":\"\u00f6\"}";
    try (RawUpstream upstream = echo();
        Gateway gateway =
            gateway(
                upstream,
                context -> {
                  assertThat(context.body().bytes()).isNotEmpty();
                  return Decision.proceed(context);
                });
        RawHttp http = gateway.connect()) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      http.send(
          Gateway.head(
              "POST /proxy/x",
              "Content-Type: application/json",
              "Content-Length: " + bytes.length));
      assertThat(http.send(bytes).read().text()).isEqualTo(body);
      assertThat(gateway.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @Test
  void aBodyALayerHasReplacedArrivesWithItsOwnLength() throws Exception {
    JsonDocument replacement =
        JsonDocument.parse("{\"redacted\":true}".getBytes(StandardCharsets.UTF_8));
    try (RawUpstream upstream = echo();
        Gateway gateway =
            gateway(
                upstream,
                context -> {
                  assertThat(context.body().json()).isNotNull();
                  return Decision.proceed(context.withBody(replacement));
                })) {
      RawResponse response =
          gateway.exchange(
              "POST /proxy/x",
              "Content-Type: application/json",
              "Content-Length: 9",
              "Connection: close\r\n\r\n{\"ssn\":1}");
      assertThat(response.text()).isEqualTo("{\"redacted\":true}");
    }
  }

  @Test
  void anEditedAnswerIsNeverCompressedByTheUpstream() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
        Gateway gateway = gateway(upstream, LayersInFrontTest::editing)) {
      RawResponse response =
          gateway.exchange("GET /proxy/x", "Accept-Encoding: gzip", "Range: bytes=0-1");
      assertThat(response.text()).isEqualTo("{\"a\":2}");
      assertThat(upstream.heads().get(0).toLowerCase(Locale.ROOT))
          .doesNotContain("accept-encoding", "range");
    }
  }

  @Test
  void anAnswerThatIsCompressedAllTheSameIsNotPassedOnUnedited() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                    + "Content-Length: 7\r\n\r\n{\"a\":1}");
        Gateway gateway = gateway(upstream, LayersInFrontTest::editing)) {
      RawResponse response = gateway.exchange("GET /proxy/x", "Accept-Encoding: gzip");
      assertThat(response.status()).isEqualTo(502);
      assertThat(response.text()).contains("upstream_error");
    }
  }

  @Test
  void trailersOfABodyALayerHasReadAreDropped() throws Exception {
    try (RawUpstream upstream = echo();
        Gateway gateway =
            gateway(
                upstream,
                context -> {
                  assertThat(context.body().bytes()).isNotEmpty();
                  return Decision.proceed(context);
                });
        RawHttp http = gateway.connect()) {
      http.send(
          Gateway.head(
              "POST /proxy/x",
              "Content-Type: application/json",
              "Transfer-Encoding: chunked",
              "Trailer: X-Checksum"));
      assertThat(http.send("2\r\n{}\r\n0\r\nX-Checksum: 1\r\n\r\n").read().text()).isEqualTo("{}");
      assertThat(upstream.heads().get(0)).contains("Content-Length: 2").doesNotContain("Trailer");
    }
  }

  @Test
  void editedEventsPassOneByOne() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(
                      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                          + "Transfer-Encoding: chunked\r\n\r\n");
                  peer.send("f\r\ndata: {\"a\":1}\n\n\r\n");
                  Latches.await(second);
                  peer.send("f\r\ndata: {\"a\":1}\n\n\r\n0\r\n\r\n");
                  peer.awaitClose();
                });
        Gateway gateway = gateway(upstream, LayersInFrontTest::editing);
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("GET /proxy/x")).readHead();
      http.readLine(); // the chunk's size
      assertThat(http.readLine()).isEqualTo("data: {\"a\":2}");
      second.countDown();
      StringBuilder rest = new StringBuilder();
      while (!rest.toString().endsWith("|0|")) {
        rest.append(http.readLine()).append('|');
      }
      assertThat(rest).contains("data: {\"a\":2}");
      assertThat(gateway.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource({
    "text/event-stream, Transfer-Encoding: chunked, close",
    "text/event-stream, Transfer-Encoding: chunked, keep-alive",
    "text/event-stream, Content-Length: 99, close",
    "text/event-stream, Content-Length: 99, keep-alive",
    "text/plain, Transfer-Encoding: chunked, close",
    "text/plain, Content-Length: 99, close"
  })
  void anAnswerThatBreaksOffBehindAnEditorIsNeverTakenForAWholeOne(
      String type, String framing, String connection) throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  boolean chunked = framing.contains("chunked");
                  peer.send("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + framing);
                  peer.send("\r\n\r\n" + (chunked ? "9\r\n" : "") + "data: 1\n\n");
                  Latches.await(heard);
                });
        Gateway gateway = gateway(upstream, LayersInFrontTest::editing);
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("GET /proxy/x", "Connection: " + connection));
      RawResponse head = http.readHead();
      assertThat(head.status()).isEqualTo(200);
      if (head.header("Content-Length").isEmpty()) {
        assertThat(head.headers("Transfer-Encoding")).containsExactly("chunked");
        assertThat(http.readLine()).isEqualTo("9");
      } else {
        assertThat(head.header("Content-Length")).hasValue("99");
      }
      assertThat(http.readLine()).startsWith("data: ");
      heard.countDown();
      StringBuilder rest = new StringBuilder();
      assertThatThrownBy(
              () -> {
                while (true) {
                  rest.append(http.readLine()).append('|');
                }
              })
          .isInstanceOf(EOFException.class);
      assertThat(rest.toString()).as("no last chunk").doesNotContain("0|");
      assertThat(gateway.outcome()).isNotInstanceOf(Outcome.Completed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Transfer-Encoding: chunked", "Content-Length: 99"})
  void aJsonAnswerThatBreaksOffBehindAnEditorIsRefusedWhole(String framing) throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  boolean chunked = framing.contains("chunked");
                  peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + framing);
                  peer.send("\r\n\r\n" + (chunked ? "7\r\n" : "") + "{\"a\":1}");
                });
        Gateway gateway = gateway(upstream, LayersInFrontTest::editing)) {
      RawResponse response = gateway.exchange("GET /proxy/x", "Connection: close");

      assertThat(response.status()).isEqualTo(502);
      assertThat(response.text()).contains("upstream_error").doesNotContain("{\"a\"");
    }
  }

  private static Decision editing(RequestContext context) {
    return Decision.proceed(context)
        .editing(
            (message, out) ->
                out.accept(
                    message.with(
                        new String(message.bytes(), StandardCharsets.UTF_8)
                            .replace('1', '2')
                            .getBytes(StandardCharsets.UTF_8))));
  }
}
