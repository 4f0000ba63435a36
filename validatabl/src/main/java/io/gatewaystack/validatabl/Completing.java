package io.gatewaystack.validatabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.validatabl.policy.Policies.Patience;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a {@code completion/complete} is about: an argument of a prompt, or a variable of a resource
 * template.
 *
 * @param template the template; null when a prompt is completed
 * @param name the prompt, or the template as written
 * @param variable the variable whose values are asked for
 * @param known the variables already chosen
 */
record Completing(
    @Nullable UriTemplate template, String name, String variable, Map<String, String> known) {

  /** What a request wants completed; null for any request that completes nothing. */
  static @Nullable Completing find(RequestContext context) {
    boolean completes = context.operation().kind() == Operation.Kind.MCP_COMPLETE;
    return completes ? of(context).orElse(null) : null;
  }

  /** Reads the current body; empty when the reference is of no known type. */
  static Optional<Completing> of(RequestContext context) {
    JsonNode params = context.body().json().tree().path("params");
    String name = context.operation().target();
    String type = params.path("ref").path("type").asString("");
    boolean resource = type.equals("ref/resource");
    if (name == null || !resource && !type.equals("ref/prompt")) {
      return Optional.empty();
    }
    Map<String, String> known = new HashMap<>();
    params
        .path("context")
        .path("arguments")
        .properties()
        .forEach(
            argument -> {
              if (argument.getValue().isString()) {
                known.put(argument.getKey(), argument.getValue().stringValue());
              }
            });
    String variable = params.path("argument").path("name").asString("");
    return Optional.of(
        new Completing(resource ? UriTemplate.of(name) : null, name, variable, known));
  }

  /** The operation that would use what is completed. */
  Operation use() {
    return template == null ? Operations.getOf(name) : Operations.readOf(name);
  }

  /** Whether the caller sees what is completed. */
  boolean isVisible(Sight sight) {
    return template == null
        ? sight.prompt(name)
        : !template.isLongForClient() && sight.template(template, Patience.withClient());
  }

  /**
   * Whether the caller sees a value: whether something may be used with it.
   *
   * @param patience how much may be tried for all values of an answer
   */
  boolean shows(String value, Sight sight, Patience patience) {
    Map<String, String> values = new HashMap<>(known);
    values.put(variable, value);
    return template == null
        ? sight.prompt(name, values, patience)
        : sight.template(template.expand(values), patience);
  }
}
