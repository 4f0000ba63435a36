package io.gatewaystack.context.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides where this process may connect. It is pure: it resolves nothing and connects nowhere;
 * whoever connects asks about the URI first and then about every address the name resolved to, and
 * connects to one of those.
 *
 * <p>Without exceptions only {@code https} to public addresses is allowed. Blocked are all special
 * purpose ranges of the IANA registries (RFC 6890), reachable or not, multicast, IPv6 outside
 * 2000::/3, addresses that embed an IPv4 address, and the metadata addresses of clouds.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class AddressPolicy {
  private static final List<Cidr> BLOCKED =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.31.196.0/24", // AS112, as are 192.175.48.0/24 and 2620:4f:8000::/48
              "192.52.193.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "192.175.48.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "168.63.129.16/32", // a cloud's host agent
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "2620:4f:8000::/48",
              "3fff::/20")
          .map(Cidr::parse)
          .toList();

  /**
   * Where clouds hand out credentials to whoever asks from inside, as their documentations name
   * them. Most do so at some link-local address (169.254.169.254, 169.254.170.2, 169.254.42.42,
   * 169.254.0.23, fe80::a9fe:a9fe; some at one that changes), and nothing else is there to call.
   */
  private static final List<Cidr> METADATA =
      Stream.of(
              "169.254.0.0/16",
              "fe80::/10",
              "100.100.100.200", // Alibaba, as is fd00:100::100:200
              "fd00:100::100:200",
              "168.63.129.16", // Azure
              "192.0.0.192", // Oracle, as is fd00:c1::a9fe:a9fe
              "fd00:c1::a9fe:a9fe",
              "fd00:ec2::254", // AWS, and its containers
              "fd00:ec2::23",
              "fd20:ce::254", // Google
              "fd00:42::42", // Scaleway
              "fd00:a9fe:a9fe::1") // Akamai
          .map(Cidr::parse)
          .toList();

  /** IPv6 addresses that hold an IPv4 address, beginning at some byte. */
  private record Translated(Cidr network, int from) {}

  /** RFC 4291, 6052, 8215, 3056. */
  private static final List<Translated> TRANSLATED =
      List.of(
          new Translated(Cidr.parse("::/96"), 12),
          new Translated(Cidr.parse("64:ff9b::/96"), 12),
          new Translated(Cidr.parse("64:ff9b:1::/48"), 12),
          new Translated(Cidr.parse("2002::/16"), 2));

  private static final Cidr GLOBAL_V6 = Cidr.parse("2000::/3");
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> schemes;
  private final Set<String> hosts;
  private final Set<Integer> ports;
  private final boolean loopback;
  private final List<Cidr> exceptions;

  private AddressPolicy(Builder builder) {
    schemes = Set.copyOf(builder.schemes);
    hosts = Set.copyOf(builder.hosts);
    ports = Set.copyOf(builder.ports);
    loopback = builder.loopback;
    exceptions = List.copyOf(builder.exceptions);
  }

  /** Starts with {@code https} to any public address on any port. */
  public static Builder builder() {
    return new Builder();
  }

  /** What key sets and discovery documents need: https, or plain http to this machine only. */
  public static AddressPolicy httpsOrLoopback() {
    return builder().allowLoopback().build();
  }

  /**
   * Why a URI must not be connected to.
   *
   * @return a stable machine string such as {@code scheme_not_allowed}; empty when it may
   */
  public Optional<String> refuses(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (uri.getScheme() == null || host.isEmpty()) {
      return Optional.of("not_a_host");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("userinfo");
    }
    boolean plainLoopback =
        loopback && uri.getScheme().equalsIgnoreCase("http") && LOOPBACK_NAMES.contains(host);
    if (!plainLoopback && !schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
      return Optional.of("scheme_not_allowed");
    }
    if (!hosts.isEmpty() && !hosts.contains(host)) {
      return Optional.of("host_not_allowed");
    }
    if (!ports.isEmpty() && !ports.contains(port(uri))) {
      return Optional.of("port_not_allowed");
    }
    return refusesHost(host);
  }

  private Optional<String> refusesHost(String host) {
    Optional<InetAddress> address = IpLiteral.parse(unbracketed(host));
    if (address.isPresent()) {
      return permits(address.get()) ? Optional.empty() : Optional.of("address_not_allowed");
    }
    return isOddSpelling(host) ? Optional.of("odd_host") : Optional.empty();
  }

  /** Names some resolver would read as a number: {@code 127.1}, {@code 0x7f000001}, {@code 1.}. */
  private static boolean isOddSpelling(String host) {
    String lastLabel = host.substring(host.lastIndexOf('.') + 1);
    return host.startsWith("[")
        || lastLabel.isEmpty()
        || Character.digit(lastLabel.charAt(0), 10) >= 0
        || !host.chars().allMatch(c -> c < 128);
  }

  private static boolean isHost(String name) {
    try {
      String host = new URI("https://" + name).getHost();
      return name.equals(host)
          && (IpLiteral.parse(unbracketed(host)).isPresent() || !isOddSpelling(host));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether a resolved address may be connected to. */
  public boolean permits(InetAddress address) {
    if (loopback && address.isLoopbackAddress()) {
      return true;
    }
    boolean delicate =
        isMetadata(address.getAddress())
            || address instanceof Inet6Address && isTunnelledV4(address.getAddress());
    if (exceptions.stream().anyMatch(b -> (b.isSingle() || !delicate) && b.contains(address))) {
      return true;
    }
    if (delicate || address instanceof Inet6Address && !GLOBAL_V6.contains(address)) {
      return false;
    }
    return BLOCKED.stream().noneMatch(block -> block.contains(address));
  }

  private static boolean isMetadata(byte[] address) {
    return METADATA.stream().anyMatch(block -> block.contains(address))
        || TRANSLATED.stream()
            .filter(form -> form.network().contains(address))
            .anyMatch(
                form -> isMetadata(Arrays.copyOfRange(address, form.from(), form.from() + 4)));
  }

  /** ISATAP (RFC 5214): any prefix, then an interface id that holds an IPv4 address. */
  private static boolean isTunnelledV4(byte[] v6) {
    return (v6[8] & 0xFD) == 0 && v6[9] == 0 && v6[10] == 0x5E && v6[11] == (byte) 0xFE;
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("http") ? 80 : 443;
  }

  /** Collects exceptions; not safe for use by several threads. */
  public static final class Builder {
    private Set<String> schemes = Set.of("https");
    private Set<String> hosts = Set.of();
    private Set<Integer> ports = Set.of();
    private boolean loopback;
    private List<Cidr> exceptions = List.of();

    private Builder() {}

    /** Allows plain {@code http} to every address that is allowed. */
    public Builder allowHttp() {
      schemes = Set.of("http", "https");
      return this;
    }

    /** Allows this machine's loopback addresses, by plain {@code http} too. */
    public Builder allowLoopback() {
      loopback = true;
      return this;
    }

    /**
     * Allows addresses that are otherwise blocked, e.g. a private network of our own. Link-local
     * addresses and the metadata addresses of clouds are allowed only one by one, each as a block
     * of one.
     */
    public Builder allowNetworks(Collection<String> cidrs) {
      exceptions = cidrs.stream().map(Cidr::parse).toList();
      return this;
    }

    /**
     * Allows only these hosts; names and literals are compared without regard to case.
     *
     * @throws IllegalArgumentException when one is none that a URI to connect to can have
     */
    public Builder onlyHosts(Collection<String> names) {
      for (String name : names) {
        if (!isHost(name)) {
          throw new IllegalArgumentException(
              "hosts: " + name + " (expected: a name or an address, without port)");
        }
      }
      hosts = names.stream().map(n -> n.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
      return this;
    }

    /** Allows only these ports. */
    public Builder onlyPorts(Collection<Integer> numbers) {
      ports = Set.copyOf(numbers);
      return this;
    }

    /** The policy collected so far. */
    public AddressPolicy build() {
      return new AddressPolicy(this);
    }
  }
}
