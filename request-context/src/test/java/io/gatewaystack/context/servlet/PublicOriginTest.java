package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.TestServer;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client called this server is believed only of those who vouch for it. */
class PublicOriginTest {
  private static final List<String> FORGED =
      List.of("X-Forwarded-Proto: https", "X-Forwarded-Host: evil.test", "Forwarded: host=e.test");

  static Stream<Arguments> origins() {
    return Stream.of(
        origin("the container says the scheme", b -> b, List.of("Host: a.test"), "http null"),
        origin("no trusted proxy, no word of one", b -> b, FORGED, "http null"),
        origin(
            "a host on the list",
            b -> b.allowedHosts("a.test:8443"),
            List.of("Host: A.test:8443"),
            "http a.test:8443"),
        origin(
            "a host on no list",
            b -> b.allowedHosts("a.test"),
            List.of("Host: evil.test"),
            "http null"),
        origin(
            "the configured URL, whatever is sent",
            b -> b.publicBaseUrl(URI.create("https://gw.test:8443")).trustedProxyHops(1),
            FORGED,
            "https gw.test:8443"),
        origin(
            "one proxy: what it added last",
            b -> b.trustedProxyHops(1),
            List.of("X-Forwarded-Proto: gopher, HTTPS", "X-Forwarded-Host: evil.test, GW.test"),
            "https gw.test"),
        origin(
            "two proxies: what the outer one added",
            b -> b.trustedProxyHops(2),
            List.of(
                "X-Forwarded-Proto: evil, https",
                "X-Forwarded-Proto: http",
                "X-Forwarded-Host: evil.test, gw.test, inner.test"),
            "https gw.test"),
        origin(
            "two proxies, the inner one replaces",
            b -> b.trustedProxyHops(2),
            List.of("X-Forwarded-Proto: https", "X-Forwarded-Host: gw.test"),
            "https gw.test"),
        origin(
            "a proxy that says nothing: what the client asked it for",
            b -> b.trustedProxyHops(1),
            List.of("Host: gw.test"),
            "http gw.test"),
        origin(
            "what is no scheme and no host",
            b -> b.trustedProxyHops(1),
            List.of("X-Forwarded-Proto: ftp", "X-Forwarded-Host: a\"b"),
            "http null"));
  }

  private static Arguments origin(
      String name,
      UnaryOperator<GovernanceFilter.Builder> settings,
      List<String> fields,
      String expected) {
    return Arguments.of(name, Named.of("…", settings), fields, expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("origins")
  void repeatsWhatSomebodyVouchesFor(
      String name,
      UnaryOperator<GovernanceFilter.Builder> settings,
      List<String> fields,
      String expected)
      throws Exception {
    GovernanceFilter filter = settings.apply(GovernanceFilter.builder(new Recorder())).build();
    Servlets.Service telling =
        (request, response) -> {
          PublicOrigin origin = RequestContexts.origin(request);
          response.getOutputStream().print(origin.scheme() + " " + origin.host());
        };
    String host = fields.get(0).startsWith("Host") ? "" : "Host: localhost\r\n";
    try (TestServer server =
        TestServer.builder().filter("/*", filter).servlet("/*", Servlets.of(telling)).start()) {
      String request =
          "GET / HTTP/1.1\r\n"
              + host
              + String.join("\r\n", fields)
              + "\r\nConnection: close\r\n\r\n";
      assertThat(RawHttp.exchange(server.port(), request).text()).as(name).isEqualTo(expected);
    }
  }
}
