package io.gatewaystack.context.net;

import java.util.regex.Pattern;

/** The form of a host as a {@code Host} field names it (RFC 9110 section 7.2). */
public final class HostField {
  private static final int LONGEST = 255;
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[A-Fa-f0-9:.]+])(?::[0-9]{1,5})?");

  private HostField() {}

  /** Whether a text is {@code name}, {@code name:port}, or an address in the place of a name. */
  public static boolean is(String text) {
    return text.length() <= LONGEST && HOST.matcher(text).matches();
  }
}
