package io.gatewaystack.explicabl;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request the container refused before any filter saw it, for {@link Explicabl#record}.
 *
 * @param requestId the correlation id the caller was told; null when it was told none
 * @param method the method as sent; null when it could not be read
 * @param rawTarget the request target as sent, whose query is not recorded; null when it could not
 *     be read
 * @param status the status answered with; 0 when the connection was closed without an answer
 * @param code a stable machine string such as {@code ambiguous_path}
 * @param latency from arrival to the end of the answer; not negative
 * @param client the caller's address; null when unknown
 */
public record EdgeRefusal(
    @Nullable String requestId,
    @Nullable String method,
    @Nullable String rawTarget,
    int status,
    String code,
    Duration latency,
    @Nullable InetAddress client) {

  /** Refuses a missing code and a negative latency. */
  public EdgeRefusal {
    Objects.requireNonNull(code, "code");
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency: " + latency + " (expected: >= 0)");
    }
  }

  /** Shows the answer only: what was sent may hold anything. */
  @Override
  public String toString() {
    return "EdgeRefusal[" + status + " " + code + "]";
  }
}
