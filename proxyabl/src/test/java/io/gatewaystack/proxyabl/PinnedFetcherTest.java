package io.gatewaystack.proxyabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.FetchLimits;
import io.gatewaystack.testing.DeadPort;
import io.gatewaystack.testing.DocumentServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class PinnedFetcherTest {
  private static final FetchLimits LIMITS = new FetchLimits(Duration.ofSeconds(5), 1_000);
  private static final FetchLimits IMPATIENT = new FetchLimits(Duration.ofMillis(200), 1_000);

  private final PinnedFetcher fetcher = PinnedFetcher.of(AddressPolicy.httpsOrLoopback());
  private final DocumentServer documents = DocumentServer.start();

  @AfterEach
  void stop() {
    fetcher.close();
    documents.close();
  }

  @Test
  void getsStatusAndBody() throws IOException {
    assertThat(fetcher.get(documents.uri("/doc"), LIMITS))
        .satisfies(
            got -> {
              assertThat(got.status()).isEqualTo(200);
              assertThat(new String(got.body(), UTF_8)).isEqualTo("application/json");
            });
    assertThat(fetcher.get(documents.named("/doc"), LIMITS).status()).isEqualTo(200);
  }

  @Test
  void followsNoRedirect() throws IOException {
    assertThat(fetcher.get(documents.uri("/moved"), LIMITS).status()).isEqualTo(302);
    assertThat(documents.asked()).containsExactly("/moved");
  }

  @Test
  void acceptsABodyUpToTheCapAndNotAByteMore() throws Exception {
    assertThat(fetcher.get(documents.uri("/full"), LIMITS).body()).hasSize(1_000);
    assertThatIOException().isThrownBy(() -> fetcher.get(documents.uri("/over"), LIMITS));
    assertThatIOException().isThrownBy(() -> fetcher.get(documents.uri("/endless"), LIMITS));
    assertThat(documents.isBrokenOff()).isTrue();
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswerOrNotCompletely() {
    assertThatIOException().isThrownBy(() -> fetcher.get(documents.uri("/silent"), IMPATIENT));
    assertThatIOException().isThrownBy(() -> fetcher.get(documents.uri("/slow"), IMPATIENT));
  }

  /** The name passes the first look; the address it leads to is judged when it is connected to. */
  @Test
  void connectsToNoAddressThatIsRefusedWhateverNameLeadsThere() {
    try (PinnedFetcher strict = PinnedFetcher.of(AddressPolicy.builder().allowHttp().build())) {
      assertThatIOException()
          .isThrownBy(() -> strict.get(documents.named("/doc"), LIMITS))
          .withStackTraceContaining("address not allowed");
    }
    assertThat(documents.asked()).isEmpty();
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
        .isThrownBy(() -> fetcher.get(documents.uri("/silent"), LIMITS))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
