package io.gatewaystack.context.section;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the limiters decided about a request.
 *
 * @param verdict the worst decision so far
 * @param key the key of the bucket that decided, separator-safe
 * @param tenantKey the tenant's part of the key
 * @param quotas every quota consulted, in order
 */
public record Limits(Verdict verdict, String key, @Nullable String tenantKey, List<Quota> quotas)
    implements Mergeable<Limits> {

  /** Decisions from best to worst. */
  public enum Verdict {
    /** Within every limit. */
    OK,
    /** Too many requests for now. */
    THROTTLED,
    /** A budget is used up. */
    QUOTA_EXCEEDED
  }

  /**
   * The state of one quota after this request.
   *
   * @param name the policy's name; visible ASCII, no quotes
   * @param limit requests allowed per window, at least 0
   * @param window length of the window, more than 0
   * @param remaining requests left, 0..limit
   * @param resetAfter time until the quota is whole again; until one request is allowed, if denied
   */
  public record Quota(
      String name, long limit, Duration window, long remaining, Duration resetAfter) {

    /** Refuses what no rate limit header can say. */
    public Quota {
      if (name.isEmpty() || !fitsInQuotes(name)) {
        throw new IllegalArgumentException("name: (expected: visible ASCII without quotes)");
      }
      if (window.isZero() || window.isNegative()) {
        throw new IllegalArgumentException("window: " + window + " (expected: > 0)");
      }
      if (remaining < 0 || remaining > limit) {
        throw new IllegalArgumentException(
            "remaining: " + remaining + " (expected: 0.." + limit + ")");
      }
      if (resetAfter.isNegative()) {
        throw new IllegalArgumentException("resetAfter: " + resetAfter + " (expected: >= 0)");
      }
    }

    private static boolean fitsInQuotes(String name) {
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        if (c <= 0x20 || c >= 0x7F || c == '"' || c == '\\') {
          return false;
        }
      }
      return true;
    }
  }

  /** Copies the quotas. */
  public Limits {
    quotas = List.copyOf(quotas);
  }

  /** One quota's decision. */
  public static Limits of(Verdict verdict, String key, @Nullable String tenantKey, Quota quota) {
    return new Limits(verdict, key, tenantKey, List.of(quota));
  }

  /** The worse verdict with its key, and all quotas. */
  @Override
  public Limits merge(Limits later) {
    List<Quota> all = new ArrayList<>(quotas.size() + later.quotas.size());
    all.addAll(quotas);
    all.addAll(later.quotas);
    boolean laterDecides = later.verdict.compareTo(verdict) >= 0;
    return laterDecides
        ? new Limits(later.verdict, later.key, later.tenantKey, all)
        : new Limits(verdict, key, tenantKey, all);
  }

  /** The quota with the least left, the last one among equals. */
  public Optional<Quota> tightest() {
    Quota found = null;
    for (Quota quota : quotas) {
      if (found == null || quota.remaining() <= found.remaining()) {
        found = quota;
      }
    }
    return Optional.ofNullable(found);
  }

  /** Shows the verdict only: the key may name a person. */
  @Override
  public String toString() {
    return "Limits[" + verdict + "]";
  }
}
