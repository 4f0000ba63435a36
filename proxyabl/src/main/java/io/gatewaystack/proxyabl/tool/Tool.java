package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.json.JsonDocument;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Something an agent can call. It is listed with what is said here; who may call it is decided by
 * the layers in front. Implementations are safe for use by several threads.
 */
public interface Tool {

  /** Its name, unique among its siblings: at most 128 letters, digits, {@code _} and {@code -}. */
  String name();

  /** A name for people. */
  default Optional<String> title() {
    return Optional.empty();
  }

  /** What it does, for the model that chooses among tools. */
  String description();

  /** JSON Schema of its arguments, an object schema. */
  JsonDocument inputSchema();

  /** The scopes it is announced to need; empty for none. */
  Set<String> scopes();

  /** Whether a call can succeed at all, e.g. because its function has an address. */
  default boolean executable() {
    return true;
  }

  /**
   * Where a call goes, for the audit: an absolute URI without query, and without what is secret.
   */
  default String endpoint() {
    return "local:" + name();
  }

  /**
   * Calls it, once. What goes wrong is a {@link ToolResult.Failure}; a stage that completes
   * exceptionally, and an exception thrown, become one; but {@link
   * io.gatewaystack.context.denial.Refused} in a stage refuses the request itself. Cancelling the
   * stage's future means that nobody waits any longer.
   */
  CompletionStage<ToolResult> call(ToolCall call);

  /** Starts a tool written in place, without description and scopes, that takes any object. */
  static ToolBuilder named(String name) {
    return new ToolBuilder(name);
  }
}
