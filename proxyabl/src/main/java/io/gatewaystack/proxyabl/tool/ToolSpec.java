package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.json.JsonDocument;
import java.util.Optional;
import java.util.Set;

/**
 * What is said about a tool that is a function elsewhere.
 *
 * @param name its name
 * @param title a name for people
 * @param description what it does
 * @param scopes what it is announced to need
 * @param inputSchema JSON Schema of its arguments
 */
record ToolSpec(
    String name,
    Optional<String> title,
    String description,
    Set<String> scopes,
    JsonDocument inputSchema) {

  ToolSpec withTitle(String value) {
    return new ToolSpec(name, Optional.of(value), description, scopes, inputSchema);
  }
}
