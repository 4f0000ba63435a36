package io.gatewaystack.proxyabl;

import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.net.FetchLimits;
import io.gatewaystack.context.net.Fetched;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An issuer's discovery documents, so that clients can ask the gateway for them. A document is
 * fetched when it is first asked for, in up to three tries of 4 s each, kept for ten minutes, and
 * kept on when it cannot be renewed; a failure is remembered for ten seconds. However many ask, one
 * fetch is running.
 *
 * <p>Nothing blocks. Safe for use by several threads.
 */
public final class Discovery {
  /** A document. */
  public enum Document {
    /** OpenID Connect Discovery 1.0 section 4: appended to the issuer. */
    OPENID_CONFIGURATION("/.well-known/openid-configuration"),
    /** RFC 8414 section 3: put between the issuer's host and its path. */
    OAUTH_AUTHORIZATION_SERVER("/.well-known/oauth-authorization-server");

    private final String path;

    Document(String path) {
      this.path = path;
    }

    /** Where the gateway serves it. */
    public String path() {
      return path;
    }

    private URI at(URI issuer) {
      String base = issuer.toString().replaceAll("/+$", "");
      String origin = issuer.getScheme() + "://" + issuer.getRawAuthority();
      return URI.create(
          this == OPENID_CONFIGURATION
              ? base + path
              : origin + path + base.substring(origin.length()));
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
  private static final FetchLimits LIMITS = new FetchLimits(Duration.ofSeconds(4), 256 << 10);
  private static final int TRIES = 3;
  private static final long PAUSE_MILLIS = 150;

  /** How long a document is kept. */
  public static final Duration KEPT = Duration.ofMinutes(10);

  private static final Duration FAILURE_KEPT = Duration.ofSeconds(10);

  private final BiFunction<URI, FetchLimits, CompletableFuture<Fetched>> fetcher;
  private final InstantSource clock;
  private final Map<Document, Entry> entries = new EnumMap<>(Document.class);

  Discovery(
      BiFunction<URI, FetchLimits, CompletableFuture<Fetched>> fetcher,
      URI issuer,
      InstantSource clock) {
    this.fetcher = fetcher;
    this.clock = clock;
    for (Document document : Document.values()) {
      entries.put(document, new Entry(document.at(issuer)));
    }
  }

  /** The documents of an issuer, fetched from where the fetcher may. */
  public static Discovery of(PinnedFetcher fetcher, URI issuer) {
    return of(fetcher, issuer, InstantSource.system());
  }

  /** The same, by a clock. */
  public static Discovery of(PinnedFetcher fetcher, URI issuer, InstantSource clock) {
    if (issuer.getScheme() == null || issuer.getHost() == null || issuer.getRawQuery() != null) {
      throw new IllegalArgumentException("issuer: (expected: https://host[:port][/path])");
    }
    return new Discovery(fetcher::fetch, issuer, clock);
  }

  /**
   * A document.
   *
   * @return its bytes, a JSON object (UTF-8); completed exceptionally when it cannot be had
   */
  public CompletableFuture<byte[]> get(Document document) {
    return Objects.requireNonNull(entries.get(document), "document").get();
  }

  /** One document and what is known about it. */
  private final class Entry {
    private final URI uri;
    private byte @Nullable [] known;
    private @Nullable IOException failure;
    private Instant fresh = Instant.MIN;
    private @Nullable CompletableFuture<byte[]> running;

    Entry(URI uri) {
      this.uri = uri;
    }

    CompletableFuture<byte[]> get() {
      CompletableFuture<byte[]> begun;
      synchronized (this) {
        if (clock.instant().isBefore(fresh)) {
          return told();
        }
        if (running != null) {
          return running.copy();
        }
        begun = new CompletableFuture<>();
        running = begun;
      }
      attempt(1, begun);
      return begun.copy();
    }

    private CompletableFuture<byte[]> told() {
      return known != null
          ? CompletableFuture.completedFuture(known)
          : CompletableFuture.failedFuture(
              failure == null ? new IOException("not fetched") : failure);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is told to those who wait
    private void attempt(int number, CompletableFuture<byte[]> waiting) {
      fetched()
          .whenComplete(
              (fetched, cause) -> {
                IOException failed = fetched == null ? broken(cause) : refused(fetched);
                if (failed == null || number == TRIES) {
                  end(failed == null && fetched != null ? fetched.body() : null, failed, waiting);
                } else {
                  CompletableFuture.delayedExecutor(
                          PAUSE_MILLIS * number, TimeUnit.MILLISECONDS, Runnable::run)
                      .execute(() -> attempt(number + 1, waiting));
                }
              });
    }

    /** What is thrown is told, too: nobody else would end the waiting. */
    private CompletableFuture<Fetched> fetched() {
      try {
        return fetcher.apply(uri, LIMITS);
      } catch (RuntimeException | Error e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    private IOException broken(@Nullable Throwable cause) {
      return new IOException("unreachable", cause);
    }

    private static String reason(Throwable failed) {
      Throwable cause = failed;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return failed.getMessage() + (cause == failed ? "" : ", " + cause);
    }

    private @Nullable IOException refused(Fetched fetched) {
      if (fetched.status() != 200) {
        return new IOException("status_" + fetched.status());
      }
      try {
        boolean object = JsonDocument.parse(fetched.body()).tree().isObject();
        return object ? null : new IOException("not_an_object");
      } catch (InvalidJson e) {
        return new IOException("not_json");
      }
    }

    private void end(
        byte @Nullable [] body, @Nullable IOException failed, CompletableFuture<byte[]> waiting) {
      byte[] answer;
      synchronized (this) {
        running = null;
        failure = failed;
        known = body != null ? body : known; // an old one is better than none
        fresh = clock.instant().plus(failed == null ? KEPT : FAILURE_KEPT);
        answer = known;
      }
      if (failed != null) { // without a stack: anybody can bring it about, every ten seconds
        LOG.warn("{} could not be fetched: {}", uri, reason(failed));
        LOG.debug("why", failed);
      }
      if (answer != null) {
        waiting.complete(answer);
      } else {
        waiting.completeExceptionally(failed == null ? new IOException("not fetched") : failed);
      }
    }
  }
}
