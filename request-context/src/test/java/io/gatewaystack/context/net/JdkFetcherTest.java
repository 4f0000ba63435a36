package io.gatewaystack.context.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatewaystack.testing.DeadPort;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JdkFetcherTest {
  private static final FetchLimits LIMITS = new FetchLimits(Duration.ofSeconds(5), 1_000);
  private static final FetchLimits IMPATIENT = new FetchLimits(Duration.ofMillis(200), 1_000);

  private final Fetcher fetcher = new JdkFetcher(AddressPolicy.httpsOrLoopback());
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

  @Test
  void asksNoProxyWhateverTheJvmIsSetTo() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    try (DeadPort proxy = DeadPort.open()) {
      URI nobody = proxy.uri("/");
      ProxySelector.setDefault(
          ProxySelector.of(new InetSocketAddress(nobody.getHost(), nobody.getPort())));
      Fetcher unset = new JdkFetcher(AddressPolicy.httpsOrLoopback());
      assertThat(unset.get(uri("/x"), LIMITS).status()).isEqualTo(200);
    } finally {
      ProxySelector.setDefault(before);
    }
    assertThat(asked).containsExactly("/x");
  }

  @AfterEach
  void stop() {
    done.countDown();
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
        case "/missing" -> send(exchange, 404, "gone");
        case "/full" -> send(exchange, 200, "x".repeat(1_000));
        case "/over" -> send(exchange, 200, "x".repeat(1_001));
        case "/endless" -> endless(exchange);
        case "/silent" -> await(done);
        case "/slow" -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          await(done);
        }
        default -> send(exchange, 200, exchange.getRequestHeaders().getFirst("Accept"));
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, body.length());
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
  void doesNotWaitForACommonPoolThatIsBusy() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    for (int i = 0; i < 64; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                try {
                  busy.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    try {
      assertThat(fetcher.get(uri("/full"), LIMITS).status()).isEqualTo(200);
    } finally {
      busy.countDown();
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
    assertThat(fetcher.get(uri("/missing"), LIMITS).status()).isEqualTo(404);
    assertThat(fetcher.get(named("/doc"), LIMITS).status()).isEqualTo(200);
  }

  @Test
  void followsNoRedirect() throws IOException {
    assertThat(fetcher.get(uri("/moved"), LIMITS).status()).isEqualTo(302);
    assertThat(asked).containsExactly("/moved");
  }

  @Test
  void acceptsABodyUpToTheCapAndNotAByteMore() throws IOException {
    assertThat(fetcher.get(uri("/full"), LIMITS).body()).hasSize(1_000);
    assertThatIOException()
        .isThrownBy(() -> fetcher.get(uri("/over"), LIMITS))
        .havingCause()
        .withMessage("more than 1000 bytes");
  }

  @Test
  void hangsUpOnABodyThatDoesNotEnd() throws Exception {
    assertThatIOException().isThrownBy(() -> fetcher.get(uri("/endless"), LIMITS));
    assertThat(brokenOff.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() {
    assertThatIOException().isThrownBy(() -> fetcher.get(uri("/silent"), IMPATIENT));
  }

  @Test
  void givesUpOnABodyThatDoesNotArrive() {
    assertThatIOException()
        .isThrownBy(() -> fetcher.get(uri("/slow"), IMPATIENT))
        .withMessage("no complete answer within PT0.2S");
  }

  @Test
  void doesNotConnectToAnAddressThatIsRefused() {
    Fetcher strict = new JdkFetcher(AddressPolicy.builder().allowHttp().build());

    assertThatIOException()
        .isThrownBy(() -> strict.get(uri("/doc"), LIMITS))
        .withMessage("address refused: address_not_allowed");
    assertThatIOException()
        .isThrownBy(
            () -> strict.get(named("/doc"), LIMITS)) // the name passes, its address does not
        .withMessage("address refused: address_not_allowed");
    assertThatIOException()
        .isThrownBy(() -> fetcher.get(URI.create("http://example.com/"), LIMITS))
        .withMessage("address refused: scheme_not_allowed");
    assertThat(asked).isEmpty();
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
  void reportsACutBodyAsAnIoFailure() throws Exception {
    try (ServerSocket cutting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      threads.execute(
          () -> {
            try (var socket = cutting.accept()) {
              socket.getInputStream().read(new byte[4_096]);
              socket
                  .getOutputStream()
                  .write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc".getBytes(UTF_8));
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      URI uri = URI.create("http://127.0.0.1:" + cutting.getLocalPort() + "/");

      assertThatIOException().isThrownBy(() -> fetcher.get(uri, LIMITS));
    }
  }

  @Test
  void anInterruptEndsTheFetchAndIsKept() {
    Thread.currentThread().interrupt();

    assertThatIOException()
        .isThrownBy(() -> fetcher.get(uri("/silent"), LIMITS))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void limitsThatAllowNothingAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FetchLimits(Duration.ZERO, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FetchLimits(Duration.ofSeconds(-1), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FetchLimits(Duration.ofSeconds(1), 0));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private URI named(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }
}
