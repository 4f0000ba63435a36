package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.proxyabl.Discovery;
import io.gatewaystack.proxyabl.PinnedFetcher;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

@Timeout(20)
class DiscoveryServletTest {
  private static final String OIDC = "/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";

  private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
  private final PinnedFetcher fetcher = PinnedFetcher.of(AddressPolicy.httpsOrLoopback());
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String body = "{\"issuer\": \"x\",\"n\":1.00}";

  private final ScriptedUpstream issuer =
      ScriptedUpstream.running(
          (request, answer) -> {
            asked.incrementAndGet();
            answer.json(status.get(), body);
          });

  private TestServer gateway() {
    URI base = issuer.uri().resolve("/");
    DiscoveryServlet servlet = new DiscoveryServlet(Discovery.of(fetcher, base, clock));
    return TestServer.builder()
        .filter("/*", new GovernanceFilter(new Open()))
        .servlet("/*", servlet)
        .start();
  }

  private record Open() implements Layer {
    @Override
    public String name() {
      return "open";
    }

    @Override
    public Decision before(RequestContext context) {
      return Decision.proceed(context);
    }
  }

  @AfterEach
  void stop() {
    fetcher.close();
    issuer.close();
  }

  private static RawResponse get(TestServer server, String path) throws IOException {
    return RawHttp.exchange(server.port(), "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  @Test
  void aDocumentIsFetchedOnceAndKept() throws Exception {
    try (TestServer server = gateway()) {
      for (int i = 0; i < 3; i++) {
        RawResponse answer = get(server, OIDC);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(body);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.header("Cache-Control")).hasValue("public, max-age=600");
      }
      assertThat(asked).hasValue(1);
      clock.advance(Duration.ofMinutes(10));
      body = "{\"new\":true}";
      assertThat(get(server, OIDC).text()).isEqualTo(body);
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void oneFetchServesAllWhoAskMeanwhile() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger fetches = new AtomicInteger();
    try (ScriptedUpstream slow =
        ScriptedUpstream.running(
            (request, answer) -> {
              fetches.incrementAndGet();
              assertThat(go.await(5, TimeUnit.SECONDS)).isTrue();
              answer.json("{}");
            })) {
      Discovery discovery = Discovery.of(fetcher, slow.uri(), clock);
      List<CompletableFuture<byte[]>> waiting = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        waiting.add(discovery.get(Discovery.Document.OPENID_CONFIGURATION));
      }
      go.countDown();
      for (CompletableFuture<byte[]> each : waiting) {
        assertThat(each.get(5, TimeUnit.SECONDS)).hasSize(2);
      }
      assertThat(fetches).hasValue(1);
    }
  }

  @ParameterizedTest(name = "issuer /{0}: {1} from {2}")
  @CsvSource({
    "'', " + OIDC + ", " + OIDC,
    "t, " + OIDC + ", /t" + OIDC,
    "t/, " + OIDC + ", /t" + OIDC,
    "'', " + OAUTH + ", " + OAUTH,
    "t, " + OAUTH + ", " + OAUTH + "/t",
    "t/u/, " + OAUTH + ", " + OAUTH + "/t/u"
  })
  void documentsAreWhereTheStandardsPutThem(String path, String wanted, String fetched)
      throws Exception {
    try (RawUpstream raw =
        RawUpstream.answering(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")) {
      Discovery discovery = Discovery.of(fetcher, URI.create(raw.uri() + "/" + path), clock);
      discovery
          .get(
              wanted.equals(OIDC)
                  ? Discovery.Document.OPENID_CONFIGURATION
                  : Discovery.Document.OAUTH_AUTHORIZATION_SERVER)
          .get(5, TimeUnit.SECONDS);
      assertThat(raw.heads().get(0)).startsWith("GET " + fetched + " HTTP/1.1");
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {} | status_500",
        "404 | {} | status_404",
        "302 | {} | status_302",
        "200 | [] | not_an_object",
        "200 | { | not_json"
      })
  void whatCannotBeHadIsTriedThreeTimesAndThenNotForAWhile(int answered, String text, String detail)
      throws Exception {
    status.set(answered);
    body = text;
    try (TestServer server = gateway()) {
      for (int i = 0; i < 2; i++) {
        RawResponse answer = get(server, OAUTH);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text())
            .contains("\"error\":\"discovery_fetch_failed\"", "\"detail\":\"" + detail + "\"");
      }
      assertThat(asked).hasValue(3);
      status.set(200);
      body = "{}";
      clock.advance(Duration.ofSeconds(10));
      assertThat(get(server, OAUTH).status()).isEqualTo(200);
    }
  }

  @Test
  void anIssuerThatIsNotThereIsUnreachable() throws Exception {
    try (TestServer server = gateway()) {
      issuer.close();
      assertThat(get(server, OIDC).text()).contains("\"detail\":\"unreachable\"");
    }
  }

  @Test
  void aFailureIsOneLineInTheLogWithoutAStack() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Discovery.class);
    logger.addAppender(log);
    try (TestServer server = gateway()) {
      issuer.close();
      get(server, OIDC);
      get(server, OIDC);
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list).hasSize(1);
    assertThat(log.list.get(0).getThrowableProxy()).isNull();
    assertThat(log.list.get(0).getFormattedMessage())
        .contains(OIDC, "could not be fetched: unreachable, ")
        .doesNotContain("\n");
  }

  @Test
  void anOldDocumentIsBetterThanNone() throws Exception {
    try (TestServer server = gateway()) {
      String first = get(server, OIDC).text();
      status.set(500);
      clock.advance(Duration.ofHours(1));
      assertThat(get(server, OIDC).text()).isEqualTo(first);
    }
  }

  @Test
  void itCanOnlyBeRead() throws Exception {
    try (TestServer server = gateway();
        RawHttp http = RawHttp.connect(server.port())) {
      http.send("HEAD " + OIDC + " HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse head = http.readHead();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).hasValue("" + body.length());
      RawResponse post =
          RawHttp.exchange(
              server.port(), "POST " + OIDC + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      assertThat(post.status()).isEqualTo(405);
      assertThat(post.header("Allow")).hasValue("GET, HEAD");
      assertThat(get(server, "/other").status()).isEqualTo(404);
    }
  }

  @Test
  void anIssuerThatIsNoAddressIsRefusedAtLoad() {
    for (String bad : List.of("x", "https:///a", "https://a/?q", "/a")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Discovery.of(fetcher, URI.create(bad)))
          .withMessageStartingWith("issuer: ");
    }
  }
}
