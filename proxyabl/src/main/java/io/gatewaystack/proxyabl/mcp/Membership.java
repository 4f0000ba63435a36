package io.gatewaystack.proxyabl.mcp;

import java.util.Optional;

/**
 * The part of a session that one upstream has.
 *
 * @param version the revision it has agreed to; empty when none was agreed upon
 * @param session what it calls its session; empty when it has none
 */
record Membership(String version, Optional<String> session) {

  /** No part: the request stands alone, or is the first. */
  static final Membership NONE = new Membership("", Optional.empty());

  /** Shows the revision only. */
  @Override
  public String toString() {
    return "Membership[" + version + "]";
  }
}
