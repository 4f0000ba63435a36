package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.denial.Refused;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tools by name, in a stable order. Immutable and safe for use by several threads. */
public final class Toolbox {
  private static final Logger LOG = LoggerFactory.getLogger(Toolbox.class);
  private static final Toolbox EMPTY = new Toolbox(Map.of());

  private final Map<String, Tool> tools;

  private Toolbox(Map<String, Tool> tools) {
    this.tools = tools;
  }

  /** No tools. */
  public static Toolbox empty() {
    return EMPTY;
  }

  /**
   * These tools, in their order.
   *
   * @throws IllegalArgumentException when two have the same name, or one has an unusable name,
   *     schema or scope
   */
  public static Toolbox of(Collection<? extends Tool> tools) {
    Map<String, Tool> byName = new LinkedHashMap<>();
    for (Tool tool : tools) {
      String name = ToolBuilder.requireName(tool.name());
      ToolBuilder.checkScopes(name, tool.scopes());
      ToolBuilder.checkSchema(name, tool.inputSchema());
      if (byName.putIfAbsent(name, tool) != null) {
        throw new IllegalArgumentException("tool " + name + ": (expected: once)");
      }
    }
    return new Toolbox(Collections.unmodifiableMap(byName));
  }

  /** Whether a tool could have this name: 1..128 letters, digits, {@code _} and {@code -}. */
  public static boolean isName(String name) {
    return ToolBuilder.isName(name);
  }

  /** The tool of a name. */
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  /** Every tool, in order. */
  public Collection<Tool> all() {
    return tools.values();
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return tools.isEmpty();
  }

  /**
   * Calls a tool; whatever it throws is a failure without details, told in full to the log, except
   * for {@link Refused}.
   */
  public static CompletableFuture<ToolResult> call(Tool tool, ToolCall call) {
    CompletableFuture<ToolResult> answer;
    try {
      answer = tool.call(call).toCompletableFuture();
    } catch (Throwable e) { // a class that is missing, too: the caller is to hear of it
      return CompletableFuture.completedFuture(broken(tool, e));
    }
    CompletableFuture<ToolResult> result =
        answer.thenApply(Objects::requireNonNull).exceptionally(cause -> failed(tool, cause));
    return cancelling(result, answer);
  }

  /** Whoever cancels the result cancels the call. */
  @SuppressWarnings("FutureReturnValueIgnored") // cancelling is all that follows
  private static CompletableFuture<ToolResult> cancelling(
      CompletableFuture<ToolResult> result, CompletableFuture<ToolResult> answer) {
    result.whenComplete(
        (value, cause) -> {
          if (result.isCancelled()) {
            answer.cancel(true);
          }
        });
    return result;
  }

  private static ToolResult failed(Tool tool, Throwable cause) {
    Throwable thrown =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    if (thrown instanceof Refused refused) {
      throw refused;
    }
    return broken(tool, cause);
  }

  private static ToolResult broken(Tool tool, Throwable cause) {
    LOG.error("the tool {} failed", tool.name(), cause);
    return ToolResult.failed("GATEWAY_ERROR", "The tool could not be called");
  }
}
