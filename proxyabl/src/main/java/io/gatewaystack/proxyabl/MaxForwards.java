package io.gatewaystack.proxyabl;

import java.util.List;

/**
 * How often an {@code OPTIONS} request may still be passed on (RFC 9110 section 7.6.2). The field
 * means nothing in other requests that are forwarded here.
 */
final class MaxForwards {
  private static final String FIELD = "Max-Forwards";

  /** More gateways than these in a row would be a loop. */
  private static final int MOST = 255;

  private static final Plan HERE =
      new Plan.Answer(
          List.of(new HeaderField("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")));

  private MaxForwards() {}

  /** The same plan with one less to go; the gateway's own answer when none is left. */
  static Plan applied(Plan.Forward forward, Inbound inbound) {
    if (inbound.headers().stream().noneMatch(MaxForwards::isField)) {
      return forward;
    }
    String value = inbound.only(FIELD).orElse("").strip();
    if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return new Plan.Refuse(Refusals.INVALID_MAX_FORWARDS);
    }
    int left = number(value);
    if (left == 0) {
      return HERE;
    }
    HeaderField less = new HeaderField(FIELD, Integer.toString(left - 1));
    List<HeaderField> headers =
        forward.headers().stream().map(line -> isField(line) ? less : line).toList();
    return new Plan.Forward(
        forward.route(), forward.method(), forward.uri(), headers, forward.routing());
  }

  private static boolean isField(HeaderField line) {
    return line.name().equalsIgnoreCase(FIELD);
  }

  private static int number(String digits) {
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      number = Math.min(MOST, number * 10 + digits.charAt(i) - '0');
    }
    return number;
  }
}
