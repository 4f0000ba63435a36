package io.gatewaystack.validatabl;

import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.RpcStyle;
import java.util.List;

/** What refused callers are told. Never which rule refused them, nor what they asked for. */
final class Denials {
  static final Denial UNKNOWN_TOOL =
      Denial.of(404, "unknown_tool", -32602, "The tool does not exist")
          .withCode("UNKNOWN_TOOL")
          .withRpc(RpcStyle.ERROR);

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
    return Denial.of(403, "insufficient_scope", 40301, description)
        .withCode("INSUFFICIENT_SCOPE")
        .withChallenge(Challenge.insufficient(need.challenge()))
        .withMember("needed", missing);
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
