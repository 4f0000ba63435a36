package io.gatewaystack.context.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads addresses written as text, and never asks a name server. IPv4 is four decimal numbers
 * without leading zeros; IPv6 is RFC 4291 section 2.2 without zone. Every other spelling (octal,
 * hexadecimal, fewer than four numbers) is not an address here.
 */
public final class IpLiteral {
  private IpLiteral() {}

  /** The address, if the text is one. */
  public static Optional<InetAddress> parse(String text) {
    try {
      if (text.indexOf(':') < 0) {
        byte[] v4 = v4(text);
        return v4 == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(v4));
      }
      return text.length() <= 45 && isV6Shape(text)
          ? Optional.of(InetAddress.getByName(text)) // a literal: no look-up
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Four decimal numbers; null when the text is something else. One pass, for every request. */
  private static byte @Nullable [] v4(String text) {
    byte[] address = new byte[4];
    int at = 0;
    for (int part = 0; part < 4; part++) {
      int start = at;
      int number = 0;
      while (at < text.length() && at < start + 3 && isDigit(text.charAt(at))) {
        number = number * 10 + text.charAt(at++) - '0';
      }
      boolean usual = at > start && number <= 255 && (at == start + 1 || text.charAt(start) != '0');
      boolean ended =
          part == 3 ? at == text.length() : at < text.length() && text.charAt(at) == '.';
      if (!usual || !ended) {
        return null;
      }
      address[part] = (byte) number;
      at++;
    }
    return address;
  }

  /** A dot before the last colon is no literal, and the JDK would ask a name server about it. */
  private static boolean isV6Shape(String text) {
    int tail = text.lastIndexOf(':') + 1;
    boolean dotted = text.indexOf('.', tail) >= 0;
    return text.substring(0, dotted ? tail : text.length()).chars().allMatch(IpLiteral::isV6Char)
        && (!dotted || v4(text.substring(tail)) != null);
  }

  private static boolean isV6Char(int c) {
    return c == ':' || c < 128 && Character.digit(c, 16) >= 0;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
