package io.gatewaystack.proxyabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.FetchLimits;
import io.gatewaystack.testing.DeadPort;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class PinnedFetcherTest {
  private static final FetchLimits LIMITS = new FetchLimits(Duration.ofSeconds(5), 1_000);
  private static final FetchLimits IMPATIENT = new FetchLimits(Duration.ofMillis(200), 1_000);

  private final PinnedFetcher fetcher = PinnedFetcher.of(AddressPolicy.httpsOrLoopback());
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch brokenOff = new CountDownLatch(1);
  private ExecutorService threads;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    done.countDown();
    fetcher.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    try (exchange) {
      switch (path) {
        case "/moved" -> {
          exchange.getResponseHeaders().set("Location", uri("/target").toString());
          exchange.sendResponseHeaders(302, -1);
        }
        case "/full" -> send(exchange, "x".repeat(1_000));
        case "/over" -> send(exchange, "x".repeat(1_001));
        case "/endless" -> endless(exchange);
        case "/silent" -> await(done);
        case "/slow" -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          await(done);
        }
        default -> send(exchange, exchange.getRequestHeaders().getFirst("Accept"));
      }
    }
  }

  private static void send(HttpExchange exchange, String body) throws IOException {
    exchange.sendResponseHeaders(200, body.length());
    exchange.getResponseBody().write(body.getBytes(UTF_8));
  }

  private void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    try {
      while (true) {
        body.write(new byte[8_192]);
      }
    } catch (IOException e) {
      brokenOff.countDown();
      throw e;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void getsStatusAndBody() throws IOException {
    assertThat(fetcher.get(uri("/doc"), LIMITS))
        .satisfies(
            got -> {
              assertThat(got.status()).isEqualTo(200);
              assertThat(new String(got.body(), UTF_8)).isEqualTo("application/json");
            });
    assertThat(fetcher.get(named("/doc"), LIMITS).status()).isEqualTo(200);
  }

  @Test
  void followsNoRedirect() throws IOException {
    assertThat(fetcher.get(uri("/moved"), LIMITS).status()).isEqualTo(302);
    assertThat(asked).containsExactly("/moved");
  }

  @Test
  void acceptsABodyUpToTheCapAndNotAByteMore() throws Exception {
    assertThat(fetcher.get(uri("/full"), LIMITS).body()).hasSize(1_000);
    assertThatIOException().isThrownBy(() -> fetcher.get(uri("/over"), LIMITS));
    assertThatIOException().isThrownBy(() -> fetcher.get(uri("/endless"), LIMITS));
    assertThat(brokenOff.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswerOrNotCompletely() {
    assertThatIOException().isThrownBy(() -> fetcher.get(uri("/silent"), IMPATIENT));
    assertThatIOException().isThrownBy(() -> fetcher.get(uri("/slow"), IMPATIENT));
  }

  /** The name passes the first look; the address it leads to is judged when it is connected to. */
  @Test
  void connectsToNoAddressThatIsRefusedWhateverNameLeadsThere() {
    try (PinnedFetcher strict = PinnedFetcher.of(AddressPolicy.builder().allowHttp().build())) {
      assertThatIOException()
          .isThrownBy(() -> strict.get(named("/doc"), LIMITS))
          .withStackTraceContaining("address not allowed");
    }
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "http://example.com/, scheme_not_allowed",
    "https://user@example.com/, userinfo",
    "https://10.0.0.1/, address_not_allowed",
    "https://0x7f000001/, odd_host",
    "file:///etc/passwd, not_a_host"
  })
  void refusesAUriThePolicyRefuses(String uri, String reason) {
    assertThatIOException()
        .isThrownBy(() -> fetcher.get(URI.create(uri), LIMITS))
        .withStackTraceContaining("address refused: " + reason);
  }

  @Test
  void reportsWhatCannotBeReachedAsAnIoFailure() throws IOException {
    try (DeadPort dead = DeadPort.open()) {
      assertThatIOException().isThrownBy(() -> fetcher.get(dead.uri("/"), LIMITS));
    }
    assertThatIOException()
        .isThrownBy(() -> fetcher.get(URI.create("http://127.0.0.1:70000/"), LIMITS));
  }

  @Test
  void anInterruptEndsTheFetchAndIsKept() {
    Thread.currentThread().interrupt();

    assertThatIOException()
        .isThrownBy(() -> fetcher.get(uri("/silent"), LIMITS))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private URI named(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }
}
