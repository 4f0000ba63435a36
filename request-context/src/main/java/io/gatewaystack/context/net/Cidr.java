package io.gatewaystack.context.net;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3). IPv4-mapped IPv6
 * addresses count as the IPv4 addresses they hold.
 */
public final class Cidr {
  private final byte[] network;
  private final int prefix;

  private Cidr(byte[] network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  /**
   * Reads a block such as {@code 10.0.0.0/8} or {@code fc00::/7}; a bare address is a block of one.
   *
   * @throws IllegalArgumentException when the text is no address with a fitting prefix length
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte[] network =
        IpLiteral.parse(address)
            .orElseThrow(
                () -> new IllegalArgumentException("cidr: " + text + " (expected: address/bits)"))
            .getAddress();
    int bits = slash < 0 ? network.length * 8 : prefixLength(text, text.substring(slash + 1));
    if (bits > network.length * 8) {
      throw new IllegalArgumentException(
          "cidr: " + text + " (expected: at most " + network.length * 8 + " bits)");
    }
    return new Cidr(network, bits);
  }

  private static int prefixLength(String text, String digits) {
    if (digits.isEmpty()
        || digits.length() > 3
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("cidr: " + text + " (expected: address/bits)");
    }
    return Integer.parseInt(digits);
  }

  /** How many leading bits all its addresses share: 0 to 32, or to 128 in IPv6. */
  public int prefix() {
    return prefix;
  }

  /** Whether it holds one address only. */
  public boolean isSingle() {
    return prefix == network.length * 8;
  }

  /** Whether an address lies in this block; addresses of the other family never do. */
  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  boolean contains(byte[] bytes) {
    if (bytes.length != network.length) {
      return false;
    }
    int whole = prefix / 8;
    if (!Arrays.equals(bytes, 0, whole, network, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    return rest == 0 || ((bytes[whole] ^ network[whole]) & 0xFF) >> (8 - rest) == 0;
  }
}
