package io.gatewaystack.context.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private static final InetAddress PEER = ip("10.0.0.9");

  @ParameterizedTest(name = "{0} hops: {1}")
  @CsvSource({
    "0, 10.0.0.9",
    "1, 3.3.3.3",
    "2, 2.2.2.2",
    "3, 1.1.1.1",
    "4, 10.0.0.9",
    "99, 10.0.0.9"
  })
  void countsTrustedHopsFromTheRight(int hops, String client) {
    assertThat(of(hops, "1.1.1.1, 2.2.2.2,3.3.3.3")).isEqualTo(ip(client));
  }

  @Test
  void readsAllLinesAsOneChain() {
    assertThat(of(1, "1.1.1.1", "2.2.2.2, 3.3.3.3")).isEqualTo(ip("3.3.3.3"));
    assertThat(of(3, "1.1.1.1", "2.2.2.2, 3.3.3.3")).isEqualTo(ip("1.1.1.1"));
  }

  @Test
  void whatTheClientPutInFrontChangesNothing() {
    assertThat(of(1, "6.6.6.6, 7.7.7.7, 3.3.3.3")).isEqualTo(of(1, "3.3.3.3"));
    assertThat(of(1, "garbage, , \u0000", "3.3.3.3")).isEqualTo(ip("3.3.3.3"));
  }

  @Test
  void isThePeerWhenNothingWasForwardedOrNobodyIsTrusted() {
    assertThat(ClientAddress.of(PEER, List.of(), 1)).isEqualTo(PEER);
    assertThat(of(0, "1.1.1.1")).isEqualTo(PEER);
    assertThat(of(-1, "1.1.1.1")).isEqualTo(PEER);
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {
        "",
        ",",
        "unknown",
        "_hidden",
        "localhost",
        "1.2.3",
        "0177.0.0.1",
        "2130706433",
        "1.2.3.4.5",
        "::1%eth0",
        "[::1",
        "\"1.2.3.4\"",
        "for=1.2.3.4",
        "1.2.3.4;",
        "é"
      })
  void isThePeerWhenTheElementIsNoAddress(String element) {
    assertThat(of(1, "1.1.1.1," + element)).isEqualTo(PEER);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "192.0.2.1:4711, 192.0.2.1",
    "[2001:db8::1]:4711, 2001:db8::1",
    "[2001:db8::1], 2001:db8::1",
    "2001:db8::1, 2001:db8::1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "'\t192.0.2.1 ', 192.0.2.1"
  })
  void understandsPortsBracketsAndSpace(String element, String client) {
    assertThat(of(1, element)).isEqualTo(ip(client));
  }

  @Test
  void limitsIpv6ByTheNetworkOfASite() {
    assertThat(ClientAddress.network(ip("2001:db8:1:2:3:4:5:6"))).isEqualTo(ip("2001:db8:1:2::"));
    assertThat(ClientAddress.network(ip("2001:db8:1:2:ffff::"))).isEqualTo(ip("2001:db8:1:2::"));
    assertThat(ClientAddress.network(ip("2001:db8:1:3::"))).isNotEqualTo(ip("2001:db8:1:2::"));
    assertThat(ClientAddress.network(ip("192.0.2.77"))).isEqualTo(ip("192.0.2.77"));
  }

  private static InetAddress of(int hops, String... lines) {
    return ClientAddress.of(PEER, List.of(lines), hops);
  }

  private static InetAddress ip(String text) {
    return IpLiteral.parse(text).orElseThrow();
  }
}
