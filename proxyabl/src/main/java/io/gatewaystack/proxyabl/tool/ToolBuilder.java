package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects a tool written in place; not safe for use by several threads. */
public final class ToolBuilder {
  static final JsonDocument ANY_OBJECT =
      JsonDocument.parse("{\"type\":\"object\"}".getBytes(StandardCharsets.UTF_8));

  private final String name;
  private @Nullable String title;
  private String description = "";
  private JsonDocument inputSchema = ANY_OBJECT;
  private Set<String> scopes = Set.of();

  ToolBuilder(String name) {
    this.name = requireName(name);
  }

  static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= 128
        && name.chars().allMatch(ToolBuilder::isNameCharacter);
  }

  static String requireName(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "tool " + name + ": name (expected: 1..128 letters, digits, '_' and '-')");
    }
    return name;
  }

  private static boolean isNameCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }

  static void checkScopes(String name, Collection<String> scopes) {
    for (String scope : scopes) {
      if (!Challenge.isScopeToken(scope)) {
        throw new IllegalArgumentException(
            "tool " + name + ": scope '" + scope + "' (expected: a scope token of RFC 6749)");
      }
    }
  }

  static void checkSchema(String name, JsonDocument schema) {
    if (!schema.tree().isObject()) {
      throw new IllegalArgumentException("tool " + name + ": inputSchema (expected: an object)");
    }
  }

  /** A copy in the same order. */
  static Set<String> scopes(String name, Collection<String> scopes) {
    checkScopes(name, scopes);
    return Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
  }

  /** Sets a name for people. */
  public ToolBuilder title(String value) {
    title = value;
    return this;
  }

  /** Sets what it does. */
  public ToolBuilder description(String value) {
    description = value;
    return this;
  }

  /**
   * Sets the JSON Schema of its arguments.
   *
   * @throws io.gatewaystack.context.json.InvalidJson when the text is not one strict JSON document
   */
  public ToolBuilder inputSchema(String json) {
    inputSchema = JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8));
    checkSchema(name, inputSchema);
    return this;
  }

  /** Sets the scopes it is announced to need. */
  public ToolBuilder scopes(String... values) {
    scopes = scopes(name, List.of(values));
    return this;
  }

  /** The tool, answered on the caller's thread. */
  public Tool answering(Function<ToolCall, ToolResult> body) {
    Objects.requireNonNull(body, "body");
    return answeringLater(call -> CompletableFuture.completedFuture(body.apply(call)));
  }

  /** The tool, answered whenever its stage completes. */
  public Tool answeringLater(Function<ToolCall, CompletionStage<ToolResult>> body) {
    return new Local(name, Optional.ofNullable(title), description, inputSchema, scopes, body);
  }

  private record Local(
      String name,
      Optional<String> title,
      String description,
      JsonDocument inputSchema,
      Set<String> scopes,
      Function<ToolCall, CompletionStage<ToolResult>> body)
      implements Tool {
    @Override
    public CompletionStage<ToolResult> call(ToolCall call) {
      return body.apply(call);
    }
  }
}
