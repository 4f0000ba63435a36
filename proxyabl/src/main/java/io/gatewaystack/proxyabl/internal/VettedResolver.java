package io.gatewaystack.proxyabl.internal;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.IpLiteral;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names to addresses a policy permits. The client connects to what is returned here and
 * never asks again, so the address that was checked is the one that is connected to. One forbidden
 * address among several refuses them all: a name that points inside is not to be trusted at all.
 *
 * <p>A look-up blocks, and cannot be ended, so it has a thread that does nothing else. However many
 * wait for a name, it is looked up once at a time: a name server that does not answer holds one
 * thread, and who waits for it waits for a limited time.
 */
final class VettedResolver implements SocketAddressResolver, AutoCloseable {
  /** More names than these are not looked up at the same moment. */
  private static final int MAX_LOOK_UPS = 16;

  private final AddressPolicy policy;
  private final Executor waiting;
  private final Duration patience;
  private final Names names;
  private final ThreadPoolExecutor lookUps;
  private final Map<String, CompletableFuture<InetAddress[]>> running = new ConcurrentHashMap<>();

  /** How names become addresses; a seam for tests. */
  interface Names {
    InetAddress[] lookUp(String host) throws IOException;
  }

  /**
   * A resolver with threads of its own.
   *
   * @param waiting tells those who wait
   * @param patience how long they do so at most
   */
  VettedResolver(AddressPolicy policy, Executor waiting, Duration patience, Names names) {
    this.policy = policy;
    this.waiting = waiting;
    this.patience = patience;
    this.names = names;
    this.lookUps =
        new ThreadPoolExecutor(
            MAX_LOOK_UPS,
            MAX_LOOK_UPS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // holds a name once at most
            VettedResolver::thread);
    lookUps.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "proxyabl-names");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    Optional<InetAddress> literal = IpLiteral.parse(host);
    if (literal.isPresent()) {
      tell(new InetAddress[] {literal.get()}, null, port, promise);
    } else {
      resolve(host, port, promise);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is told to the promise
  private void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
    lookUp(host)
        .copy() // others wait for the same, and not for as long
        .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete(
            (found, failure) -> {
              try {
                waiting.execute(() -> tell(found, failure, port, promise));
              } catch (RejectedExecutionException e) {
                promise.failed(e);
              }
            });
  }

  /** The look-up of a name that is running, or a new one. */
  private CompletableFuture<InetAddress[]> lookUp(String host) {
    CompletableFuture<InetAddress[]> begun = new CompletableFuture<>();
    CompletableFuture<InetAddress[]> before = running.putIfAbsent(host, begun);
    if (before != null) {
      return before;
    }
    try {
      lookUps.execute(() -> lookUp(host, begun));
    } catch (RejectedExecutionException e) {
      running.remove(host);
      begun.completeExceptionally(e);
    }
    return begun;
  }

  private void lookUp(String host, CompletableFuture<InetAddress[]> begun) {
    try {
      InetAddress[] found = names.lookUp(host);
      running.remove(host); // first: who comes from now on asks anew
      begun.complete(found);
    } catch (Throwable e) { // else the name would never be looked up again
      running.remove(host);
      begun.completeExceptionally(e);
    }
  }

  private void tell(
      InetAddress @Nullable [] found,
      @Nullable Throwable failure,
      int port,
      Promise<List<InetSocketAddress>> promise) {
    if (found == null) {
      promise.failed(cause(failure));
    } else if (!Arrays.stream(found).allMatch(policy::permits)) {
      promise.failed(new IOException("address not allowed"));
    } else {
      promise.succeeded(
          Arrays.stream(found).map(address -> new InetSocketAddress(address, port)).toList());
    }
  }

  private static Throwable cause(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause == null || cause instanceof TimeoutException
        ? new SocketTimeoutException("the name was not resolved in time")
        : cause;
  }

  /** Ends the threads; a look-up that is running ends unheard. */
  @Override
  public void close() {
    lookUps.shutdownNow();
  }
}
