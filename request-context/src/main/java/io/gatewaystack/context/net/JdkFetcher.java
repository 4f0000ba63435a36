package io.gatewaystack.context.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The fetcher of a library used alone: the JDK's own client behind an {@link AddressPolicy}. Every
 * address of the host is checked before connecting, but the JDK's client resolves the name again;
 * where URIs are not the operator's own, use a fetcher that connects to the address it checked. The
 * JVM's proxy settings are not heeded: through a proxy the check would mean nothing.
 *
 * <p>Safe for use by several threads.
 */
public final class JdkFetcher implements Fetcher {
  private final AddressPolicy policy;
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY) // whose address nobody has checked
          .build();

  /** Fetches from wherever the policy allows. */
  public JdkFetcher(AddressPolicy policy) {
    this.policy = policy;
  }

  @Override
  public Fetched get(URI uri, FetchLimits limits) throws IOException {
    Optional<String> refusal = policy.refuses(uri);
    if (refusal.isPresent()) {
      throw new IOException("address refused: " + refusal.get());
    }
    for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
      if (!policy.permits(address)) {
        throw new IOException("address refused: address_not_allowed");
      }
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(limits.timeout())
            .header("Accept", "application/json")
            .build();
    // Completed by the client's own threads: its result goes through the common pool, which an
    // application may have filled with work that waits for us.
    CompletableFuture<Fetched> fetched = new CompletableFuture<>();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, head -> new BoundedBody(head.statusCode(), limits, fetched));
    passFailure(exchange, fetched);
    return await(fetched, exchange, limits);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what fails is passed on, and nothing else happens
  private static void passFailure(CompletableFuture<?> from, CompletableFuture<?> to) {
    from.whenComplete(
        (answer, failure) -> {
          if (failure != null) {
            to.completeExceptionally(failure);
          }
        });
  }

  private static Fetched await(
      CompletableFuture<Fetched> fetched, Future<?> exchange, FetchLimits limits)
      throws IOException {
    try {
      return fetched.get(limits.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true); // the client's timeout ends with the head; a slow body ends here
      throw new IOException("no complete answer within " + limits.timeout(), e);
    } catch (ExecutionException e) {
      throw new IOException("not fetched", e.getCause());
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while fetching");
    }
  }

  /** Collects a body up to a number of bytes, then cancels. */
  private static final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
    private final int status;
    private final int maxBytes;
    private final CompletableFuture<Fetched> fetched;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    BoundedBody(int status, FetchLimits limits, CompletableFuture<Fetched> fetched) {
      this.status = status;
      this.maxBytes = limits.maxBytes();
      this.fetched = fetched;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
      newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (buffer.remaining() > maxBytes - collected.size()) {
          onError(new IOException("more than " + maxBytes + " bytes"));
          if (subscription != null) {
            subscription.cancel();
          }
          return;
        }
        byte[] chunk = new byte[buffer.remaining()];
        buffer.get(chunk);
        collected.writeBytes(chunk);
      }
    }

    @Override
    public void onError(Throwable cause) {
      fetched.completeExceptionally(cause);
      body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      byte[] whole = collected.toByteArray();
      fetched.complete(new Fetched(status, whole));
      body.complete(whole);
    }
  }
}
