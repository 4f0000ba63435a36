package io.gatewaystack.proxyabl.internal;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.net.ClientAddress;
import io.gatewaystack.context.section.Identity;

/**
 * On whose behalf an upstream is reached.
 *
 * @param issuer who vouches for the caller; empty for an anonymous one
 * @param name the subject; an anonymous caller's network
 */
public record Caller(String issuer, String name) {

  /** Whom a request is made for. */
  public static Caller of(RequestContext context) {
    return context
        .find(Identity.class)
        .map(identity -> new Caller(identity.issuer(), identity.subject()))
        .orElseGet(
            () ->
                new Caller("", ClientAddress.network(context.request().client()).getHostAddress()));
  }

  /** Names no person. */
  @Override
  public String toString() {
    return "Caller";
  }
}
