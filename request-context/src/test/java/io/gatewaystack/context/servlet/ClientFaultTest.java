package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A client's fault is told as one: 408 or 400, never 5xx. */
class ClientFaultTest {
  @Test
  void tooSlowIs408HoweverTheContainerSaysIt() {
    for (Throwable slow :
        new Throwable[] {
          new TimeoutException(),
          new SocketTimeoutException(),
          new IOException(new TimeoutException())
        }) {
      assertThat(ClientFault.isGone(slow)).isFalse();
      assertThat(ClientFault.denial(slow).status()).isEqualTo(408);
    }
  }

  @Test
  void malformedIs400() {
    assertThat(ClientFault.isGone(new IllegalStateException("chunk"))).isFalse();
    assertThat(ClientFault.denial(new IllegalStateException("chunk")).reason())
        .isEqualTo("body_incomplete");
  }

  @Test
  void aBrokenConnectionIsAClientThatIsGone() {
    assertThat(ClientFault.isGone(new EOFException())).isTrue();
    assertThat(ClientFault.isGone(new IOException("Connection reset by peer"))).isTrue();
  }
}
