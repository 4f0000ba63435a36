package io.gatewaystack.validatabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.RpcStyle;
import java.util.List;

/** What refused callers are told. Never which rule refused them, nor what they asked for. */
final class Denials {
  static final String INSUFFICIENT_SCOPE = "insufficient_scope";

  private static final Denial UNKNOWN_TOOL =
      Denial.of(404, "unknown_tool", -32602, "The tool does not exist")
          .withCode("UNKNOWN_TOOL")
          .withRpc(RpcStyle.ERROR);

  private static final Denial UNKNOWN_PROMPT =
      Denial.of(404, "unknown_prompt", -32602, "The prompt does not exist").withRpc(RpcStyle.ERROR);

  /** The code of MCP up to 2025-11-25; see {@link #unknownResource}. */
  private static final Denial UNKNOWN_RESOURCE =
      Denial.of(404, "unknown_resource", -32002, "The resource does not exist")
          .withRpc(RpcStyle.ERROR);

  private static final Denial UNKNOWN_RESOURCE_SINCE_2026 =
      Denial.of(404, "unknown_resource", -32602, "The resource does not exist")
          .withRpc(RpcStyle.ERROR);

  static final Denial NO_ORGANISATION =
      Denial.of(403, "Forbidden", 40302, "Organization context required for MCP requests")
          .withCode("organization_required")
          .withMember("message", "Organization context required for MCP requests");

  static final Denial CATALOG_UNAVAILABLE =
      Denial.of(503, "service_catalog_unavailable", 50302, "Enabled services are not known now");

  static final Denial ARGUMENTS_IN_QUERY =
      Denial.invalidRequest("arguments_in_query", "The arguments of a tool belong in the body");

  /** Only what a client puts together itself can need so many. */
  static final Denial TOO_MANY_SCOPES =
      Denial.invalidRequest(
          "too_many_scopes", "Subscribe to fewer resources at once, these need too many scopes");

  static final Denial NO_SERVICE =
      Denial.of(403, "service_not_enabled", -32000, "No service is enabled for your organization")
          .withRpc(RpcStyle.ERROR)
          .withRpcMessage("Access Denied");

  static final Denial UNMAPPED =
      Denial.of(403, "policy_denied", 40302, "Nothing allows this operation")
          .withCode("unmapped_operation")
          .withRpc(RpcStyle.ERROR);

  static final Denial BY_POLICY =
      Denial.of(403, "policy_denied", 40302, "The policy does not allow this operation")
          .withRpc(RpcStyle.ERROR);

  private Denials() {}

  static Denial unauthorized(List<String> challenge) {
    return Denial.of(401, "unauthorized", -32001, "Access token required")
        .withChallenge(Challenge.missing(challenge));
  }

  static Denial insufficientScope(Need need, List<String> missing) {
    String description = need.operation() + " needs " + String.join(" ", missing);
    return Denial.of(403, INSUFFICIENT_SCOPE, 40301, description)
        .withCode("INSUFFICIENT_SCOPE")
        .withChallenge(Challenge.insufficient(need.challenge()))
        .withMember("needed", missing);
  }

  /** The JSON-RPC message and the sentence are those of the first specification of services. */
  static Denial serviceNotEnabled(String service) {
    String description = "Service '" + service + "' is not enabled for your organization";
    return Denial.of(403, "service_not_enabled", -32000, description)
        .withRpc(RpcStyle.ERROR)
        .withRpcMessage("Access Denied")
        .withMember("service", service);
  }

  /** What is answered when a name says nothing to us. */
  static Denial unknown(Operation operation, RequestInfo request) {
    return switch (operation.kind()) {
      case MCP_TOOL_CALL, REST_TOOL -> UNKNOWN_TOOL;
      case MCP_PROMPT -> UNKNOWN_PROMPT;
      case MCP_READ -> unknownResource(request);
      case HTTP,
          MODEL_CALL,
          MCP_LIST,
          MCP_STREAM,
          MCP_END,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER,
          MCP_COMPLETE ->
          UNMAPPED;
    };
  }

  /** MCP 2026-07-28 gave up the code that named a missing resource. */
  private static Denial unknownResource(RequestInfo request) {
    boolean modern =
        request
            .headers()
            .first("MCP-Protocol-Version")
            .filter(version -> version.compareTo("2026-07-28") >= 0)
            .isPresent();
    return modern ? UNKNOWN_RESOURCE_SINCE_2026 : UNKNOWN_RESOURCE;
  }

  /** The sentence names fields of the schema and nothing the caller sent. */
  static Denial invalidArguments(String sentence) {
    return Denial.of(400, "invalid_arguments", -32602, sentence).withRpc(RpcStyle.TOOL_RESULT);
  }

  static Denial allPermissions(List<String> missing) {
    return insufficientPermissions("The caller lacks a permission", missing);
  }

  static Denial anyPermission(List<String> alternatives) {
    return insufficientPermissions("The caller lacks each of these permissions", alternatives);
  }

  private static Denial insufficientPermissions(String description, List<String> missing) {
    return Denial.of(403, "insufficient_permissions", 40302, description)
        .withRpc(RpcStyle.ERROR)
        .withMember("missing", missing);
  }
}
