package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.RpcStyle;
import io.gatewaystack.proxyabl.internal.Term;
import java.util.List;

/** What the gateway itself refuses MCP requests with. */
final class Refusals {
  /** What went wrong when an upstream refused. */
  static final String UPSTREAM_ERROR = "upstream_error";

  static final Denial UNIDENTIFIED =
      Denial.of(401, "unauthorized", -32001, "Access token required")
          .withCode("missing_bearer")
          .withChallenge(Challenge.missing(List.of()));
  static final Denial EXPIRED = Term.OVER;
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
  static final Denial NOT_JOINED =
      Denial.of(502, "upstream_unreachable", 50201, "The upstream takes no part in this session")
          .withCode("upstream_not_joined");
  static final Denial NOBODY =
      Denial.of(502, "upstream_unreachable", 50201, "No upstream can be reached");
  static final Denial LIST_CUT =
      Denial.of(502, "list_cut", 50202, "The upstream's list is too long");
  static final Denial SESSION_LOST =
      Denial.of(502, UPSTREAM_ERROR, 50202, "The upstream has lost its part of this session")
          .withCode("upstream_session_lost");
  static final Denial REPLACED =
      Denial.of(409, "conflict", 40901, "The stream of this session was asked for again");
  static final Denial SESSION_REQUIRED =
      Denial.invalidRequest("session_required", "The request must name its session");
  static final Denial CURSOR =
      Denial.of(400, "invalid_request", -32602, "There is no such page")
          .withCode("invalid_cursor")
          .withRpc(RpcStyle.ERROR);
  static final Denial LAST_EVENT_ID =
      Denial.invalidRequest("last_event_id", "There is no such place in a stream");
  static final Denial UNKNOWN_RESPONSE =
      Denial.invalidRequest("unknown_response", "Nothing was asked under this id");
  static final Denial INCOMPLETE_META =
      Denial.of(
              400,
              "invalid_request",
              -32602,
              "The request must name its protocol version and the client's capabilities")
          .withCode("missing_meta");
  private static final Denial UNKNOWN_TOOL =
      Denial.of(404, "unknown_tool", -32602, "The tool does not exist")
          .withCode("UNKNOWN_TOOL")
          .withRpc(RpcStyle.ERROR);
  static final Denial UNKNOWN_PROMPT =
      Denial.of(404, "not_found", -32602, "The prompt does not exist")
          .withCode("unknown_prompt")
          .withRpc(RpcStyle.ERROR);

  private Refusals() {}

  /** Nobody has a tool of this name, or nobody could ("Tool Names" of the specification). */
  static Denial unknownTool(String name) {
    boolean possible =
        name.length() <= 128
            && name.chars()
                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "_-.".indexOf(c) >= 0));
    return possible ? UNKNOWN_TOOL : UNKNOWN_TOOL.withCode("INVALID_TOOL_NAME");
  }

  /** Revisions gave the same mistake different numbers. */
  static Denial unknownResource(boolean modern) {
    return Denial.of(404, "not_found", modern ? -32602 : -32002, "The resource does not exist")
        .withCode("unknown_resource")
        .withRpc(RpcStyle.ERROR);
  }

  /** Modern clients are told by the status, too. */
  static Denial unknownMethod(boolean modern) {
    Denial denial = Denial.of(404, "not_found", -32601, "The method does not exist here");
    return (modern ? denial : denial.withRpc(RpcStyle.ERROR)).withCode("unknown_method");
  }

  static Denial unsupportedVersion(boolean modern, String requested, List<String> supported) {
    return Denial.of(
            400,
            "invalid_request",
            modern ? -32022 : -32600,
            "The protocol version is not supported")
        .withCode("unsupported_version")
        .withMember("supported", supported)
        .withMember("requested", requested);
  }

  /** A header of the 2026-07-28 revision is missing or says something else than the body. */
  static Denial header(String name) {
    return Denial.of(400, "invalid_request", -32020, "A header does not match the body")
        .withCode("header_mismatch")
        .withMember("header", name);
  }

  /** The upstream refused; its status tells the client what to do, its words are not repeated. */
  static Denial upstreamStatus(int status) {
    return Denial.of(status, UPSTREAM_ERROR, 50202, "The upstream refused the message")
        .withCode("upstream_status");
  }
}
