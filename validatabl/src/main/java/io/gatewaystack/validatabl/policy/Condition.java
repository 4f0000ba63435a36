package io.gatewaystack.validatabl.policy;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * One comparison of a rule. Whether field, operator and value fit together is checked when a {@link
 * Policy} is made of the rule.
 *
 * <p>Fields of the caller: {@code sub}, {@code issuer}, {@code tenant} (or {@code org_id}), {@code
 * plan}, {@code source}, the sets {@code scope(s)}, {@code role(s)} and {@code permission(s)},
 * which is scopes and roles together, and who acts for him: {@code actor}, the nearest, and the set
 * of all {@code actors}. Fields of the request: {@code kind}, {@code tool}, {@code prompt}, {@code
 * resource}, {@code model}, {@code method} (of JSON-RPC where it is spoken, else of HTTP), {@code
 * http.method}, {@code path} (decoded) and {@code client.ip}. Fields of what was found in it:
 * {@code content.riskScore} and the sets {@code content.labels} and {@code content.piiTypes}.
 * {@code arguments.a.b} is a member of the arguments of an MCP request, a tool or a model call;
 * plain HTTP requests have no arguments.
 *
 * @param field what is compared
 * @param operator how it is compared
 * @param value with what: a text, a number, a boolean or, for {@code in}, {@code notIn} and {@code
 *     cidr}, a list of texts
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
