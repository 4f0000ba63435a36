package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.RpcStyle;
import java.util.List;

/** What the gateway itself refuses MCP requests with. */
final class Refusals {
  static final Denial UNIDENTIFIED =
      Denial.of(401, "unauthorized", -32001, "Access token required")
          .withCode("missing_bearer")
          .withChallenge(Challenge.missing(List.of()));
  static final Denial ORIGIN =
      Denial.of(403, "policy_denied", 40302, "Requests from this origin are not accepted")
          .withCode("origin_not_allowed");
  static final Denial HOST =
      Denial.of(403, "policy_denied", 40302, "This host is not served here")
          .withCode("host_not_allowed");
  static final Denial METHOD =
      Denial.of(405, "method_not_allowed", -32600, "This method is not accepted here");
  static final Denial SESSION =
      Denial.of(404, "not_found", 40401, "There is no such session").withCode("session_not_found");
  static final Denial UNKNOWN_TOOL =
      Denial.of(404, "unknown_tool", -32602, "The tool does not exist")
          .withCode("UNKNOWN_TOOL")
          .withRpc(RpcStyle.ERROR);

  private Refusals() {}

  /** A header of the 2026-07-28 revision is missing or says something else than the body. */
  static Denial header(String name) {
    return Denial.of(400, "invalid_request", -32020, "A header does not match the body")
        .withCode("header_mismatch")
        .withMember("header", name);
  }

  /** The upstream refused; its status tells the client what to do, its words are not repeated. */
  static Denial upstreamStatus(int status) {
    return Denial.of(status, "upstream_error", 50202, "The upstream refused the message")
        .withCode("upstream_status");
  }
}
