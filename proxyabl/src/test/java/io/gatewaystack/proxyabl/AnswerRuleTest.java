package io.gatewaystack.proxyabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which header fields of an upstream reach the client, and what they say there. */
class AnswerRuleTest {
  @Test
  void keepsOfAnAnswerWhatConcernsTheClient() {
    List<HeaderField> answer =
        route(UnaryOperator.identity())
            .answer(
                List.of(
                    new HeaderField("Content-Type", "text/plain"),
                    new HeaderField("Set-Cookie", "a=1"),
                    new HeaderField("Connection", "X-Hop"),
                    new HeaderField("X-Hop", "1"),
                    new HeaderField("Set-Cookie", "b=2"),
                    new HeaderField("Keep-Alive", "timeout=5"),
                    new HeaderField("Transfer-Encoding", "chunked"),
                    new HeaderField("Content-Length", "7"),
                    new HeaderField("Content-Encoding", "gzip"),
                    new HeaderField("Server", "up/1"),
                    new HeaderField("Alt-Svc", "h3=\":443\""),
                    new HeaderField("X-Request-Id", "theirs"),
                    new HeaderField("RateLimit", "\"a\";r=1"),
                    new HeaderField("RateLimit-Policy", "\"a\";q=1"),
                    new HeaderField("X-RateLimit-Remaining", "1"),
                    new HeaderField("Proxy-Authenticate", "Basic"),
                    new HeaderField("Vary", "Accept")));
    assertThat(answer)
        .containsExactly(
            new HeaderField("Content-Type", "text/plain"),
            new HeaderField("Set-Cookie", "a=1"),
            new HeaderField("Set-Cookie", "b=2"),
            new HeaderField("Content-Encoding", "gzip"),
            new HeaderField("Vary", "Accept"));
  }

  @Test
  void withholdsWhatItIsTold() {
    assertThat(
            route(b -> b.withholdAnswerHeaders("X-Powered-By"))
                .answer(
                    List.of(new HeaderField("x_powered_by", "php"), new HeaderField("X-A", "1"))))
        .containsExactly(new HeaderField("X-A", "1"));
  }

  @Test
  void letsTheUpstreamSayWhichOriginsMayReadOnlyWhenItHasTheSay() {
    List<HeaderField> open =
        List.of(
            new HeaderField("Access-Control-Allow-Origin", "*"),
            new HeaderField("access-control-allow-credentials", "true"));
    assertThat(route(UnaryOperator.identity()).answer(open)).isEmpty();
    assertThat(route(b -> b.forwardCrossOrigin(true)).answer(open)).isEqualTo(open);
  }

  @Test
  void passesOnlyTrailersThatAHeaderNeedNotSay() {
    assertThat(
            route(b -> b.withholdAnswerHeaders("X-Secret"))
                .answerTrailers(
                    List.of(
                        new HeaderField("Grpc-Status", "0\r\n"),
                        new HeaderField("X-Checksum", "a"),
                        new HeaderField("Set-Cookie", "a=1"),
                        new HeaderField("Content-Type", "text/html"),
                        new HeaderField("Location", "/x"),
                        new HeaderField("Connection", "close"),
                        new HeaderField("Access-Control-Allow-Origin", "*"),
                        new HeaderField("RateLimit", "1"),
                        new HeaderField("X-Request-Id", "1"),
                        new HeaderField("x_secret", "1"))))
        .containsExactly(new HeaderField("Grpc-Status", "0"), new HeaderField("X-Checksum", "a"));
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "http://up.test/base/x?y=1#z, /gate/x?y=1#z",
    "HTTP://UP.TEST:80/base/x, /gate/x",
    "http://up.test/base, /gate",
    "http://up.test/base/, /gate/",
    "//up.test/base/x, /gate/x",
    "/base/x%20y, /gate/x%20y",
    "/base?q, /gate?q"
  })
  void saysWhereTheClientFindsWhatLiesInTheTarget(String location, String told) {
    assertThat(located("Location", location)).isEqualTo(told);
    assertThat(located("content-location", location)).isEqualTo(told);
    assertThat(located("X-Location", location)).isEqualTo(location);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "http://up.test/other",
    "http://up.test/basex",
    "http://up.test:81/base/x",
    "https://up.test/base/x",
    "http://u@up.test/base/x",
    "http://elsewhere.test/base/x",
    "//elsewhere.test/base/x",
    "/other",
    "/base/../other",
    "/base/%2e%2e/other",
    "/base//elsewhere.test",
    "x",
    "../x",
    "?q=1",
    "mailto:a@b.test",
    "/base/x y",
    "%%%"
  })
  void leavesEveryOtherReferenceAsItIs(String location) {
    assertThat(located("Location", location)).isEqualTo(location);
  }

  @Test
  void saysTheRootWhenPrefixAndBaseAreTheRoot() {
    ProxyRoute root =
        Proxyabl.builder(URI.create("http://up.test")).prefix("/").build().routes().get(0);
    assertThat(root.answer(List.of(new HeaderField("Location", "http://up.test"))))
        .containsExactly(new HeaderField("Location", "/"));
    assertThat(root.answer(List.of(new HeaderField("Location", ""))))
        .containsExactly(new HeaderField("Location", ""));
  }

  private static String located(String name, String value) {
    ProxyRoute route =
        Proxyabl.builder(URI.create("http://up.test/base/"))
            .prefix("/gate")
            .build()
            .routes()
            .get(0);
    return route.answer(List.of(new HeaderField(name, value))).get(0).value();
  }

  private static ProxyRoute route(UnaryOperator<ProxyablBuilder> settings) {
    return settings.apply(Proxyabl.builder(URI.create("http://up.test"))).build().routes().get(0);
  }
}
