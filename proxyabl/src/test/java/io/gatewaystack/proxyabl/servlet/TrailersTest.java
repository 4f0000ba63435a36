package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.WireAnswers.CHUNKED;
import static io.gatewaystack.proxyabl.servlet.WireAnswers.OK;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Trailers pass when they are announced. */
class TrailersTest {
  @Test
  void passesAnnouncedTrailersOfAnAnswer() throws Exception {
    String answer =
        CHUNKED
            + "Connection: X-Hop, keep-alive\r\nTrailer: X-Checksum, Set-Cookie, x-hop\r\n"
            + "Trailer: Grpc-Status\r\n\r\n2\r\nab\r\n0\r\n"
            + "X-Checksum: 1\r\nX-Hop: 1\r\nX-Late: 1\r\nX-Checksum: 2\r\nSet-Cookie: evil=1\r\nGrpc-Status: 0\r\n\r\n";
    try (RawUpstream upstream = RawUpstream.answering(answer);
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      for (String connection : List.of("keep-alive", "close")) {
        http.send(Gateway.head("GET /proxy/x", "TE: trailers", "Connection: " + connection));
        RawResponse head = http.readHead();
        assertThat(head.header("Trailer")).hasValue("X-Checksum, Grpc-Status");
        assertThat(lines(http))
            .containsExactly("2", "ab", "0", "X-Checksum: 1, 2", "Grpc-Status: 0");
        gateway.ending();
      }
      assertThat(upstream.connections()).isEqualTo(1);
      assertThat(upstream.heads().get(1)).contains("TE: trailers\r\n", "Connection: TE\r\n");
    }
  }

  @Test
  void passesTrailersOfALongAnswerToo() throws Exception {
    String piece = "x".repeat(64 << 10);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(CHUNKED + "Trailer: X-Checksum\r\n\r\n");
                  for (int i = 0; i < 32; i++) {
                    peer.send("10000\r\n" + piece + "\r\n");
                  }
                  peer.send("0\r\nX-Checksum: 7\r\n\r\n");
                  peer.awaitClose();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("GET /proxy/x")).readHead();
      List<String> lines = lines(http);
      assertThat(lines.get(lines.size() - 1)).isEqualTo("X-Checksum: 7");
    }
  }

  @Test
  void dropsTrailersNobodyAnnounced() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(CHUNKED + "\r\n2\r\nab\r\n0\r\nX-Late: 1\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      for (int i = 0; i < 2; i++) {
        RawResponse response = http.send(Gateway.head("GET /proxy/x")).read();
        assertThat(response.text()).isEqualTo("ab");
        assertThat(response.header("Trailer")).isEmpty();
        assertThat(response.header("X-Late")).isEmpty();
      }
    }
  }

  /** The lines of a chunked body up to its end. */
  private static List<String> lines(RawHttp http) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = http.readLine(); !line.isEmpty(); line = http.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  @Test
  void passesAnnouncedTrailersOfARequest() throws Exception {
    List<String> received = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readHead();
                  StringBuilder body = new StringBuilder();
                  byte[] bytes = new byte[256];
                  while (!body.toString().endsWith("\r\n\r\n")) {
                    body.append(new String(bytes, 0, peer.read(bytes), US_ASCII));
                  }
                  received.add(body.toString());
                  done.countDown();
                  peer.send(OK);
                  peer.awaitClose();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      http.send(
          Gateway.head(
              "POST /proxy/x",
              "Transfer-Encoding: chunked",
              "Connection: keep-alive, X-Hop",
              "Trailer: X-Checksum, X-User-Id, Authorization, x-hop"));
      http.send(
          "2\r\nab\r\n0\r\nX-Checksum: 1\r\nX-Late: 1\r\nX-User-Id: root\r\n"
              + "X-Hop: 1\r\nAuthorization: x\r\n\r\n");
      assertThat(http.read().text()).isEqualTo("hello");
      assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(received.get(0)).startsWith("2\r\nab\r\n0\r\n").endsWith("\r\n\r\n");
      assertThat(received.get(0).toLowerCase(Locale.ROOT))
          .contains("x-checksum: 1")
          .doesNotContain("x-late", "x-user-id", "x-hop", "authorization");
      assertThat(upstream.heads().get(0)).contains("Trailer: X-Checksum\r\n");
    }
  }
}
