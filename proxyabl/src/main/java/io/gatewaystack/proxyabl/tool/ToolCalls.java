package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of tools that have not ended. When no more can be waited for, because the server stops,
 * their callers are told so, and the tools are cancelled. Safe for use by several threads.
 */
public final class ToolCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);

  private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** No calls yet. */
  public ToolCalls() {}

  /**
   * Calls a tool, as {@link Toolbox#call} does.
   *
   * @param refuse tells the caller why nobody waits for the tool any more, when this method has not
   *     returned by then: a tool may take its time on the thread that calls it
   * @return completed exceptionally with {@link Refused}, too, when nobody waits any more;
   *     cancelling it cancels the tool
   */
  public CompletableFuture<ToolResult> call(Tool tool, ToolCall call, Consumer<Denial> refuse) {
    CompletableFuture<ToolResult> told = new CompletableFuture<>();
    AtomicBoolean within = new AtomicBoolean(true);
    Runnable end =
        () -> {
          Denial why = Denial.unavailable();
          if (told.completeExceptionally(new Refused(why)) && within.get()) {
            refuse.accept(why);
          }
        };
    open.add(end);
    if (closed) {
      end.run();
    }
    if (told.isDone()) {
      open.remove(end);
    } else {
      tell(told, Toolbox.call(tool, call), end);
    }
    within.set(false);
    return told;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // telling each other is all that follows
  private void tell(
      CompletableFuture<ToolResult> told, CompletableFuture<ToolResult> result, Runnable end) {
    told.whenComplete(
        (value, cause) -> {
          open.remove(end);
          if (cause != null) {
            result.cancel(true);
          }
        });
    result.whenComplete(
        (value, cause) -> {
          if (cause != null) {
            told.completeExceptionally(cause);
          } else {
            told.complete(value);
          }
        });
  }

  /** Ends all calls, also those that begin later: 503 {@code unavailable}. */
  @Override
  public void close() {
    closed = true;
    open.forEach(ToolCalls::end);
  }

  private static void end(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) { // the others end, too
      LOG.error("a call could not be ended", e);
    }
  }
}
