package io.gatewaystack.context.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds out who called, when a known number of reverse proxies stands in front. */
public final class ClientAddress {
  private ClientAddress() {}

  /**
   * The address of the caller. The chain is every element of every {@code X-Forwarded-For} line in
   * order, then the peer; with N trusted hops the caller is element N from the right. When the
   * chain is too short, or that element is no address, the caller is the peer.
   *
   * @param peer the address the connection came from
   * @param forwardedFor every {@code X-Forwarded-For} line in order of arrival
   * @param trustedHops number of proxies of ours in front, at least 0
   */
  public static InetAddress of(InetAddress peer, List<String> forwardedFor, int trustedHops) {
    if (trustedHops <= 0 || forwardedFor.isEmpty()) {
      return peer;
    }
    List<String> chain = new ArrayList<>();
    for (String line : forwardedFor) {
      chain.addAll(Arrays.asList(line.split(",", -1)));
    }
    int index = chain.size() - trustedHops; // the peer stands at chain.size()
    return index < 0 ? peer : IpLiteral.parse(withoutPort(chain.get(index).strip())).orElse(peer);
  }

  /** What a limiter keys on: an IPv4 address, or the /64 an IPv6 address lies in. */
  public static InetAddress network(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = Arrays.copyOf(Arrays.copyOf(address.getAddress(), 8), 16);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }

  /** Some proxies append the port: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
  private static String withoutPort(String element) {
    if (element.startsWith("[")) {
      int end = element.indexOf(']');
      return end < 0 ? element : element.substring(1, end);
    }
    int colon = element.indexOf(':');
    return colon >= 0 && colon == element.lastIndexOf(':') ? element.substring(0, colon) : element;
  }
}
