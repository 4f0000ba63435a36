package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawResponse;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An answer of an upstream that cannot be passed on, for no fault of the upstream or the client.
 */
@Timeout(20)
class BrokenAnswersTest {
  static Stream<Named<Throwable>> thrown() {
    return Stream.of(
        Named.of("memory", new OutOfMemoryError("secret detail")),
        Named.of("a bug", new IllegalStateException("secret detail")));
  }

  /** Fails when the body is to be written for the first time. */
  private static final class Failing extends HttpServletResponseWrapper {
    private final AtomicBoolean failed = new AtomicBoolean();
    private final Throwable how;

    Failing(HttpServletResponse response, Throwable how) {
      super(response);
      this.how = how;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      if (failed.compareAndSet(false, true)) {
        if (how instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) how;
      }
      return super.getOutputStream();
    }
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void theClientIsToldAtOnceAndNobodyElseIsBlamed(Throwable how) throws Exception {
    Filter failing =
        (request, response, chain) ->
            chain.doFilter(request, new Failing((HttpServletResponse) response, how));
    try (RawUpstream upstream =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody");
        Gateway gateway = Gateway.behind(failing, Proxyabl.builder(upstream.uri()).build())) {
      RawResponse answer = gateway.exchange("GET /proxy/x", "Connection: close");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).contains("\"error\":\"internal_error\"");
      assertThat(gateway.outcome()).isInstanceOf(Outcome.Denied.class);
      assertThat(gateway.running()).isZero();
    }
  }
}
