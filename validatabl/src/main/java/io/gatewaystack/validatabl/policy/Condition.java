package io.gatewaystack.validatabl.policy;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * One comparison of a rule. Whether field, operator and value fit together is checked when a {@link
 * Policy} is made of the rule.
 *
 * <p>Fields of the caller: {@code sub}, {@code issuer}, {@code org_id} (or {@code tenant}), {@code
 * plan}, {@code source}, and the sets {@code scope(s)}, {@code role(s)}, {@code permission(s)},
 * which is scopes and roles together. Fields of the request: {@code tool}, {@code model}, {@code
 * method} (of JSON-RPC where it is spoken, else of HTTP), {@code path} (decoded). Fields of what
 * was found in it: {@code content.riskScore} and the sets {@code content.labels} and {@code
 * content.piiTypes}. {@code arguments.a.b} is a member of the arguments of an MCP request, a tool
 * or a model call; plain HTTP requests have no arguments.
 *
 * @param field what is compared
 * @param operator how it is compared
 * @param value with what: a text, a number, a boolean or, for {@code in} and {@code notIn}, a list
 *     of texts
 */
public record Condition(String field, Operator operator, Object value) {

  /** Copies a list. */
  public Condition {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(value, "value");
    if (value instanceof Collection<?> members) {
      value = List.copyOf(members);
    }
  }
}
