package io.gatewaystack.proxyabl;

import io.gatewaystack.context.net.RequestPath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Paths as they are judged and as they are sent: one decoding, and what was judged is what is
 * encoded again.
 */
final class UpstreamPath {
  private static final String SEGMENT_MARKS = "-._~!$&'()*+,=:@/";

  private UpstreamPath() {}

  /** Whether {@code path} is {@code prefix} or lies below it, segment by segment. */
  static boolean isWithin(String path, String prefix) {
    return path.startsWith(prefix)
        && (prefix.isEmpty()
            || path.length() == prefix.length()
            || path.charAt(prefix.length()) == '/');
  }

  /** The path of a target as it is put in front of what is called there: no slash at its end. */
  static String base(URI target) {
    String path = target.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Whether a decoded path lies within one of the prefixes. */
  static boolean isAllowed(String path, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (isWithin(path, prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A configured prefix in the form the others expect: decoded, without a slash at its end.
   *
   * @throws IllegalArgumentException when it is no path prefix
   */
  static String prefix(String setting, String configured) {
    String trimmed =
        configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
    boolean acceptable =
        configured.startsWith("/")
            && configured.indexOf('*') < 0
            && (trimmed.isEmpty() || RequestPath.decode(encode(trimmed)).isPresent());
    if (!acceptable) {
      throw new IllegalArgumentException(
          setting + ": " + configured + " (expected: a path prefix such as /api, decoded)");
    }
    return trimmed;
  }

  /** The canonical encoding of a decoded path: UTF-8, upper-case digits, nothing needless. */
  static String encode(String decoded) {
    if (isPlain(decoded)) {
      return decoded;
    }
    StringBuilder encoded = new StringBuilder(decoded.length() * 2);
    for (byte b : decoded.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        encoded.append((char) b);
      } else {
        Percent.append(encoded, b);
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(String decoded) {
    for (int i = 0; i < decoded.length(); i++) {
      if (!isPlain(decoded.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** What a path may hold unencoded (RFC 3986 section 3.3), without {@code ;}. */
  private static boolean isPlain(int c) {
    return Percent.isAlphanumeric(c) || c > 0 && SEGMENT_MARKS.indexOf(c) >= 0;
  }
}
