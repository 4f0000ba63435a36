package io.gatewaystack.identifiabl;

import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.net.RequestPath;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Requests that may come without a credential. Where GET may, HEAD may: it asks for the same
 * without its content (RFC 9110 section 9.3.2).
 *
 * @param method HTTP method in capitals; {@code *} for every method
 * @param path decoded path, the application's own included; with {@code /*} at its end everything
 *     below it too
 */
record AnonymousRoute(String method, String path) {
  private static final String BELOW = "/*";
  private static final Pattern METHOD = Pattern.compile("\\*|[A-Z]+");
  private static final Pattern PATH = Pattern.compile("/|(/[^/;?#%*\\\\\\s\\p{Cntrl}]+)+(/\\*)?");

  AnonymousRoute {
    if (!METHOD.matcher(method).matches()) {
      throw new IllegalArgumentException(
          "anonymousRoute: method (expected: capitals, or * for any)");
    }
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "anonymousRoute: " + path + " (expected: a path by name, /a/b or /a/b/*, decoded)");
    }
  }

  /** Whether the request is one of these. A path that can be read in two ways is none. */
  boolean covers(RequestInfo request) {
    Optional<String> decoded = RequestPath.decode(request.rawPath());
    return coversMethod(request.method()) && decoded.filter(this::covers).isPresent();
  }

  private boolean coversMethod(String requested) {
    return method.equals("*")
        || method.equals(requested)
        || method.equals("GET") && requested.equals("HEAD");
  }

  private boolean covers(String requested) {
    if (!path.endsWith(BELOW)) {
      return requested.equals(path);
    }
    int length = path.length() - BELOW.length();
    return requested.startsWith(path.substring(0, length))
        && (requested.length() == length || requested.charAt(length) == '/');
  }
}
