package io.gatewaystack.context.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private static final AddressPolicy DEFAULT = AddressPolicy.builder().build();

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    "0.0.0.0, 0.255.255.255",
    "10.0.0.0, 10.255.255.255",
    "100.64.0.0, 100.127.255.255",
    "127.0.0.0, 127.255.255.255",
    "169.254.0.0, 169.254.255.255",
    "172.16.0.0, 172.31.255.255",
    "192.0.0.0, 192.0.0.255",
    "192.0.2.0, 192.0.2.255",
    "192.31.196.0, 192.31.196.255",
    "192.52.193.0, 192.52.193.255",
    "192.88.99.0, 192.88.99.255",
    "192.175.48.0, 192.175.48.255",
    "192.168.0.0, 192.168.255.255",
    "198.18.0.0, 198.19.255.255",
    "198.51.100.0, 198.51.100.255",
    "203.0.113.0, 203.0.113.255",
    "224.0.0.0, 239.255.255.255",
    "240.0.0.0, 255.255.255.255",
    "::, ::1",
    "::ffff:0.0.0.0, ::ffff:10.0.0.1",
    "64:ff9b::, 64:ff9b::ffff:ffff",
    "64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
    "100::, 100::ffff:ffff:ffff:ffff",
    "100:0:0:1::, 100:0:0:1:ffff:ffff:ffff:ffff",
    "2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:2::, 2001:2:0:ffff:ffff:ffff:ffff:ffff",
    "2001:10::, 2001:3f:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    "2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2620:4f:8000::, 2620:4f:8000:ffff:ffff:ffff:ffff:ffff",
    "3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
    "5f00::, 5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "4000::, 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
  })
  void blocksTheSpecialPurposeRegistries(String first, String last) {
    assertThat(permits(DEFAULT, first)).as(first).isFalse();
    assertThat(permits(DEFAULT, last)).as(last).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.0.3.0",
        "192.31.195.255",
        "192.31.197.0",
        "192.52.192.255",
        "192.52.194.0",
        "192.175.47.255",
        "192.175.49.0",
        "192.88.98.255",
        "192.88.100.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "198.51.101.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "8.8.8.8",
        "::ffff:8.8.8.8",
        "2000::",
        "2001:200::",
        "2001:db7:ffff::",
        "2001:db9::",
        "2001:ffff:ffff::",
        "2003::",
        "2606:4700::1111",
        "2620:4f:7fff:ffff::",
        "2620:4f:8001::",
        "2606:4700::5eff:808:808",
        "2606:4700::400:5efe:808:808",
        "3ffe:ffff::",
        "3fff:1000::",
        "3fff:ffff::"
      })
  void permitsTheirNeighbours(String address) {
    assertThat(permits(DEFAULT, address)).isTrue();
    String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    assertThat(DEFAULT.refuses(URI.create("https://" + host + "/"))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fd00:42::42",
        "fd00:a9fe:a9fe::1",
        "fd00:100::100:200",
        "fe80::a9fe:a9fe",
        "::ffff:169.254.169.254",
        "::ffff:a9fe:a9fe",
        "::169.254.169.254",
        "::a9fe:a9fe",
        "::ffff:0:169.254.169.254",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::a9fe:a9fe",
        "2002:a9fe:a9fe::",
        "2001:0:a9fe:a9fe::",
        "2001:0:1:1:1:1:5601:5601",
        "2606:4700::5efe:169.254.169.254",
        "2606:4700::200:5efe:a9fe:a9fe"
      })
  void blocksCloudMetadataHoweverItIsEmbedded(String address) {
    assertThat(permits(DEFAULT, address)).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "0",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0x7f.0.0.1",
        "0x7f.1",
        "0177.0.0.1",
        "0177.0.0.01",
        "127.0.0.01",
        "127.0.0.1.",
        "localhost.",
        "example.com.",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "[::1%25lo]",
        "[fe80::1%25eth0]",
        "[fe80::1%eth0]",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "0xa9.254.169.254",
        "169.254.43518",
        "169.16689662",
        "169.254.169.254",
        "[::ffff:a9fe:a9fe]",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.0.0.1",
        "1.2.3.4.5",
        "a.b.0x1",
        "%31%32%37.0.0.1",
        "a b",
        "a_b",
        "[v1.x]",
        "[]",
        "",
        ".",
        "a..b",
        "foo@127.0.0.1",
        "good.example@127.0.0.1",
        "good.example:pw@10.0.0.1",
        "@example.com",
        "good.example\\@evil"
      })
  void refusesLoopbackMetadataAndOddSpellingsInEveryEncoding(String host) {
    assertThat(refusal(DEFAULT, "https://" + host + "/x")).as(host).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "https://example.com/",
        "HTTPS://EXAMPLE.com/a?b#c",
        "https://example.com:8443/",
        "https://xn--nxasmq6b.example/",
        "https://1and1.com/",
        "https://1.2.3.4.nip.example/",
        "https://0xcafe.example/",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/",
        "https://a-b.c1/",
        "https://localhost.example.com/",
        "https://example.com:/"
      })
  void allowsOrdinaryHosts(String uri) {
    assertThat(DEFAULT.refuses(URI.create(uri))).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "http://example.com/, scheme_not_allowed",
    "file:///etc/passwd, not_a_host",
    "ftp://example.com/, scheme_not_allowed",
    "gopher://example.com/, scheme_not_allowed",
    "jar:https://example.com/a.jar, not_a_host",
    "https:example.com, not_a_host",
    "//example.com/, not_a_host",
    "/relative, not_a_host",
    "https://user@example.com/, userinfo",
    "https://@example.com/, userinfo",
    "https://127.0.0.1/, address_not_allowed",
    "https://127.0.0.01/, odd_host",
    "https://[::1%25lo]/, odd_host"
  })
  void saysWhyItRefuses(String uri, String reason) {
    assertThat(DEFAULT.refuses(URI.create(uri))).hasValue(reason);
  }

  @Test
  void loopbackIsAnExceptionForThisMachineOnly() {
    AddressPolicy policy = AddressPolicy.httpsOrLoopback();

    for (String uri :
        List.of(
            "http://localhost:1/", "http://127.0.0.1/", "http://[::1]/", "https://127.8.8.8/")) {
      assertThat(policy.refuses(URI.create(uri))).as(uri).isEmpty();
    }
    for (String uri :
        List.of(
            "http://example.com/",
            "http://10.0.0.1/",
            "https://10.0.0.1/",
            "http://127.1/",
            "http://[::127.0.0.1]/",
            "http://localhost.evil.example/",
            "http://user@localhost/",
            "ftp://localhost/")) {
      assertThat(refusal(policy, uri)).as(uri).isPresent();
    }
    assertThat(permits(policy, "127.0.0.1")).isTrue();
    assertThat(permits(policy, "::1")).isTrue();
    assertThat(permits(policy, "169.254.169.254")).isFalse();
    assertThat(permits(policy, "::127.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "169.254.169.254, 169.254.0.0/16",
    "169.254.170.2, 169.254.0.0/16",
    "100.100.100.200, 100.64.0.0/10",
    "168.63.129.16, 0.0.0.0/0",
    "fd00:ec2::254, fc00::/7",
    "fd20:ce::254, fd20:ce::/64",
    "fd00:c1::a9fe:a9fe, ::/0",
    "fd00:42::42, fc00::/7",
    "fd00:a9fe:a9fe::1, fc00::/7",
    "fd00:100::100:200, fc00::/7",
    "fd00:ec2::23, fd00:ec2::/32",
    "192.0.0.192, 192.0.0.0/24",
    "169.254.42.42, 169.254.42.0/24",
    "169.254.0.23, 169.254.0.0/24",
    "169.254.170.23, 169.254.170.0/24",
    "169.254.169.252, 169.254.169.0/24",
    "169.254.131.2, 169.254.0.0/16",
    "fe80::a9fe:a9fe, fe80::/10",
    "64:ff9b::a9fe:a9fe, 64:ff9b::/96",
    "64:ff9b::6464:64c8, 64:ff9b::/96",
    "64:ff9b:1::a9fe:a9fe, 64:ff9b:1::/48",
    "2002:a9fe:a9fe::1, 2002::/16",
    "::a9fe:a9fe, ::/96",
    "fd00::5efe:a9fe:a9fe, fc00::/7"
  })
  void metadataAddressesAreAllowedOneByOneOnly(String address, String network) throws Exception {
    AddressPolicy wide = AddressPolicy.builder().allowNetworks(List.of(network)).build();
    assertThat(permits(wide, address)).isFalse();
    AddressPolicy named = AddressPolicy.builder().allowNetworks(List.of(network, address)).build();
    assertThat(permits(named, address)).isTrue();
  }

  @Test
  void anAllowedNetworkOpensNothingElse() {
    AddressPolicy policy =
        AddressPolicy.builder().allowNetworks(List.of("10.1.0.0/16", "fd00:1::/32")).build();

    assertThat(permits(policy, "10.1.255.255")).isTrue();
    assertThat(permits(policy, "::ffff:10.1.0.1")).isTrue();
    assertThat(permits(policy, "10.2.0.0")).isFalse();
    assertThat(permits(policy, "fd00:1::5")).isTrue();
    assertThat(permits(policy, "fd00:1::a9fe:a9fe")).isTrue();
    assertThat(permits(policy, "fd00:2::5")).isFalse();
    assertThat(policy.refuses(URI.create("https://10.1.2.3/"))).isEmpty();
    assertThat(policy.refuses(URI.create("http://10.1.2.3/"))).hasValue("scheme_not_allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "*.example.com",
        "api.example.com:443",
        "https://api.example.com",
        "u@a",
        "a/b",
        "127.1",
        "example.com.",
        "::1",
        "ex\u00e4mple.com",
        "a_b"
      })
  void aHostThatNoUriHasIsRefused(String host) {
    assertThatThrownBy(() -> AddressPolicy.builder().onlyHosts(List.of("a.example", host)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hosts: " + host + " (expected: a name or an address, without port)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "API.example.com", "xn--exmple-cua.com", "8.8.8.8", "[2606:4700::1]"})
  void aHostThatAUriHasIsAllowed(String host) {
    AddressPolicy policy = AddressPolicy.builder().onlyHosts(List.of(host)).build();
    assertThat(policy.refuses(URI.create("https://" + host + "/"))).isEmpty();
  }

  @Test
  void hostAndPortListsAreExact() {
    AddressPolicy policy =
        AddressPolicy.builder()
            .allowHttp()
            .onlyHosts(List.of("API.example.com"))
            .onlyPorts(List.of(443, 8080))
            .build();

    assertThat(policy.refuses(URI.create("https://api.EXAMPLE.com/"))).isEmpty();
    assertThat(policy.refuses(URI.create("http://api.example.com:8080/"))).isEmpty();
    assertThat(policy.refuses(URI.create("http://api.example.com/"))).hasValue("port_not_allowed");
    assertThat(policy.refuses(URI.create("https://api.example.com:444/")))
        .hasValue("port_not_allowed");
    for (String host :
        List.of("xapi.example.com", "api.example.com.evil", "example.com", "8.8.8.8")) {
      assertThat(policy.refuses(URI.create("https://" + host + "/"))).hasValue("host_not_allowed");
    }
  }

  private static Optional<String> refusal(AddressPolicy policy, String uri) {
    try {
      return policy.refuses(new URI(uri));
    } catch (URISyntaxException e) {
      return Optional.of("not_a_uri");
    }
  }

  private static boolean permits(AddressPolicy policy, String address) {
    return policy.permits(IpLiteral.parse(address).orElseThrow());
  }
}
