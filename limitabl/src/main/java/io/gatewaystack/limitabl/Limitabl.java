package io.gatewaystack.limitabl;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Limits.Quota;
import io.gatewaystack.context.section.Limits.Verdict;
import io.gatewaystack.limitabl.Counts.Count;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often a caller may ask. An admitted request carries {@link Limits} from which the
 * adapter writes the rate headers; one too many is refused with 429 {@code limit_exceeded} and
 * counts nothing, and neither does a request that an earlier layer refused. {@link RateLimiter}
 * says what exactly a window admits.
 *
 * <pre>{@code
 * Limitabl perAddress = Limitabl.perAddress(600, Duration.ofMinutes(1)).build();
 * Limitabl perCaller = Limitabl.perIdentity(60, Duration.ofMinutes(1)).build();
 * Pipeline.of(perAddress, identity, perCaller.peek(), content, policy, perCaller);
 * }</pre>
 *
 * <p>Each instance counts on its own. Safe for use by several threads.
 */
public final class Limitabl implements Layer {
  private static final String NAME = "limitabl";

  private final Function<RequestContext, LimitKey> keyOf;
  private final Counts<LimitKey> callers;
  private final @Nullable Counts<String> tenants;

  private Limitabl(
      Function<RequestContext, LimitKey> keyOf,
      Counts<LimitKey> callers,
      @Nullable Counts<String> tenants) {
    this.keyOf = keyOf;
    this.callers = callers;
    this.tenants = tenants;
  }

  /**
   * Limits each verified caller, and where nobody was identified each network (policy name {@code
   * identity}).
   *
   * @param maxRequests requests per window, at least 1
   * @param window length of the window
   * @throws IllegalArgumentException when either is out of the range of {@link RateLimit}
   */
  public static Builder perIdentity(long maxRequests, Duration window) {
    return new Builder(LimitKey::of, new RateLimit("identity", maxRequests, window), true);
  }

  /**
   * Limits each network, whoever calls from it: an IPv4 address or an IPv6 /64 (policy name {@code
   * address}). It stands before identification, where it spares the work a flood would cost.
   *
   * @param maxRequests requests per window, at least 1
   * @param window length of the window
   * @throws IllegalArgumentException when either is out of the range of {@link RateLimit}
   */
  public static Builder perAddress(long maxRequests, Duration window) {
    return new Builder(LimitKey::ofAddress, new RateLimit("address", maxRequests, window), false);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Counts the request in every quota, or refuses it and counts it in none. */
  @Override
  public Decision before(RequestContext context) {
    Count<LimitKey> count = callers.of(keyOf.apply(context));
    LimitKey key = count.key(); // which has been written as a text before
    RateDecision caller = callers.tryAcquire(count);
    if (!caller.allowed()) {
      return refused(context, key, callers, caller);
    }
    if (tenants == null || key.tenant().isEmpty()) {
      return admitted(context, key, List.of(quota(callers, caller)));
    }
    RateDecision tenant = tenants.tryAcquire(tenants.of(key.tenant().get()));
    if (!tenant.allowed()) {
      callers.giveBack(key);
      return refused(context, key, tenants, tenant);
    }
    return admitted(context, key, List.of(quota(callers, caller), quota(tenants, tenant)));
  }

  /**
   * A layer that refuses as this one would now, and otherwise leaves no trace: nothing is counted,
   * nothing is written. Before costly layers it spares their work for a caller who has used up the
   * allowance.
   */
  public Layer peek() {
    return new Peek(this);
  }

  private Decision glance(RequestContext context) {
    if (!callers.mayRefuse() && (tenants == null || !tenants.mayRefuse())) {
      return Decision.proceed(context);
    }
    LimitKey key = keyOf.apply(context);
    Optional<RateDecision> caller = callers.findRefusal(key);
    if (caller.isPresent()) {
      return refused(context, key, callers, caller.get());
    }
    Counts<String> shared = tenants;
    if (shared != null) {
      Optional<RateDecision> tenant = key.tenant().flatMap(shared::findRefusal);
      if (tenant.isPresent()) {
        return refused(context, key, shared, tenant.get());
      }
    }
    return Decision.proceed(context);
  }

  private static Decision admitted(RequestContext context, LimitKey key, List<Quota> quotas) {
    String tenant = key.tenant().orElse(null);
    return Decision.proceed(context.merge(new Limits(Verdict.OK, key.value(), tenant, quotas)));
  }

  private Decision refused(
      RequestContext context, LimitKey key, Counts<?> limiter, RateDecision decision) {
    String tenant = key.tenant().orElse(null);
    String bucket = limiter == tenants && tenant != null ? tenant : key.value();
    Limits evidence = Limits.of(Verdict.THROTTLED, bucket, tenant, quota(limiter, decision));
    return Decision.deny(context.merge(evidence), RateDenial.of(limiter.limit(), decision));
  }

  private static Quota quota(Counts<?> limiter, RateDecision decision) {
    RateLimit limit = limiter.limit();
    return new Quota(
        limit.name(),
        limit.maxRequests(),
        limit.window(),
        decision.remaining(),
        decision.resetAfter());
  }

  private record Peek(Limitabl limits) implements Layer {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Decision before(RequestContext context) {
      return limits.glance(context);
    }
  }

  /** Collects the settings of a limiter; not safe for use by several threads. */
  public static final class Builder {
    private final Function<RequestContext, LimitKey> keyOf;
    private final boolean knowsTenants;
    private RateLimit limit;
    private @Nullable RateLimit tenantLimit;
    private int maxKeys = RateLimiter.DEFAULT_MAX_KEYS;
    private LongSupplier nanoTime = System::nanoTime;

    private Builder(
        Function<RequestContext, LimitKey> keyOf, RateLimit limit, boolean knowsTenants) {
      this.keyOf = keyOf;
      this.limit = limit;
      this.knowsTenants = knowsTenants;
    }

    /** Sets the policy's name in rate headers: 1..64 visible ASCII, no quote or backslash. */
    public Builder name(String value) {
      limit = new RateLimit(value, limit.maxRequests(), limit.window());
      return this;
    }

    /**
     * Also limits all callers of a tenant together (policy name {@code tenant}); callers without a
     * tenant have their own limit only. A request counts in both or in neither.
     *
     * @throws IllegalArgumentException when out of the range of {@link RateLimit}, or when this
     *     limiter stands before identification and so never knows a tenant
     */
    public Builder alsoPerTenant(long maxRequests, Duration window) {
      if (!knowsTenants) {
        throw new IllegalArgumentException("alsoPerTenant: (expected: with perIdentity only)");
      }
      tenantLimit = new RateLimit("tenant", maxRequests, window);
      return this;
    }

    /** Sets how many callers are remembered at most, and how many tenants; default 50 000. */
    public Builder maxKeys(int value) {
      maxKeys = value;
      return this;
    }

    /** Sets the time: monotonic nanoseconds from any origin; default {@code System::nanoTime}. */
    public Builder nanoTime(LongSupplier value) {
      nanoTime = value;
      return this;
    }

    /**
     * The limiter, with nothing counted yet.
     *
     * @throws IllegalArgumentException when a setting is out of range or contradicts another
     */
    public Limitabl build() {
      if (tenantLimit != null && tenantLimit.name().equals(limit.name())) {
        throw new IllegalArgumentException("name: tenant (expected: not the tenant policy's name)");
      }
      return new Limitabl(
          keyOf,
          new Counts<>(limit, maxKeys, nanoTime),
          tenantLimit == null ? null : new Counts<>(tenantLimit, maxKeys, nanoTime));
    }
  }
}
