package io.gatewaystack.context.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Reads addresses written as text, and never asks a name server. IPv4 is four decimal numbers
 * without leading zeros; IPv6 is RFC 4291 section 2.2 without zone. Every other spelling (octal,
 * hexadecimal, fewer than four numbers) is not an address here.
 */
public final class IpLiteral {
  private IpLiteral() {}

  /** The address, if the text is one. */
  public static Optional<InetAddress> parse(String text) {
    boolean v6 = text.indexOf(':') >= 0;
    if (text.length() > 45 || !(v6 ? isV6Shape(text) : isV4(text))) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text)); // a literal: no look-up
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean isV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      boolean digits =
          !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(IpLiteral::isDigit);
      if (!digits || part.length() > 1 && part.charAt(0) == '0' || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  /** A dot before the last colon is no literal, and the JDK would ask a name server about it. */
  private static boolean isV6Shape(String text) {
    int tail = text.lastIndexOf(':') + 1;
    boolean dotted = text.indexOf('.', tail) >= 0;
    return text.substring(0, dotted ? tail : text.length()).chars().allMatch(IpLiteral::isV6Char)
        && (!dotted || isV4(text.substring(tail)));
  }

  private static boolean isV6Char(int c) {
    return c == ':' || c < 128 && Character.digit(c, 16) >= 0;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
