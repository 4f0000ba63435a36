package io.gatewaystack.validatabl.schema;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.validatabl.form.ValueRule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the arguments of tools must look like: JSON Schema 2020-12, one schema for each tool.
 *
 * <p>A schema that is configured always runs, on the arguments as they will be forwarded. Arguments
 * that are absent are judged as the empty object, which is what a tool without arguments is called
 * with; {@code null} is judged as {@code null}. {@code format} and the {@code content…} keywords
 * are annotations, as the draft says: they refuse nothing. Numbers are judged as they are written,
 * without rounding; one with more than some hundred zeros is refused.
 *
 * <p>Nothing is fetched: references lead to configured documents or are refused when the schemas
 * are loaded, as is everything the draft does not know. Immutable and safe for use by several
 * threads.
 */
public final class ArgumentSchemas {
  private static final ArgumentSchemas NONE = new ArgumentSchemas(Map.of());

  private final Map<String, ToolSchema> tools;

  ArgumentSchemas(Map<String, ToolSchema> tools) {
    this.tools = Map.copyOf(tools);
  }

  /** No schemas: any arguments fit. */
  public static ArgumentSchemas none() {
    return NONE;
  }

  /** Starts without schemas. */
  public static ArgumentSchemasBuilder builder() {
    return new ArgumentSchemasBuilder();
  }

  /** The tools that have a schema. */
  public Set<String> tools() {
    return tools.keySet();
  }

  /** What the arguments of an operation must be; any value where no schema is configured. */
  public ValueRule arguments(Operation operation) {
    ToolSchema schema = find(operation);
    return schema == null ? ValueRule.ANY : schema;
  }

  private @Nullable ToolSchema find(Operation operation) {
    String target = operation.target();
    return target == null
        ? null
        : switch (operation.kind()) {
          case MCP_TOOL_CALL, REST_TOOL -> tools.get(target);
          case HTTP,
              MCP_LIST,
              MCP_READ,
              MCP_PROMPT,
              MCP_COMPLETE,
              MCP_STREAM,
              MCP_END,
              MCP_NOTIFICATION,
              MCP_RESPONSE,
              MCP_OTHER,
              MODEL_CALL ->
              null;
        };
  }

  /**
   * Judges the arguments of a tool call; any other operation has none.
   *
   * @return what is wrong, in a sentence for the caller that holds no argument; empty when they fit
   * @throws Refused when the body cannot be read as JSON
   */
  public Optional<String> check(RequestContext context) {
    Operation operation = context.operation();
    ToolSchema schema = find(operation);
    if (schema == null) {
      return Optional.empty();
    }
    if (operation.kind() == Operation.Kind.MCP_TOOL_CALL) {
      return check(schema, context.body().json(), b -> b.path("params").path("arguments"));
    }
    return context.body().bytes().length == 0
        ? schema.check(JsonNodeFactory.instance.objectNode())
        : check(schema, context.body().json(), body -> body);
  }

  private static Optional<String> check(
      ToolSchema schema, JsonDocument body, UnaryOperator<JsonNode> arguments) {
    JsonNode found = ExactJson.read(body).map(arguments).orElse(null);
    if (found == null || !ExactJson.isInRange(found)) {
      return Optional.of("The arguments hold a number out of range");
    }
    return schema.check(found.isMissingNode() ? JsonNodeFactory.instance.objectNode() : found);
  }
}
