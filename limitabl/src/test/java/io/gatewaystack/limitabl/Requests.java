package io.gatewaystack.limitabl;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.net.IpLiteral;
import io.gatewaystack.context.section.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Contexts as the layers in front of a limiter leave them. */
final class Requests {
  static final String ISSUER = "https://idp.example";
  static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  private Requests() {}

  static RequestContext from(String address) {
    return at(NEW_YEAR, address, Headers.EMPTY);
  }

  static RequestContext forwarded(String peer, String forwardedFor) {
    return at(NEW_YEAR, peer, Headers.of(Map.of("X-Forwarded-For", List.of(forwardedFor))));
  }

  static RequestContext at(Instant time, String address, Headers headers) {
    RequestInfo info =
        new RequestInfo(
            "id", "GET", "/", "/", null, headers, IpLiteral.parse(address).orElseThrow(), time);
    return RequestContext.of(info, Route.HTTP, Body.empty());
  }

  static RequestContext user(String subject) {
    return from("192.0.2.1").with(Identity.builder(subject, ISSUER).build());
  }

  static RequestContext member(String tenant, String subject) {
    return from("192.0.2.1").with(Identity.builder(subject, ISSUER).tenantId(tenant).build());
  }
}
