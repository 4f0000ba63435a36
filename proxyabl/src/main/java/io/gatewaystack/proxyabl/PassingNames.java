package io.gatewaystack.proxyabl;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Which header fields pass, decided beforehand for the names that everybody sends. */
final class PassingNames {
  private static final List<String> USUAL =
      List.of(
          "Accept",
          "Accept-Encoding",
          "Accept-Language",
          "Accept-Ranges",
          "Age",
          "Authorization",
          "Cache-Control",
          "Connection",
          "Content-Encoding",
          "Content-Length",
          "Content-Type",
          "Cookie",
          "Date",
          "ETag",
          "Expires",
          "Host",
          "If-Modified-Since",
          "If-None-Match",
          "Keep-Alive",
          "Last-Modified",
          "Location",
          "Origin",
          "Pragma",
          "Referer",
          "Server",
          "Set-Cookie",
          "Strict-Transport-Security",
          "Transfer-Encoding",
          "User-Agent",
          "Vary",
          "X-Content-Type-Options",
          "X-Request-Id");

  private final Predicate<String> rule;
  private final Map<String, Boolean> usual = new HashMap<>();

  /** Applies a rule to {@link HeaderRule#canonical} names. */
  PassingNames(Predicate<String> rule) {
    this.rule = rule;
    for (String name : USUAL) {
      boolean passes = rule.test(HeaderRule.canonical(name));
      usual.put(name, passes);
      usual.put(name.toLowerCase(Locale.ROOT), passes);
    }
  }

  boolean pass(String name) {
    Boolean known = usual.get(name);
    return known != null ? known : rule.test(HeaderRule.canonical(name));
  }
}
