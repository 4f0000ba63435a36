package io.gatewaystack.validatabl;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The requests a route covers. One for GET covers HEAD, which asks for the same without its content
 * (RFC 9110 section 9.3.2), unless another at the same path names HEAD.
 *
 * @param method HTTP method in capitals; {@value #ANY_METHOD} for every method
 * @param path path covered together with everything below it
 */
record RoutePattern(String method, String path) {
  static final String ANY_METHOD = "*";

  /** The longest path first; at one path a named method before any method, HEAD before GET. */
  static final Comparator<RoutePattern> MOST_SPECIFIC_FIRST =
      Comparator.comparingInt((RoutePattern p) -> -p.path.length())
          .thenComparing(p -> p.method.equals(ANY_METHOD))
          .thenComparing(p -> p.method.equals("GET"));

  private static final Pattern METHOD = Pattern.compile("\\*|[A-Z]+");

  /** No request that is let in has a segment of dots: a path with one would cover nothing. */
  private static final Pattern PATH =
      Pattern.compile("/|(/(?!\\.{1,2}(/|$))[^/;?#%*\\\\\\s\\p{Cntrl}]+)+");

  RoutePattern {
    if (!METHOD.matcher(method).matches()) {
      throw new IllegalArgumentException(
          "route " + method + " " + path + ": method (expected: capitals, or * for any)");
    }
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "route " + method + " " + path + ": path (expected: / or /a/b, decoded, no wildcard)");
    }
  }

  boolean covers(String requestMethod, String requestPath) {
    return coversMethod(requestMethod) && isAtOrBelow(requestPath, path);
  }

  private boolean coversMethod(String requestMethod) {
    return method.equals(ANY_METHOD)
        || method.equals(requestMethod)
        || method.equals("GET") && requestMethod.equals("HEAD");
  }

  /** Whether one path is another or lies below it. */
  static boolean isAtOrBelow(String requestPath, String path) {
    return requestPath.startsWith(path)
        && (path.equals("/")
            || requestPath.length() == path.length()
            || requestPath.charAt(path.length()) == '/');
  }

  @Override
  public String toString() {
    return method.equals(ANY_METHOD) ? path : method + " " + path;
  }
}
