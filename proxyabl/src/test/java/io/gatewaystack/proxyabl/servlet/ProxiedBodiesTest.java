package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.ProxiedHeads.fields;
import static io.gatewaystack.proxyabl.servlet.ProxiedHeads.names;
import static io.gatewaystack.proxyabl.servlet.WireAnswers.OK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies on their way through the proxy, and what is said about them. */
class ProxiedBodiesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "application/x-www-form-urlencoded, a=1&b=%C3%B6",
    "text/plain;charset=x, a\u00ffb",
    "none, {}"
  })
  void passesOnTheBodyByteForByteWithItsContentType(String type, String body) throws Exception {
    List<String> received = new ArrayList<>();
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readHead();
                  byte[] bytes = new byte[body.length()];
                  int count = peer.read(bytes);
                  received.add(new String(bytes, 0, count, ISO_8859_1));
                  peer.send(OK);
                  peer.awaitClose();
                });
        Gateway gateway = Gateway.to(upstream.uri())) {
      String[] lines =
          type.equals("none")
              ? new String[] {"Content-Length: " + body.length()}
              : new String[] {"Content-Length: " + body.length(), "Content-Type: " + type};
      try (RawHttp http = gateway.connect()) {
        http.send(Gateway.head("POST /proxy/x", lines)).send(body);
        assertThat(http.read().status()).isEqualTo(200);
      }
      assertThat(received).containsExactly(body);
      String head = upstream.heads().get(0);
      assertThat(fields(head, "Content-Length")).containsExactly("" + body.length());
      assertThat(fields(head, "Content-Type"))
          .isEqualTo(type.equals("none") ? List.of() : List.of(type));
      assertThat(fields(head, "Transfer-Encoding")).isEmpty();
    }
  }

  @Test
  void framesAChunkedBodyAnew() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readHead();
                  StringBuilder body = new StringBuilder();
                  byte[] bytes = new byte[64];
                  while (!body.toString().endsWith("0\r\n\r\n")) {
                    body.append(new String(bytes, 0, peer.read(bytes), US_ASCII));
                  }
                  String content = body.toString().replaceAll("[0-9a-f]+\r\n|\r\n", "");
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + content.length() + "\r\n\r\n");
                  peer.send(content);
                  peer.awaitClose();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("PUT /proxy/x", "Transfer-Encoding: chunked"));
      http.send("3;ext=1\r\nxyz\r\n2\r\nzy\r\n0\r\n\r\n");
      assertThat(http.read().text()).isEqualTo("xyzzy");
      assertThat(fields(upstream.heads().get(0), "Transfer-Encoding")).containsExactly("chunked");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "OPTIONS", "HEAD"})
  void leavesARequestWithoutBodyWithoutOne(String method) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.uri())) {
      assertThat(gateway.exchange(method + " /proxy/x").status()).isEqualTo(204);
      assertThat(names(upstream.heads().get(0)))
          .doesNotContain("content-length", "transfer-encoding", "content-type");
    }
  }

  @Test
  void leavesACompressedBodyAlone() throws Exception {
    byte[] gzip = gzip("hello ".repeat(500));
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readHead();
                  peer.send(
                      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                          + gzip.length
                          + "\r\n\r\n");
                  peer.send(gzip);
                  peer.awaitClose();
                });
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawResponse response = gateway.exchange("GET /proxy/x", "Accept-Encoding: gzip, x-own");
      assertThat(response.header("Content-Encoding")).hasValue("gzip");
      assertThat(response.body()).isEqualTo(gzip);
      assertThat(fields(upstream.heads().get(0), "Accept-Encoding")).containsExactly("gzip, x-own");
    }
  }

  @Test
  void relaysTheLengthThatHeadAndNotModifiedTell() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nETag: \"e\"\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      RawResponse head = http.send(Gateway.head("HEAD /proxy/x")).readHead();
      assertThat(head.header("Content-Length")).hasValue("7");
      assertThat(gateway.outcome()).isEqualTo(new Outcome.Completed(200));
      http.send(Gateway.head("HEAD /proxy/x")); // the connection is still in step
      assertThat(http.readHead().status()).isEqualTo(200);
    }
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 304 Not Modified\r\nETag: \"e\"\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.uri())) {
      assertThat(gateway.exchange("GET /proxy/x").status()).isEqualTo(304);
    }
  }

  @Test
  void answersExpectContinueItself() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("POST /proxy/x", "Expect: 100-continue", "Content-Length: 2"));
      assertThat(http.readHead().status()).isEqualTo(100);
      assertThat(http.send("ab").read().status()).isEqualTo(200);
      assertThat(fields(upstream.heads().get(0), "Expect")).isEmpty();
    }
  }

  @Test
  void refusesBeforeAskingForTheBody() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway =
            Gateway.with(Proxyabl.builder(upstream.uri()).allowedPaths("/api").build());
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("POST /proxy/x", "Expect: 100-continue", "Content-Length: 2"));
      assertThat(http.readHead().status()).isEqualTo(403);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(US_ASCII));
    }
    return bytes.toByteArray();
  }
}
