package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.net.Cidr;
import io.gatewaystack.context.net.IpLiteral;
import java.net.InetAddress;

/**
 * A block of addresses. Two blocks are nested or disjoint, so the address that one begins with
 * tells how it lies to another that is larger.
 *
 * @param addresses the block
 * @param base the address it was written with
 * @param bits how many of its bits all addresses of the block share
 */
record Block(Cidr addresses, InetAddress base, int bits) {

  /**
   * Reads a block such as {@code 10.0.0.0/8}, or a bare address.
   *
   * @throws IllegalArgumentException when the text is neither
   */
  static Block parse(String text) {
    Cidr addresses = Cidr.parse(text);
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress base = IpLiteral.parse(address).orElseThrow();
    int bits = slash < 0 ? length(base) : Integer.parseInt(text.substring(slash + 1));
    return new Block(addresses, base, bits);
  }

  private static int length(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  /** Whether it holds one address only. */
  boolean isSingle() {
    return bits == length(base);
  }

  boolean contains(InetAddress address) {
    return addresses.contains(address);
  }
}
