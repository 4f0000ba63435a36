package io.gatewaystack.context;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The members a request is routed and judged by have one spelling. Some readers of JSON take {@code
 * Method} for {@code method}, and {@code paramſ} for {@code params}, or stop at a NUL; a server
 * that uses one would do what nobody judged.
 */
final class OneSpelling {
  private static final List<String> MESSAGE =
      List.of("jsonrpc", "id", "method", "params", "result", "error");
  private static final List<String> PARAMS =
      List.of("name", "uri", "arguments", "ref", "notifications", "_meta");
  private static final List<String> REFERENCE = List.of("type", "name", "uri");
  private static final List<String> NOTIFICATIONS = List.of("resourceSubscriptions");
  private static final List<String> MODEL = List.of("model");

  private OneSpelling() {}

  /**
   * Looks at the members of a JSON-RPC message itself.
   *
   * @throws Refused when one is spelled otherwise
   */
  static void checkMessage(JsonNode message) {
    check(message, MESSAGE);
  }

  /**
   * Looks at the params of a request of MCP.
   *
   * @throws Refused when a member that says what is wanted is spelled otherwise
   */
  static void checkParams(JsonNode params) {
    check(params, PARAMS);
    check(params.path("ref"), REFERENCE);
    check(params.path("notifications"), NOTIFICATIONS);
  }

  /**
   * Looks at the call of a model.
   *
   * @throws Refused when the model is named otherwise, too
   */
  static void checkModelCall(JsonNode call) {
    check(call, MODEL);
  }

  private static void check(JsonNode object, List<String> names) {
    for (String member : object.propertyNames()) {
      if (!names.contains(member) && mayBeOneOf(names, member)) {
        throw new Refused(
            Denial.invalidRequest(
                "member_spelling", "A member of the message must be spelled as the protocol does"));
      }
    }
  }

  private static boolean mayBeOneOf(List<String> names, String member) {
    int end = 0;
    while (end < member.length() && member.charAt(end) >= ' ') {
      end++;
    }
    String beginning = member.substring(0, end);
    return names.stream().anyMatch(name -> name.equalsIgnoreCase(beginning));
  }
}
