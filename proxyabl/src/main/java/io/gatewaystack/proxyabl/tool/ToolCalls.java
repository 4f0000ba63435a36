package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of tools that have not ended. When nobody can wait for them any more, because the server
 * stops, their callers are told so, and the tools are cancelled. Safe for use by several threads.
 */
public final class ToolCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);

  private final Set<Open> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** No calls yet. */
  public ToolCalls() {}

  /** A call, and who waits for it. */
  private static final class Open {
    private final CompletableFuture<ToolResult> told = new CompletableFuture<>();
    private final Consumer<Denial> refuse;
    private final Thread caller = Thread.currentThread();
    private boolean within = true;

    Open(Consumer<Denial> refuse) {
      this.refuse = refuse;
    }

    /** Ends the call; {@code teller} runs what may take a while. */
    void end(Executor teller) {
      Denial why = Denial.unavailable();
      if (told.completeExceptionally(new Refused(why)) && interrupt()) {
        teller.execute(() -> refuse.accept(why));
      }
    }

    /** Interrupts a tool that takes its time on the thread that calls it; false for any other. */
    private synchronized boolean interrupt() {
      if (within) {
        caller.interrupt();
      }
      return within;
    }

    /** From now on the thread is not the tool's any more, and was not interrupted for others. */
    synchronized void returned() {
      within = false;
      if (told.isCompletedExceptionally()) {
        var unused = Thread.interrupted();
      }
    }
  }

  /**
   * Calls a tool, as {@link Toolbox#call} does.
   *
   * @param refuse tells the caller why nobody waits for the tool any more, when this method has not
   *     returned by then: a tool may take its time on the thread that calls it, which is
   *     interrupted, and need not mind. May block
   * @return completed exceptionally with {@link Refused}, too, when nobody waits any more;
   *     cancelling it cancels the tool
   */
  public CompletableFuture<ToolResult> call(Tool tool, ToolCall call, Consumer<Denial> refuse) {
    Open begun = new Open(refuse);
    open.add(begun);
    if (closed) {
      begun.end(Runnable::run);
    }
    if (begun.told.isDone()) {
      open.remove(begun);
    } else {
      tell(begun, Toolbox.call(tool, call));
    }
    begun.returned();
    return begun.told;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // telling each other is all that follows
  private void tell(Open begun, CompletableFuture<ToolResult> result) {
    begun.told.whenComplete(
        (value, cause) -> {
          open.remove(begun);
          if (cause != null) {
            result.cancel(true);
          }
        });
    result.whenComplete(
        (value, cause) -> {
          if (cause != null) {
            begun.told.completeExceptionally(cause);
          } else {
            begun.told.complete(value);
          }
        });
  }

  /**
   * Ends all calls, also those that begin later: 503 {@code unavailable}. Waits for clients that do
   * not take it for a second at most.
   */
  @Override
  public void close() {
    closed = true;
    ExecutorService tellers = Executors.newCachedThreadPool(ToolCalls::daemon);
    open.forEach(call -> end(call, tellers));
    tellers.shutdown();
    try {
      if (!tellers.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.warn("some callers of tools do not take their answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "tool-calls-end");
    thread.setDaemon(true);
    return thread;
  }

  private static void end(Open call, Executor teller) {
    try {
      call.end(teller);
    } catch (RuntimeException e) { // the others end, too
      LOG.error("a call could not be ended", e);
    }
  }
}
