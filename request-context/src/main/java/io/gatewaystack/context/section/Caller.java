package io.gatewaystack.context.section;

import io.gatewaystack.context.net.ClientAddress;
import java.net.InetAddress;
import java.util.Optional;

/**
 * On whose behalf a request is made: whose share of something it takes.
 *
 * @param issuer who vouches for the caller; empty for an anonymous one
 * @param name the subject; an anonymous caller's network
 */
public record Caller(String issuer, String name) {

  /** The principal of an identity; without one, whoever is in the network of an address. */
  public static Caller of(Optional<Identity> identity, InetAddress client) {
    return identity
        .map(known -> new Caller(known.issuer(), known.subject()))
        .orElseGet(() -> new Caller("", ClientAddress.network(client).getHostAddress()));
  }

  /** Names no person. */
  @Override
  public String toString() {
    return "Caller";
  }
}
