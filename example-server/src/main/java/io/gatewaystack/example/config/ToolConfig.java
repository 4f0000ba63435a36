package io.gatewaystack.example.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A tool the server knows by name.
 *
 * @param scopes what a call needs, all of them; empty for a tool that is open to every caller
 * @param function whether the gateway itself offers the tool, and a call goes to {@code POST
 *     <functions>/<tool>}; otherwise it is an upstream's
 * @param title a function's name for people
 * @param description what a function does, for the model that chooses among tools
 * @param inputSchema JSON Schema of a function's arguments, as announced; empty for any object
 * @param schema the file of a JSON Schema that the arguments of every call must fit
 */
public record ToolConfig(
    List<String> scopes,
    boolean function,
    Optional<String> title,
    String description,
    Optional<String> inputSchema,
    Optional<Path> schema) {

  /** A tool that needs scopes. */
  static ToolConfig of(List<String> scopes, boolean function) {
    return new ToolConfig(
        scopes, function, Optional.empty(), "", Optional.empty(), Optional.empty());
  }
}
