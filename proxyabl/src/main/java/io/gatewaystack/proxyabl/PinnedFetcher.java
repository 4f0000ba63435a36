package io.gatewaystack.proxyabl;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.FetchLimits;
import io.gatewaystack.context.net.Fetched;
import io.gatewaystack.context.net.Fetcher;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.Request;

/**
 * Gets small documents from where an {@link AddressPolicy} permits, and connects to the very
 * address that was checked: a name that resolves differently the next moment leads nowhere else.
 * Redirects are not followed, nothing is repeated, size and time are capped.
 *
 * <p>Owns connections and a few daemon threads until it is closed. Safe for use by several threads.
 */
public final class PinnedFetcher implements Fetcher, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MAX_CONNECTIONS = 16;
  private static final int MAX_QUEUED = 256;

  private final AddressPolicy policy;
  private final UpstreamClient client;

  private PinnedFetcher(AddressPolicy policy, UpstreamClient client) {
    this.policy = policy;
    this.client = client;
  }

  /** Fetches from wherever the policy allows. */
  public static PinnedFetcher of(AddressPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    return new PinnedFetcher(
        policy,
        UpstreamClient.start(
            new UpstreamClient.Limits(CONNECT, MAX_CONNECTIONS, MAX_QUEUED, policy)));
  }

  @Override
  public Fetched get(URI uri, FetchLimits limits) throws IOException {
    CompletableFuture<Fetched> fetched = fetch(uri, limits);
    try {
      return fetched.get(limits.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      fetched.cancel(true);
      throw new IOException("no complete answer within " + limits.timeout(), e);
    } catch (ExecutionException e) {
      throw new IOException("not fetched", e.getCause());
    } catch (InterruptedException e) {
      fetched.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while fetching");
    }
  }

  /**
   * Gets one document without blocking.
   *
   * @return completed exceptionally in the cases in which {@link #get} throws; cancelling it ends
   *     the exchange
   */
  public CompletableFuture<Fetched> fetch(URI uri, FetchLimits limits) {
    Optional<String> refusal = policy.refuses(uri);
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(new IOException("address refused: " + refusal.get()));
    }
    Request request;
    try {
      request =
          client
              .request("GET", uri)
              .timeout(limits.timeout().toMillis() + 1, TimeUnit.MILLISECONDS)
              .headers(fields -> fields.add("Accept", "application/json"));
    } catch (IllegalArgumentException e) { // e.g. a port that does not exist
      return CompletableFuture.failedFuture(new IOException("not an address", e));
    }
    CompletableFuture<Fetched> fetched =
        new CompletableResponseListener(request, limits.maxBytes())
            .send()
            .thenApply(answer -> new Fetched(answer.getStatus(), answer.getContent()));
    return abortedWhenCancelled(fetched, request);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // aborting is all that follows
  private static CompletableFuture<Fetched> abortedWhenCancelled(
      CompletableFuture<Fetched> fetched, Request request) {
    fetched.whenComplete(
        (answer, failure) -> {
          if (failure instanceof CancellationException) {
            var unused = request.abort(failure); // of no interest: it was running or it was not
          }
        });
    return fetched;
  }

  /** Closes all connections; what is being fetched fails. */
  @Override
  public void close() {
    client.close();
  }
}
