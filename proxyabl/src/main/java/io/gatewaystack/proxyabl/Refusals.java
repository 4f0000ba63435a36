package io.gatewaystack.proxyabl;

import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import java.util.List;

/** What a request is refused with before anything is sent. */
final class Refusals {
  static final Denial INVALID_PATH =
      Denial.of(400, "invalid_upstream_path", -32600, "The path is not acceptable")
          .withCode("INVALID_UPSTREAM_PATH");
  static final Denial PATH_NOT_ALLOWED =
      Denial.of(403, "proxy_path_not_allowed", 40302, "This path may not be called")
          .withCode("PROXY_PATH_NOT_ALLOWED");
  static final Denial INVALID_URL =
      Denial.of(400, "invalid_upstream_url", -32600, "The query is not acceptable")
          .withCode("INVALID_UPSTREAM_URL");
  static final Denial INVALID_METHOD =
      Denial.invalidRequest("invalid_method", "This method is not forwarded");
  static final Denial INVALID_MAX_FORWARDS =
      Denial.invalidRequest("invalid_max_forwards", "Max-Forwards must be one number");
  static final Denial LOOP =
      Denial.of(508, "loop_detected", 50202, "The request comes back to where it has been");
  static final Denial UPGRADE =
      Denial.of(
          400, "upgrade_not_supported", -32600, "Connections cannot be upgraded to WebSocket here");
  static final Denial UNIDENTIFIED =
      Denial.of(401, "unauthorized", -32001, "Access token required")
          .withCode("missing_bearer")
          .withChallenge(Challenge.missing(List.of()));

  private Refusals() {}
}
