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
 */
record Block(Cidr addresses, InetAddress base) {

  /**
   * Reads a block such as {@code 10.0.0.0/8}, or a bare address.
   *
   * @throws IllegalArgumentException when the text is neither
   */
  static Block parse(String text) {
    Cidr addresses = Cidr.parse(text);
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    return new Block(addresses, IpLiteral.parse(address).orElseThrow());
  }

  boolean contains(InetAddress address) {
    return addresses.contains(address);
  }
}
