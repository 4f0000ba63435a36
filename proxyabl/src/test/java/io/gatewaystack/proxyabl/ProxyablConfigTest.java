package io.gatewaystack.proxyabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.net.AddressPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be configured, and what refuses to build. */
class ProxyablConfigTest {
  @Test
  void startsWithTheSafestSettings() {
    ProxyablConfig config =
        Proxyabl.builder(URI.create("http://127.0.0.1:3333")).build().routes().get(0).config();
    assertThat(config.prefix()).isEqualTo("/proxy");
    assertThat(config.allowedPaths()).containsExactly("");
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.headers())
        .isEqualTo(
            new ProxyablConfig.Headers(
                Map.of("X-User-Id", IdentityField.SUBJECT),
                UpstreamCredential.none(),
                List.of(),
                Set.of(),
                Set.of(),
                false,
                false,
                false));
    assertThat(config.identityQuery()).isNull();
    assertThat(config.anonymous()).isFalse();
  }

  @ParameterizedTest(name = "{0} is permitted: {1}")
  @CsvSource({
    "93.184.216.34,true",
    "10.1.2.3,true",
    "172.31.0.1,true",
    "192.168.1.1,true",
    "127.0.0.1,true",
    "::1,true",
    "169.254.169.254,false",
    "100.100.100.200,false",
    "168.63.129.16,false",
    "0.0.0.0,false",
    "224.0.0.1,false",
    "fe80::1,false",
    "fd12:3456::1,true",
    "fd00:ec2::254,false"
  })
  void connectsToPublicAndPrivateAddressesOnlyUnlessToldOtherwise(String address, boolean permitted)
      throws Exception {
    ProxyablConfig config =
        Proxyabl.builder(URI.create("http://up.test")).build().routes().get(0).config();
    assertThat(config.addresses().permits(InetAddress.getByName(address))).isEqualTo(permitted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "http://[fd00:ec2::254]",
        "http://0x7f000001",
        "http://127.1",
        "http://0.0.0.0"
      })
  void refusesTargetsThatNobodyMeans(String target) {
    assertThatThrownBy(() -> Proxyabl.builder(URI.create(target)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("target: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/relative",
        "ftp://up.test",
        "http:///x",
        "http://user:secret@up.test",
        "mailto:a@b",
        "http://up.test?q=1",
        "http://up.test#f",
        "http://up.test/a/../b",
        "http://up.test:65536",
        "http://up.test/a;b"
      })
  void refusesTargetsThatAreNotAnOrigin(String target) {
    assertThatThrownBy(() -> Proxyabl.builder(URI.create(target)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("target: ")
        .hasMessageNotContaining("secret");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("prefix", b -> b.prefix("proxy")),
        wrong("prefix", b -> b.prefix("/a/../b")),
        wrong("prefix", b -> b.prefix("")),
        wrong("allowedPaths", ProxyablBuilder::allowedPaths),
        wrong("allowedPaths", b -> b.allowedPaths("/v1/*")),
        wrong("allowedPaths", b -> b.allowedPaths("/a", "b")),
        wrong("allowedPaths", b -> b.allowedPaths("/a//b")),
        wrong("name", b -> b.name(" ")),
        wrong("timeout", b -> b.timeout(Duration.ZERO)),
        wrong("timeout", b -> b.timeout(Duration.ofSeconds(-1))),
        wrong("timeout", b -> b.timeout(Duration.ofDays(2))),
        wrong("idleTimeout", b -> b.idleTimeout(Duration.ZERO)),
        wrong("identityHeader", b -> b.identityHeader("")),
        wrong("identityHeader", b -> b.identityHeader("X User")),
        wrong("identityHeader", b -> b.identityHeader("X-User\r\n")),
        wrong("identityHeader", b -> b.identityHeader("Host")),
        wrong("identityHeader", b -> b.identityHeader("content-length")),
        wrong("identityHeader", b -> b.identityHeader("Connection")),
        wrong("identityHeader", b -> b.identityHeader("Authorization")),
        wrong("identityHeader", b -> b.identityHeader("Cookie")),
        wrong("identityHeader", b -> b.identityHeader("X-Request-Id")),
        wrong("identityHeader", b -> b.identityHeader("X-Forwarded-For")),
        wrong("identityHeader", b -> b.identityHeader("traceparent")),
        wrong("identityHeader", b -> b.identityHeader("Accept")),
        wrong("identityHeader", b -> b.identityHeader("accept-encoding")),
        wrong("identityHeader", b -> b.identityHeader("Mcp-Session-Id")),
        wrong("identityHeader", b -> b.identityHeader("Last-Event-Id")),
        wrong("identityHeader", b -> b.identityHeader("If-Match")),
        wrong("identityHeader", b -> b.identityHeader("X-User-Id", IdentityField.EMAIL)),
        wrong("identityHeader", b -> b.identityHeader("x-user-id", IdentityField.EMAIL)),
        wrong(
            "identityHeader",
            b ->
                b.identityHeader("X-A", IdentityField.EMAIL)
                    .identityHeader("X-A", IdentityField.ROLES)),
        wrong("header", b -> b.header("Host", "x")),
        wrong("header", b -> b.header("Authorization", "x")),
        wrong("header", b -> b.header("content-length", "1")),
        wrong("header", b -> b.header("X Env", "x")),
        wrong("header", b -> b.header("X-Env", "")),
        wrong("header", b -> b.header("X-Env", "a\r\nX-Admin: 1")),
        wrong("header", b -> b.header("X-User-Id", "root")),
        wrong("header", b -> b.header("X-A", "1").header("x_a", "2")),
        wrong(
            "header",
            b -> b.header("X-Key", "1").credential(UpstreamCredential.apiKey("X-Key", "k"))),
        wrong(
            "credential",
            b -> b.forwardAuthorization(true).credential(UpstreamCredential.bearer("t"))),
        wrong("withholdHeaders", b -> b.withholdHeaders("")),
        wrong("withholdAnswerHeaders", b -> b.withholdAnswerHeaders("a:b")),
        wrong("maxAnswerBytes", b -> b.maxAnswerBytes(0)),
        wrong("maxAnswerTime", b -> b.maxAnswerTime(Duration.ZERO)),
        wrong("maxAnswerTime", b -> b.maxAnswerTime(Duration.ofDays(2))),
        wrong("identityQuery", b -> b.identityQuery(" ")),
        wrong("maxConnections", b -> b.maxConnections(0)),
        wrong("maxQueued", b -> b.maxQueued(0)),
        wrong("maxConnectionsPerCaller", b -> b.maxConnectionsPerCaller(0)),
        wrong(
            "maxConnectionsPerCaller",
            b -> b.maxConnections(2).maxQueued(3).maxConnectionsPerCaller(6)),
        wrong("header", b -> b.header("Via", "1.1 us")),
        wrong("target", b -> b.addresses(AddressPolicy.builder().build())),
        wrong(
            "target",
            b -> b.addresses(AddressPolicy.builder().allowHttp().onlyPorts(List.of(1)).build())));
  }

  private static Arguments wrong(String setting, Consumer<ProxyablBuilder> change) {
    return Arguments.of(setting, Named.of("…", change));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("wrong")
  void refusesToBuildNamingTheSetting(String setting, Consumer<ProxyablBuilder> change) {
    assertThatThrownBy(
            () -> {
              ProxyablBuilder builder = Proxyabl.builder(URI.create("http://up.test:8080"));
              change.accept(builder);
              builder.build();
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(setting + ": ");
  }

  /** The path of an upstream often holds a key. */
  @Test
  void namesATargetThatIsRefusedWithoutItsPath() {
    assertThatThrownBy(() -> Proxyabl.builder(URI.create("http://169.254.169.254/s3cret")).build())
        .hasMessage(
            "target: http://169.254.169.254"
                + " (expected: an address that is permitted; it is address_not_allowed)");
  }

  @Test
  void fixedLinesMayDescribeTheMessage() {
    Proxyabl fixed =
        Proxyabl.builder(URI.create("http://up.test")).header("Accept", "application/json").build();
    assertThat(fixed.routes().get(0).config().headers().fixed())
        .extracting(HeaderField::name)
        .containsExactly("Accept");
  }

  @Test
  void takesATargetItsAddressPolicyAllows() {
    AddressPolicy policy = AddressPolicy.builder().allowHttp().build();
    ProxyablConfig config =
        Proxyabl.builder(URI.create("http://up.test:8080"))
            .addresses(policy)
            .credential(UpstreamCredential.bearer("secret"))
            .header("X-Env", "secret")
            .build()
            .routes()
            .get(0)
            .config();
    assertThat(config.addresses()).isSameAs(policy);
    assertThat(config.headers()).asString().doesNotContain("secret");
    assertThat(config).hasToString("ProxyablConfig[proxy /proxy -> http://up.test:8080]");
    assertThat(Proxyabl.builder(URI.create("http://up.test/s3cret")).build().routes().get(0))
        .extracting(ProxyRoute::config)
        .hasToString("ProxyablConfig[proxy /proxy -> http://up.test]");
  }
}
