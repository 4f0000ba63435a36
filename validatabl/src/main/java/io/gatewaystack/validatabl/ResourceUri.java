package io.gatewaystack.validatabl;

import io.gatewaystack.context.net.RequestPath;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which URIs of resources can be read in one way only. Rules compare texts, so a URI that a server
 * may take for another one would reach what a rule closes. A URI is plain when it is written as RFC
 * 3986 writes the normal form (section 6.2.2): the scheme in small letters, percent codes in
 * capitals and none for what needs none, no dot segments. Its path must hold nothing that readers
 * disagree about (see {@link RequestPath}), no slash at its end and no space at an end of a
 * segment, which many leave out. Fragments are left out by most, too. A scheme that readers know
 * well must stand before what they expect there: a host, which is a name in small letters, since an
 * address has many spellings, and a path, be it a slash alone; behind {@code file} a path only.
 * What stands at the place of a host behind any other scheme is a name like any other to those who
 * read it.
 *
 * <p>{@link PlainUris} says the same of URIs of which only the beginning is known.
 */
final class ResourceUri {
  private static final Set<String> WEB = Set.of("http", "https", "ws", "wss", "ftp");
  private static final String SPACE = "%20";
  private static final Set<String> DEFAULT_PORTS =
      Set.of("http:80", "ws:80", "https:443", "wss:443", "ftp:21");

  /** With it an address ends (WHATWG URL, "ends in a number"). */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  private ResourceUri() {}

  /** Whether a URI can be read in one way only. */
  static boolean isPlain(String uri) {
    int colon = endOfScheme(uri);
    if (colon < 0) {
      return false;
    }
    int end = colon + 1;
    while (end < uri.length() && uri.charAt(end) != '?') {
      end++;
    }
    String scheme = uri.substring(uri.lastIndexOf('+', colon) + 1, colon);
    String path = uri.substring(colon + 1, end);
    return isWritten(uri, colon + 1, isWellKnown(scheme))
        && isPath(path)
        && hasNothingToStrip(path)
        && isUsual(scheme, path)
        && mayHaveQuery(scheme, uri.length() - end)
        && !hasDotsBehindPath(uri, end);
  }

  /** Where the colon stands behind a scheme in small letters (RFC 3986, section 3.1); else -1. */
  private static int endOfScheme(String uri) {
    boolean begins = true;
    boolean small = true;
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == ':' || c == '+') {
        if (begins || c == ':') {
          return !begins && small ? i : -1;
        }
        begins = true;
        small = true; // what stood there was the name of a server
        continue;
      }
      boolean capital = c >= 'A' && c <= 'Z';
      boolean letter = capital || c >= 'a' && c <= 'z';
      if (!letter && (begins || !isDigit(c) && "._-".indexOf(c) < 0)) {
        return -1;
      }
      small &= !capital;
      begins = false;
    }
    return -1;
  }

  /**
   * Whether every character may stand there and is written in the one normal way.
   *
   * @param host whether an authority is a host, which is written in small letters
   */
  private static boolean isWritten(String uri, int from, boolean host) {
    boolean authority = uri.startsWith("//", from);
    for (int i = authority ? from + 2 : from; i < uri.length(); i++) {
      char c = uri.charAt(i);
      authority &= c != '/' && c != '?';
      if (c == '%') {
        if (i + 2 >= uri.length() || !isCode(uri.charAt(i + 1), uri.charAt(i + 2))) {
          return false;
        }
        i += 2;
      } else if (!isUnreserved(c, host && authority)
          && "!$&'()*+,=:@/?;".indexOf(c) < 0
          && !(authority && (c == '[' || c == ']'))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUnreserved(int c, boolean small) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z' && !small
        || isDigit(c)
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Whether two digits are written in capitals, and stand for what needs a code or may have it. */
  private static boolean isCode(char high, char low) {
    if (!isHexadecimal(high) || !isHexadecimal(low)) {
      return false;
    }
    int c = Character.digit(high, 16) << 4 | Character.digit(low, 16);
    return c >= 0x20 && c != 0x7F && !isUnreserved(c, false);
  }

  private static boolean isHexadecimal(char c) {
    return isDigit(c) || c >= 'A' && c <= 'F';
  }

  private static boolean isPath(String path) {
    String below = path.startsWith("//") ? path.substring(2) : path;
    return RequestPath.decode(below.startsWith("/") ? below : "/" + below)
        .filter(decoded -> !isEncodedTwice(decoded))
        .isPresent();
  }

  /** Whether a percent sign that was encoded itself stands in front of what may be a code. */
  private static boolean isEncodedTwice(String decoded) {
    for (int at = decoded.indexOf('%'); at >= 0; at = decoded.indexOf('%', at + 1)) {
      int first = at + 1;
      int second = first < decoded.length() ? decoded.offsetByCodePoints(first, 1) : first;
      if (second < decoded.length()
          && mayBeDigit(decoded.codePointAt(first))
          && mayBeDigit(decoded.codePointAt(second))) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayBeDigit(int c) {
    return c >= 0x80 || Character.digit(c, 16) >= 0;
  }

  /** Whether no segment begins or ends with a space, which some readers strip. */
  private static boolean hasNothingToStrip(String path) {
    return !path.startsWith(SPACE)
        && !path.endsWith(SPACE)
        && !path.contains("/" + SPACE)
        && !path.contains(SPACE + "/");
  }

  /** Whether what readers of URIs of the web, and of files, leave out or put right is not there. */
  private static boolean isUsual(String scheme, String path) {
    int end = path.indexOf('/', 2);
    boolean slashAtEnd = path.endsWith("/") && !path.equals("//");
    if (!isWellKnown(scheme)) {
      return !slashAtEnd;
    }
    if (!path.startsWith("//") || end < 0 || slashAtEnd && end < path.length() - 1) {
      return false;
    }
    String authority = path.substring(2, end);
    return scheme.equals("file")
        ? authority.isEmpty()
        : authority.indexOf('@') < 0
            && authority.indexOf('%') < 0
            && isName(authority)
            && hasUsualPort(scheme, authority);
  }

  /** Whether the host is no address, and does not end with a dot. */
  private static boolean isName(String authority) {
    int colon = authority.indexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String last = host.substring(host.lastIndexOf('.') + 1);
    return !last.isEmpty() && !NUMBER.matcher(last).matches() && authority.indexOf('[') < 0;
  }

  /** Readers of files know no query, and nobody tells an empty one from none. */
  private static boolean mayHaveQuery(String scheme, int length) {
    return length == 0 || length > 1 && !scheme.equals("file");
  }

  /** Whether readers know what stands behind a scheme, and put it right. */
  static boolean isWellKnown(String scheme) {
    return scheme.equals("file") || WEB.contains(scheme);
  }

  private static boolean hasUsualPort(String scheme, String authority) {
    int colon = authority.lastIndexOf(':');
    if (colon < 0) {
      return true;
    }
    String port = authority.substring(colon + 1);
    boolean number = port.chars().allMatch(ResourceUri::isDigit);
    return !(number && (port.isEmpty() || port.startsWith("0")))
        && !DEFAULT_PORTS.contains(scheme + ":" + port);
  }

  private static boolean hasDotsBehindPath(String uri, int end) {
    String rest = uri.substring(end).replace("%2F", "/").replace("%5C", "/");
    for (int at = rest.indexOf("/."); at >= 0; at = rest.indexOf("/.", at + 1)) {
      int behind = at + (rest.startsWith("..", at + 1) ? 3 : 2);
      if (behind >= rest.length() || "/?&;".indexOf(rest.charAt(behind)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
