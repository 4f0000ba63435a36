package io.gatewaystack.identifiabl;

import com.nimbusds.jose.JWSAlgorithm;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published keys of one issuer, kept at hand.
 *
 * <p>They are fetched on first use, then anew before they are too old, on a thread of their own and
 * with no request waiting. When that fails, the old ones serve on for a configured time and another
 * attempt is made per cooldown. A key nobody knows, and a signature no key fits, cause one fetch
 * per cooldown, which is waited for: a key rotated in works on its first request, under whatever
 * name. There is never more than one fetch at a time, and when it takes long only a few requests go
 * on waiting for it. An answer without any usable key does not take the place of keys at hand.
 *
 * <p>This is not nimbus' {@code JWKSourceBuilder}: that one reads the system's clock, tells nobody
 * when the keys change, cannot say whether a refused fetch means "unknown key" or "no keys", lets
 * four fetches happen within its interval when an interval ends, drops the whole set for one bad
 * key, and lets every request with an unknown key wait in line for a fetch.
 *
 * <p>Safe for use by several threads.
 */
final class JwksKeys {
  private static final Logger LOG = LoggerFactory.getLogger(JwksKeys.class);

  /** Tokens that need a fetch come from anybody: an issuer that hangs must not hold the threads. */
  private static final int MOST_WAITING = 100;

  /** An issuer that is well has answered by then. */
  private static final Duration BRIEFLY = Duration.ofSeconds(1);

  /** For one that has not, a few wait on, so that the first answer counts. */
  private static final int MOST_WAITING_ON = 16;

  private enum Cause {
    /** There are no keys, or they are getting old. */
    AGE,
    /** A token was signed with a key that is not among them, or by nobody. */
    UNKNOWN_KEY
  }

  private record Snapshot(KeySet keys, long fetchedAt) {}

  /** A fetch that was started, and whether somebody has waited for it in vain. */
  private static final class Fetch {
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean slow;
  }

  private final KeyDownload download;
  private final TimeSource time;
  private final long refreshAfter;
  private final long maxStale;
  private final long cooldown;
  private final long timeout;
  private final long briefly;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Semaphore waitingOn = new Semaphore(MOST_WAITING_ON);
  private final LongAdder fetches = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final Object lock = new Object();
  private @Nullable Fetch running; // guarded by lock
  private volatile long notBefore; // written under lock: no fetch before this time
  private volatile @Nullable Snapshot snapshot;

  JwksKeys(JwksSettings settings, KeyDownload download, TimeSource time) {
    this.download = download;
    this.time = time;
    refreshAfter = settings.refreshAfter().toNanos();
    maxStale = settings.maxStale().toNanos();
    cooldown = settings.cooldown().toNanos();
    timeout = settings.timeout().toNanos();
    briefly = Math.min(BRIEFLY.toNanos(), timeout);
    notBefore = time.nanos();
  }

  /** The keys at hand, null when there are none or they are too old. Never waits. */
  @Nullable KeySet current() {
    return usable(snapshot);
  }

  /** The keys a token may have been signed with. May wait for one fetch. */
  KeyLookup find(JWSAlgorithm algorithm, @Nullable String kid) {
    Snapshot seen = snapshot;
    KeySet known = usable(seen);
    if (known != null) {
      List<VerificationKey> candidates = known.candidates(algorithm, kid);
      if (!candidates.isEmpty()) {
        return new KeyLookup.Found(known, candidates);
      }
    }
    await(startFetch(known == null ? Cause.AGE : Cause.UNKNOWN_KEY, seen));
    return latest(algorithm, kid);
  }

  /**
   * The keys a token may have been signed with, after none of the keys found fits its signature: an
   * issuer may put a new key in the place of another without giving it a name of its own. May wait
   * for one fetch.
   */
  KeyLookup findNewer(KeyLookup.Found found, JWSAlgorithm algorithm, @Nullable String kid) {
    Snapshot seen = snapshot;
    if (seen != null && seen.keys().equals(found.keys())) {
      await(startFetch(Cause.UNKNOWN_KEY, seen));
    }
    return latest(algorithm, kid);
  }

  private KeyLookup latest(JWSAlgorithm algorithm, @Nullable String kid) {
    KeySet latest = current();
    if (latest == null) {
      return new KeyLookup.Unavailable(retryAfterSeconds());
    }
    List<VerificationKey> candidates = latest.candidates(algorithm, kid);
    return candidates.isEmpty() ? new KeyLookup.Unknown() : new KeyLookup.Found(latest, candidates);
  }

  long fetches() {
    return fetches.sum();
  }

  long failures() {
    return failures.sum();
  }

  private @Nullable KeySet usable(@Nullable Snapshot seen) {
    if (seen == null) {
      return null;
    }
    long now = time.nanos();
    long age = now - seen.fetchedAt();
    if (age >= refreshAfter && now - notBefore >= 0) {
      startFetch(Cause.AGE, seen);
    }
    return age <= maxStale ? seen.keys() : null;
  }

  private void await(@Nullable Fetch fetch) {
    if (fetch == null || !waiting.tryAcquire()) {
      return;
    }
    try {
      if (fetch.slow || !fetch.done.await(briefly, TimeUnit.NANOSECONDS)) {
        fetch.slow = true;
        awaitSlow(fetch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.release();
    }
  }

  private void awaitSlow(Fetch fetch) throws InterruptedException {
    if (!waitingOn.tryAcquire()) {
      return;
    }
    try {
      if (!fetch.done.await(timeout - briefly, TimeUnit.NANOSECONDS)) {
        LOG.debug("no keys of {} yet", download);
      }
    } finally {
      waitingOn.release();
    }
  }

  private long retryAfterSeconds() {
    long nanos = notBefore - time.nanos();
    return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos) + 1);
  }

  /**
   * The fetch that is running or was started; null when it is too early for another, or when one
   * has ended since the caller looked.
   */
  private @Nullable Fetch startFetch(Cause cause, @Nullable Snapshot seen) {
    synchronized (lock) {
      long now = time.nanos();
      if (running != null || now - notBefore < 0 || !Objects.equals(seen, snapshot)) {
        return running;
      }
      Fetch fetch = new Fetch();
      Thread thread = new Thread(() -> fetch(cause, now, fetch), "identifiabl-jwks");
      thread.setDaemon(true);
      thread.start();
      running = fetch;
      notBefore = now + cooldown;
      return fetch;
    }
  }

  private void fetch(Cause cause, long startedAt, Fetch fetch) {
    boolean fetched = false;
    try {
      fetches.increment();
      publish(download.run(), startedAt);
      fetched = true;
    } catch (IOException | RuntimeException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      LOG.warn("keys of {} not fetched: {}", download, reason.toString());
    } finally {
      synchronized (lock) {
        running = null;
        failures.add(fetched ? 0 : 1); // who counts it finds it over
        if (fetched && cause == Cause.AGE) {
          notBefore = startedAt; // a key rotated in right afterwards need not wait
        }
      }
      fetch.done.countDown();
      // From the start on: a fetch that ran into its timeout must not make recovery later.
      fetchAgain(
          fetched ? Math.max(refreshAfter, cooldown) : Math.max(0, notBefore - time.nanos()));
    }
  }

  /**
   * The same keys stay the same object: what was verified with them stays verified.
   *
   * @throws IOException when there are no keys, and some are at hand: they serve as in any outage
   */
  private void publish(KeySet keys, long fetchedAt) throws IOException {
    Snapshot previous = snapshot;
    if (keys.keys().isEmpty()
        && previous != null
        && !previous.keys().keys().isEmpty()
        && fetchedAt - previous.fetchedAt() <= maxStale) {
      throw new IOException("no usable key in the answer");
    }
    KeySet published = previous != null && previous.keys().equals(keys) ? previous.keys() : keys;
    snapshot = new Snapshot(published, fetchedAt);
  }

  /** Without traffic too: idle time must not make removed keys usable until the next request. */
  private void fetchAgain(long nanos) {
    WeakReference<JwksKeys> self = new WeakReference<>(this); // ends when nobody verifies any more
    // Not in the common pool, which an application may have filled: it only starts a thread.
    CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run)
        .execute(() -> wake(self));
  }

  private static void wake(WeakReference<JwksKeys> reference) {
    JwksKeys keys = reference.get();
    if (keys != null && keys.current() == null) {
      keys.startFetch(Cause.AGE, keys.snapshot);
    }
  }
}
