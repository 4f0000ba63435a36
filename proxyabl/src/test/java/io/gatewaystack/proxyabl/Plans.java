package io.gatewaystack.proxyabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Identity;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/** What is planned for requests of a test. */
final class Plans {
  static final Identity ALICE = Identity.builder("alice", "https://idp.test").build();

  private Plans() {}

  static void assertRefused(Plan plan, int status, String error, String code) {
    assertThat(plan).isInstanceOf(Plan.Refuse.class);
    Plan.Refuse refuse = (Plan.Refuse) plan;
    assertThat(refuse.denial().status()).isEqualTo(status);
    assertThat(refuse.denial().error()).isEqualTo(error);
    assertThat(refuse.denial().code()).isEqualTo(code);
  }

  static Plan.Forward forwarded(Proxyabl proxyabl, String method, String rawPath, String query) {
    Plan plan = plan(proxyabl, method, rawPath, query);
    assertThat(plan).isInstanceOf(Plan.Forward.class);
    return (Plan.Forward) plan;
  }

  static Plan plan(Proxyabl proxyabl, String method, String rawPath, String query) {
    return proxyabl.plan(context(method, rawPath, query).with(ALICE), inbound());
  }

  static Inbound inbound() {
    return new Inbound(List.of(), "HTTP/1.1", "https", null);
  }

  static RequestContext context(String method, String rawPath, String query) {
    RequestInfo info =
        new RequestInfo(
            "request-1",
            method,
            rawPath,
            rawPath,
            query,
            Headers.EMPTY,
            InetAddress.getLoopbackAddress(),
            Instant.EPOCH);
    return RequestContext.of(info, Route.HTTP, Body.empty());
  }
}
