package io.gatewaystack.proxyabl;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Identity;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Requests, and the header fields that an upstream is told of them. */
final class ToldFields {
  static final Identity ALICE =
      Identity.builder("alice", "https://idp.test")
          .tenantId("acme")
          .scopes(List.of("tool:read", "tool:write"))
          .roles(List.of("admin"))
          .email("alice@acme.test")
          .build();

  private ToldFields() {}

  static List<HeaderField> upstream(
      UnaryOperator<ProxyablBuilder> settings, HeaderField... fields) {
    return upstream(settings, context().with(ALICE), fields);
  }

  static List<HeaderField> upstream(
      UnaryOperator<ProxyablBuilder> settings, RequestContext context, HeaderField... fields) {
    Plan plan =
        proxyabl(settings)
            .plan(context, new Inbound(List.of(fields), "HTTP/1.1", "https", "gateway.test:8443"));
    return new ArrayList<>(((Plan.Forward) plan).headers());
  }

  static Proxyabl proxyabl(UnaryOperator<ProxyablBuilder> settings) {
    return settings.apply(Proxyabl.builder(URI.create("http://up.test"))).build();
  }

  static List<String> names(List<HeaderField> fields) {
    return fields.stream().map(HeaderField::name).toList();
  }

  static RequestContext context() {
    RequestInfo info =
        new RequestInfo(
            "request-1",
            "GET",
            "/proxy/x",
            "/proxy/x",
            null,
            Headers.EMPTY,
            client(),
            Instant.EPOCH);
    return RequestContext.of(info, Route.HTTP, Body.empty());
  }

  static InetAddress client() {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
