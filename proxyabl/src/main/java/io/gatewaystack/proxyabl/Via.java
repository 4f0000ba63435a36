package io.gatewaystack.proxyabl;

import java.util.List;

/** How the gateway names itself in requests it passes on (RFC 9110 section 7.6.3). */
final class Via {
  private static final String NAME = "gatewaystack";
  private static final HeaderField OF_1_0 = received("1.0");
  private static final HeaderField OF_1_1 = received("1.1");
  private static final HeaderField OF_2 = received("2.0");
  private static final HeaderField OF_3 = received("3.0");

  /** More gateways of this name than these in a row would be a loop. */
  private static final int MOST = 8;

  private Via() {}

  private static HeaderField received(String version) {
    return new HeaderField("Via", version + " " + NAME);
  }

  /** The line to add behind those there are. */
  static HeaderField of(String protocol) {
    return switch (protocol) {
      case "HTTP/1.0" -> OF_1_0;
      case "HTTP/2.0" -> OF_2;
      case "HTTP/3.0" -> OF_3;
      default -> OF_1_1;
    };
  }

  /** Whether a request has come through so many gateways of this name that it goes in circles. */
  static boolean isLoop(List<HeaderField> headers) {
    int times = 0;
    for (HeaderField field : headers) {
      if (field.name().equalsIgnoreCase("Via")) {
        times += times(field.value());
      }
    }
    return times >= MOST;
  }

  private static int times(String value) {
    int times = 0;
    for (int at = value.indexOf(NAME); at >= 0; at = value.indexOf(NAME, at + NAME.length())) {
      times++;
    }
    return times;
  }
}
