package io.gatewaystack.identifiabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Requests without a container, and what a layer decided on them. */
final class Requests {
  private Requests() {}

  /** {@code GET /} with one header. */
  static RequestContext with(String header, String value) {
    return of("GET", "/", Map.of(header, List.of(value)));
  }

  /** {@code GET /} with a token or a key behind {@code Bearer}. */
  static RequestContext bearer(String credential) {
    return with("Authorization", "Bearer " + credential);
  }

  static RequestContext of(String method, String path, Map<String, List<String>> headers) {
    RequestInfo request =
        new RequestInfo(
            "r1",
            method,
            path,
            path,
            null,
            Headers.of(headers),
            InetAddress.getLoopbackAddress(),
            Instant.EPOCH);
    return RequestContext.of(request, Route.HTTP, Body.empty());
  }

  static Denial denial(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Deny.class);
    return ((Decision.Deny) decision).denial();
  }

  static Identity identity(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return decision.context().require(Identity.class);
  }
}
