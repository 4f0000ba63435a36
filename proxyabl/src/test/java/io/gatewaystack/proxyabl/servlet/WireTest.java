package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.WireAnswers.CHUNKED;
import static io.gatewaystack.proxyabl.servlet.WireAnswers.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import jakarta.servlet.Filter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The corners of HTTP: upgrades, old versions, other origins, connections that close. */
class WireTest {
  @Test
  void refusesAWebSocketBeforeTheUpstreamHearsOfIt() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      http.send(
          Gateway.head(
              "GET /proxy/chat",
              "Connection: keep-alive, Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
      RawResponse response = http.read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.text()).contains("\"error\":\"upgrade_not_supported\"");
      assertThat(response.header("Upgrade")).isEmpty();
      assertThat(upstream.heads()).isEmpty();
      assertThat(gateway.outcome()).isInstanceOf(Outcome.Denied.class);
      http.send(Gateway.head("GET /proxy/x")); // the connection still speaks HTTP
      assertThat(http.read().text()).isEqualTo("hello");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
  void answersAnHttp10ClientWithoutChunks(String connection) throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(CHUNKED + "Trailer: X-T\r\n\r\n2\r\nab\r\n0\r\nX-T: 1\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      http.send(
          "GET /proxy/x HTTP/1.0\r\nHost: a\r\n"
              + connection
              + Believer.SUBJECT
              + ": alice\r\n\r\n");
      RawResponse response = http.read(); // by its length, or up to the end of the connection
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).isEqualTo("ab");
      assertThat(response.header("Transfer-Encoding")).isEmpty();
      assertThat(response.header("Trailer")).isEmpty();
      assertThat(upstream.heads().get(0)).startsWith("GET /x HTTP/1.1\r\n");
    }
  }

  @Test
  void showsTheEndOfAnAnswerWithoutLengthToAClientThatAskedToClose() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(
                      CHUNKED + "Content-Type: text/event-stream\r\n\r\n9\r\ndata: 1\n\n\r\n");
                  Latches.await(begun); // the first event does not wait for the second
                  peer.send("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
                  peer.awaitClose();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      http.send(Gateway.head("GET /proxy/x", "Connection: close"));
      RawResponse head = http.readHead();
      assertThat(head.headers("Transfer-Encoding")).containsExactly("chunked");
      assertThat(head.header("Content-Length")).isEmpty();
      assertThat(head.header("Trailer")).isEmpty();
      assertThat(List.of(http.readLine(), http.readLine())).containsExactly("9", "data: 1");
      begun.countDown();
      String line = http.readLine();
      while (!line.equals("0")) {
        line = http.readLine();
      }
      assertThat(http.readLine()).isEmpty();
      assertThat(http.awaitClose()).isTrue();
      assertThat(gateway.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "HEAD, 200 OK, ''",
    "HEAD, 200 OK, 'Transfer-Encoding: chunked\r\n'",
    "HEAD, 200 OK, 'Transfer-Encoding: chunked\r\nTrailer: X-T\r\n'",
    "GET, 204 No Content, ''",
    "GET, 304 Not Modified, 'ETag: \"1\"\r\n'"
  })
  void sendsNoBodyWhereThereIsNone(String method, String status, String line) throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 " + status + "\r\n" + line + "\r\n");
        Gateway gateway = Gateway.to(upstream.uri())) {
      for (String connection : List.of("close", "keep-alive")) {
        try (RawHttp http = gateway.connect()) {
          http.send(Gateway.head(method + " /proxy/x", "Connection: " + connection));
          RawResponse head = http.readHead();
          assertThat(status).startsWith(head.status() + " ");
          assertThat(head.header("Content-Length")).as("what GET's would be").isEmpty();
          assertThat(head.header("Transfer-Encoding").isPresent() && !method.equals("HEAD"))
              .isFalse();
          http.endInput();
          assertThat(http.awaitClose()).as("nothing behind the head").isTrue();
        }
      }
    }
  }

  @Test
  void understandsAnHttp10Upstream() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nup to the end");
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      for (int i = 0; i < 2; i++) {
        assertThat(http.send(Gateway.head("GET /proxy/x")).read().text())
            .isEqualTo("up to the end");
        assertThat(gateway.outcome()).isEqualTo(new Outcome.Completed(200));
      }
    }
  }

  @Test
  void passesOptionsToTheUpstreamWhichKnowsItsMethods() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                "HTTP/1.1 204 No Content\r\nAllow: GET, OPTIONS\r\nContent-Length: 0\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawResponse response = gateway.exchange("OPTIONS /proxy/x", "TE: gzip;q=1");
      assertThat(response.status()).isEqualTo(204);
      assertThat(response.header("Allow")).hasValue("GET, OPTIONS");
      assertThat(response.header("Content-Length")).isEmpty();
      assertThat(upstream.heads().get(0)).startsWith("OPTIONS /x ").doesNotContain("TE:");
      RawResponse here = gateway.exchange("OPTIONS /proxy/x", "Max-Forwards: 0");
      assertThat(here.status()).isEqualTo(204);
      assertThat(here.header("Allow")).hasValue("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
      assertThat(upstream.heads()).hasSize(1);
    }
  }

  @Test
  void neverSendsARequestTwiceWhenAPooledConnectionHasDied() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(OK);
                  peer.readRequest();
                  peer.reset();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        http.send(Gateway.head("POST /proxy/" + i, "Content-Length: 2")).send("ab");
        statuses.add(http.read().status());
        gateway.ending();
      }
      assertThat(statuses).isSubsetOf(200, 502); // which one depends on who is first
      assertThat(upstream.heads())
          .extracting(head -> head.substring(0, head.indexOf(" HTTP")))
          .doesNotHaveDuplicates()
          .hasSize(12);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "http://127.0.0.1:%d/api/x?y=1#z, /gate/x?y=1#z",
    "/api/x, /gate/x",
    "/login, /login",
    "https://elsewhere.test/api, https://elsewhere.test/api"
  })
  void relaysARedirectAsTheClientMustHearIt(String location, String told) throws Exception {
    List<Integer> port = new ArrayList<>();
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(
                      "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: "
                          + String.format(Locale.ROOT, location, port.get(0))
                          + "\r\n\r\n");
                  peer.awaitClose();
                });
        Gateway gateway =
            Gateway.with(
                Proxyabl.builder(URI.create(upstream.uri() + "/api")).prefix("/gate").build())) {
      port.add(upstream.port());
      RawResponse response = gateway.exchange("POST /gate/y", "Content-Length: 0");
      assertThat(response.status()).isEqualTo(307);
      assertThat(response.header("Location")).hasValue(told);
      assertThat(upstream.heads()).hasSize(1);
    }
  }

  @Test
  void saysWhichOriginsMayReadAtMostOnce() throws Exception {
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAccess-Control-Allow-Origin: *\r\n"
            + "Access-Control-Expose-Headers: X-A\r\nVary: Accept\r\n\r\n";
    Filter inFront =
        (request, response, chain) -> {
          var http = (jakarta.servlet.http.HttpServletResponse) response;
          http.setHeader("Access-Control-Allow-Origin", "https://app.test");
          http.addHeader("Vary", "Origin");
          chain.doFilter(request, response);
        };
    try (RawUpstream upstream = RawUpstream.answering(answer)) {
      Proxyabl open = Proxyabl.builder(upstream.uri()).forwardCrossOrigin(true).build();
      try (Gateway gateway = Gateway.behind(inFront, open)) {
        RawResponse response = gateway.exchange("GET /proxy/x", "Origin: https://app.test");
        assertThat(response.headers("Access-Control-Allow-Origin"))
            .containsExactly("https://app.test");
        assertThat(response.headers("Access-Control-Expose-Headers")).isEmpty();
        assertThat(String.join(", ", response.headers("Vary"))).contains("Origin", "Accept");
      }
      try (Gateway gateway = Gateway.with(open)) {
        RawResponse response = gateway.exchange("GET /proxy/x", "Origin: https://app.test");
        assertThat(response.headers("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(response.headers("Access-Control-Expose-Headers")).containsExactly("X-A");
      }
      try (Gateway gateway = Gateway.to(upstream.uri())) {
        RawResponse response = gateway.exchange("GET /proxy/x", "Origin: https://app.test");
        assertThat(response.headers("Access-Control-Allow-Origin")).isEmpty();
      }
    }
  }

  @Test
  void tellsTheUpstreamWhatTheClientCalled() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway =
            Gateway.governed(
                Proxyabl.builder(upstream.uri()).build(),
                layer -> GovernanceFilter.builder(layer).trustedProxyHops(1).build())) {
      gateway.exchange(
          "GET /proxy/x",
          "X-Forwarded-Proto: gopher, https",
          "X-Forwarded-Host: evil.test, public.test:8443",
          "X-Forwarded-For: 203.0.113.9");
      assertThat(upstream.heads().get(0))
          .contains("X-Forwarded-Proto: https\r\n")
          .contains("X-Forwarded-Host: public.test:8443\r\n")
          .contains("X-Forwarded-For: 203.0.113.9\r\n")
          .doesNotContain("evil", "gopher");
    }
  }
}
