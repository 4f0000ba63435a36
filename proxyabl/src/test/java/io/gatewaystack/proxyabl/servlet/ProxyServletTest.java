package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.ProxiedHeads.fields;
import static io.gatewaystack.proxyabl.servlet.ProxiedHeads.names;
import static io.gatewaystack.proxyabl.servlet.WireAnswers.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire when all is well: both sides, byte by byte. */
class ProxyServletTest {
  @Test
  void relaysARequestAndItsAnswer() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawResponse response = gateway.exchange("GET /proxy/echo?foo=bar%20x", "Accept: a/b");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).isEqualTo("hello");
      String head = upstream.heads().get(0);
      assertThat(head).startsWith("GET /echo?foo=bar%20x HTTP/1.1\r\n");
      assertThat(fields(head, "Host")).containsExactly("127.0.0.1:" + upstream.port());
      assertThat(fields(head, "Accept")).containsExactly("a/b");
      assertThat(fields(head, "X-User-Id")).containsExactly("alice");
      assertThat(fields(head, "X-Request-Id"))
          .containsExactly(response.header("X-Request-Id").orElseThrow());
      Believer.Ending ending = gateway.ending();
      assertThat(ending.outcome()).isEqualTo(new Outcome.Completed(200));
      assertThat(ending.context().require(Routing.class))
          .isEqualTo(Routing.of("proxy", upstream.uri() + "/echo"));
    }
  }

  @Test
  void addsNothingOfItsOwnToARequest() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateway.to(upstream.uri())) {
      assertThat(gateway.exchange("DELETE /proxy/x").status()).isEqualTo(200);
      assertThat(names(upstream.heads().get(0)))
          .containsExactlyInAnyOrder(
              "host",
              "test-subject",
              "via",
              "x-user-id",
              "x-request-id",
              "x-forwarded-for",
              "x-forwarded-proto");
    }
  }

  @Test
  void showsTheUpstreamTheVerifiedSubjectAndNoForgery() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway = Gateway.to(upstream.uri())) {
      gateway.exchange(
          "GET /proxy/echo?foo=bar",
          "X-User-Id: mallory",
          "x_user_id: mallory",
          "X-USER-ID: mallory",
          "X-Org-Id: mallory",
          "X-API-Key: mallory",
          "Cookie: mallory=1",
          "Authorization: Bearer mallory",
          "Forwarded: for=mallory",
          "Connection: X-User-Id, X-Request-Id");
      String head = upstream.heads().get(0);
      assertThat(head).doesNotContain("mallory").startsWith("GET /echo?foo=bar ");
      assertThat(fields(head, "X-User-Id")).containsExactly("alice");
      assertThat(fields(head, "X-Request-Id")).hasSize(1);
      assertThat(fields(head, "Connection")).isEmpty();
    }
  }

  @Test
  void refusesWithOurOwnSentence() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(OK);
        Gateway gateway =
            Gateway.with(Proxyabl.builder(upstream.uri()).allowedPaths("/api").build())) {
      RawResponse response = gateway.exchange("GET /proxy/admin");
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.text())
          .contains("\"error\":\"proxy_path_not_allowed\"", "\"code\":\"PROXY_PATH_NOT_ALLOWED\"");
      assertThat(gateway.outcome())
          .isInstanceOfSatisfying(
              Outcome.Denied.class, denied -> assertThat(denied.layer()).isEqualTo("proxyabl"));
      assertThat(gateway.exchange("GET /proxy/api?a=%zz").text()).contains("invalid_upstream_url");
      assertThat(upstream.heads()).isEmpty();
    }
  }

  @Test
  void refusesEverythingWhileNoTargetIsConfigured() throws Exception {
    try (Gateway gateway = Gateway.of(ProxyServlet.notConfigured())) {
      RawResponse response = gateway.exchange("GET /proxy/x");
      assertThat(response.status()).isEqualTo(501);
      assertThat(response.text()).contains("\"error\":\"proxy_not_configured\"");
    }
  }

  @Test
  void keepsEverySetCookieAndDropsWhatIsNotTheClients() throws Exception {
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2; Path=/\r\n"
            + "Server: up/1\r\nX-Request-Id: theirs\r\nRateLimit-Limit: 1\r\nX-RateLimit-Limit: 1\r\n"
            + "Connection: X-Hop\r\nX-Hop: 1\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n";
    try (RawUpstream upstream = RawUpstream.answering(answer);
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawResponse response = gateway.exchange("GET /proxy/x");
      assertThat(response.headers("Set-Cookie")).containsExactly("a=1", "b=2; Path=/");
      assertThat(response.headers("X-Request-Id")).hasSize(1).doesNotContain("theirs");
      assertThat(response.headers("Date")).containsExactly("Sun, 06 Nov 1994 08:49:37 GMT");
      assertThat(response.headers("RateLimit-Limit")).isEmpty();
      assertThat(response.headers("X-RateLimit-Limit")).isEmpty();
      assertThat(response.headers("X-Hop")).isEmpty();
      assertThat(response.headers("Server")).doesNotContain("up/1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void relaysRedirectsWithoutFollowingThem(int status) throws Exception {
    try (RawUpstream elsewhere = RawUpstream.answering(OK);
        RawUpstream upstream =
            RawUpstream.answering(
                "HTTP/1.1 "
                    + status
                    + " Moved\r\nContent-Length: 0\r\nLocation: "
                    + elsewhere.uri()
                    + "/x\r\n\r\n");
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawResponse response = gateway.exchange("GET /proxy/x");
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.header("Location")).hasValue(elsewhere.uri() + "/x");
      assertThat(elsewhere.heads()).isEmpty();
      assertThat(upstream.heads()).hasSize(1);
    }
  }

  @Test
  void relaysAChallengeWithoutAnsweringIt() throws Exception {
    String answer =
        "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\nno";
    try (RawUpstream upstream = RawUpstream.answering(answer);
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawResponse response = gateway.exchange("GET /proxy/x");
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.text()).isEqualTo("no");
      assertThat(upstream.heads()).hasSize(1);
    }
  }

  @Test
  void skipsInterimAnswersOfTheUpstream() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
                    + "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                    + OK);
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawResponse response = gateway.exchange("GET /proxy/x");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).isEqualTo("hello");
      assertThat(response.header("Link")).isEmpty();
    }
  }

  @Test
  void usesOneConnectionForManyRequests() throws Exception {
    List<Integer> connections = new ArrayList<>();
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  connections.add(1);
                  while (true) {
                    peer.readRequest();
                    peer.send(OK);
                  }
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp http = gateway.connect()) {
      for (int i = 0; i < 20; i++) {
        assertThat(http.send(Gateway.head("GET /proxy/" + i)).read().text()).isEqualTo("hello");
        gateway.ending();
      }
      assertThat(connections).hasSize(1);
    }
  }
}
