package io.gatewaystack.proxyabl;

import java.util.List;
import java.util.Set;

/**
 * Fields behind a body. Those that a header alone may say are not passed on there: what frames,
 * routes, authenticates, controls or describes the message (RFC 9110 section 6.5.1), for a receiver
 * that merges trailers into headers would believe them.
 */
final class Trailers {
  private static final Set<String> OF_HEADERS_ONLY =
      Set.of(
          "age",
          "authorization",
          "cache-control",
          "cookie",
          "date",
          "expires",
          "host",
          "location",
          "max-forwards",
          "pragma",
          "range",
          "retry-after",
          "set-cookie",
          "vary",
          "warning",
          "www-authenticate");

  private static final List<String> OF_HEADERS_ONLY_FAMILIES =
      List.of("access-control-", "content-", "if-", "proxy-");

  private Trailers() {}

  static boolean mayTrail(String name) {
    String field = HeaderRule.canonical(name);
    return !HeaderRule.isOfConnection(field)
        && !OF_HEADERS_ONLY.contains(field)
        && !HeaderRule.startsWithAny(field, OF_HEADERS_ONLY_FAMILIES);
  }
}
