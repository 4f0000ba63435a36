package io.gatewaystack.validatabl.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/**
 * A catalog that remembers for a while what another has said. Of many requests of one organisation
 * one asks and the others wait for it, those of other organisations do not; a failure is told to
 * those who wait and not remembered. Safe for use by several threads.
 */
public final class CachedServices implements ServiceCatalog {
  private final ServiceCatalog source;
  private final Cache<String, CompletableFuture<Set<String>>> known;

  private CachedServices(
      ServiceCatalog source, Duration remembered, int organisations, LongSupplier nanos) {
    this.source = source;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(organisations)
            .expireAfterWrite(remembered)
            .ticker(nanos::getAsLong)
            .build();
  }

  /**
   * Puts a cache before a catalog.
   *
   * @param remembered how long an answer counts: how late a change may take effect; more than 0
   * @param organisations most organisations remembered; those least used give way
   */
  public static CachedServices of(ServiceCatalog source, Duration remembered, int organisations) {
    return of(source, remembered, organisations, System::nanoTime);
  }

  /** As above, on a clock of nanoseconds. */
  static CachedServices of(
      ServiceCatalog source, Duration remembered, int organisations, LongSupplier nanos) {
    if (remembered.isNegative() || remembered.isZero()) {
      throw new IllegalArgumentException("remembered: " + remembered + " (expected: > 0)");
    }
    if (organisations < 1) {
      throw new IllegalArgumentException("organisations: " + organisations + " (expected: > 0)");
    }
    return new CachedServices(source, remembered, organisations, nanos);
  }

  @Override
  public Set<String> enabled(String organisation) throws IOException {
    CompletableFuture<Set<String>> answer = known.getIfPresent(organisation);
    if (answer == null) {
      CompletableFuture<Set<String>> own = new CompletableFuture<>();
      answer = known.asMap().putIfAbsent(organisation, own);
      if (answer == null) {
        ask(organisation, own);
        answer = own;
      }
    }
    return said(answer);
  }

  /** Asks outside the cache, whose look-ups would keep those of other organisations waiting. */
  private void ask(String organisation, CompletableFuture<Set<String>> answer) {
    try {
      answer.complete(Set.copyOf(source.enabled(organisation)));
    } catch (IOException | RuntimeException | Error e) {
      known.asMap().remove(organisation, answer);
      answer.completeExceptionally(e);
    }
  }

  private static Set<String> said(CompletableFuture<Set<String>> answer) throws IOException {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Forgets what is known of an organisation. */
  public void forget(String organisation) {
    known.invalidate(organisation);
  }
}
