package io.gatewaystack.context.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest(name = "{0} contains {1}: {2}")
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0, true",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3/8, 10.9.9.9, true",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "100.64.0.0/10, 100.127.255.255, true",
    "100.64.0.0/10, 100.128.0.0, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "192.0.2.0/31, 192.0.2.1, true",
    "192.0.2.0/31, 192.0.2.2, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 1.2.3.4, false",
    "::/0, ffff::, true",
    "fc00::/7, fdff::1, true",
    "fc00::/7, fe00::1, false",
    "2001:db8::/33, 2001:db8:7fff::, true",
    "2001:db8::/33, 2001:db8:8000::, false",
    "::1, ::1, true",
    "10.0.0.0/8, ::ffff:10.1.1.1, true",
    "10.0.0.0/8, ::10.1.1.1, false"
  })
  void containsExactlyItsBlock(String block, String address, boolean contained) {
    assertThat(Cidr.parse(block).contains(IpLiteral.parse(address).orElseThrow()))
        .isEqualTo(contained);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/8/8",
        "10.0.0.0/0008",
        "10.0.0/8",
        "::/129",
        "::/",
        "example.com/8",
        "10.0.0.0/٨",
        "10.0.0.0 /8"
      })
  void refusesWhatIsNoBlock(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cidr.parse(text))
        .withMessageStartingWith("cidr: " + text);
  }

  @Test
  void countsTheWholeAddressWhenNoLengthIsGiven() {
    assertThat(Cidr.parse("::2").contains(IpLiteral.parse("::3").orElseThrow())).isFalse();
  }

  @Test
  void tellsHowManyBitsAreShared() {
    assertThat(Cidr.parse("10.1.2.3/8").prefix()).isEqualTo(8);
    assertThat(Cidr.parse("10.1.2.3/8").isSingle()).isFalse();
    assertThat(Cidr.parse("10.1.2.3").prefix()).isEqualTo(32);
    assertThat(Cidr.parse("::1").prefix()).isEqualTo(128);
    assertThat(Cidr.parse("::1").isSingle()).isTrue();
  }
}
