package io.gatewaystack.context.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.testing.DeadPort;
import io.gatewaystack.testing.DocumentServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JdkFetcherTest {
  private static final FetchLimits LIMITS = new FetchLimits(Duration.ofSeconds(5), 1_000);
  private static final FetchLimits IMPATIENT = new FetchLimits(Duration.ofMillis(200), 1_000);

  private final Fetcher fetcher = new JdkFetcher(AddressPolicy.httpsOrLoopback());
  private final DocumentServer documents = DocumentServer.start();

  @AfterEach
  void stop() {
    documents.close();
  }

  @Test
  void asksNoProxyWhateverTheJvmIsSetTo() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    try (DeadPort proxy = DeadPort.open()) {
      URI nobody = proxy.uri("/");
      ProxySelector.setDefault(
          ProxySelector.of(new InetSocketAddress(nobody.getHost(), nobody.getPort())));
      Fetcher unset = new JdkFetcher(AddressPolicy.httpsOrLoopback());
      assertThat(unset.get(documents.uri("/x"), LIMITS).status()).isEqualTo(200);
    } finally {
      ProxySelector.setDefault(before);
    }
    assertThat(documents.asked()).containsExactly("/x");
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
      assertThat(fetcher.get(documents.uri("/full"), LIMITS).status()).isEqualTo(200);
    } finally {
      busy.countDown();
    }
  }

  @Test
  void getsStatusAndBody() throws IOException {
    assertThat(fetcher.get(documents.uri("/doc"), LIMITS))
        .satisfies(
            got -> {
              assertThat(got.status()).isEqualTo(200);
              assertThat(new String(got.body(), UTF_8)).isEqualTo("application/json");
            });
    assertThat(fetcher.get(documents.uri("/missing"), LIMITS).status()).isEqualTo(404);
    assertThat(fetcher.get(documents.named("/doc"), LIMITS).status()).isEqualTo(200);
  }

  @Test
  void followsNoRedirect() throws IOException {
    assertThat(fetcher.get(documents.uri("/moved"), LIMITS).status()).isEqualTo(302);
    assertThat(documents.asked()).containsExactly("/moved");
  }

  @Test
  void acceptsABodyUpToTheCapAndNotAByteMore() throws IOException {
    assertThat(fetcher.get(documents.uri("/full"), LIMITS).body()).hasSize(1_000);
    assertThatIOException()
        .isThrownBy(() -> fetcher.get(documents.uri("/over"), LIMITS))
        .havingCause()
        .withMessage("more than 1000 bytes");
  }

  @Test
  void hangsUpOnABodyThatDoesNotEnd() throws Exception {
    assertThatIOException().isThrownBy(() -> fetcher.get(documents.uri("/endless"), LIMITS));
    assertThat(documents.isBrokenOff()).isTrue();
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() {
    assertThatIOException().isThrownBy(() -> fetcher.get(documents.uri("/silent"), IMPATIENT));
  }

  @Test
  void givesUpOnABodyThatDoesNotArrive() {
    assertThatIOException()
        .isThrownBy(() -> fetcher.get(documents.uri("/slow"), IMPATIENT))
        .withMessage("no complete answer within PT0.2S");
  }

  @Test
  void doesNotConnectToAnAddressThatIsRefused() {
    Fetcher strict = new JdkFetcher(AddressPolicy.builder().allowHttp().build());

    assertThatIOException()
        .isThrownBy(() -> strict.get(documents.uri("/doc"), LIMITS))
        .withMessage("address refused: address_not_allowed");
    assertThatIOException()
        .isThrownBy(
            () ->
                strict.get(
                    documents.named("/doc"), LIMITS)) // the name passes, its address does not
        .withMessage("address refused: address_not_allowed");
    assertThatIOException()
        .isThrownBy(() -> fetcher.get(URI.create("http://example.com/"), LIMITS))
        .withMessage("address refused: scheme_not_allowed");
    assertThat(documents.asked()).isEmpty();
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
      Thread answering =
          new Thread(
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
      answering.start();
      URI uri = URI.create("http://127.0.0.1:" + cutting.getLocalPort() + "/");

      assertThatIOException().isThrownBy(() -> fetcher.get(uri, LIMITS));
    }
  }

  @Test
  void anInterruptEndsTheFetchAndIsKept() {
    Thread.currentThread().interrupt();

    assertThatIOException()
        .isThrownBy(() -> fetcher.get(documents.uri("/silent"), LIMITS))
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
}
