package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.util.NanoTime;

/**
 * How long a request's caller may be told anything: until its credential ends. The request itself
 * was allowed; what it has opened does not live on without its caller.
 */
final class Term {
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Term ENDLESS = new Term(Optional.empty());

  private final Optional<Long> end;

  private Term(Optional<Long> end) {
    this.end = end;
  }

  /** The term of a request that has just come in. */
  static Term of(RequestContext context) {
    return context
        .find(Identity.class)
        .map(Identity::validUntil)
        .map(until -> Duration.between(context.request().at(), until))
        .filter(left -> left.compareTo(LONGEST) < 0)
        .map(left -> new Term(Optional.of(NanoTime.now() + left.toNanos())))
        .orElse(ENDLESS);
  }

  /**
   * Whether the credential has ended.
   *
   * @param now as {@link NanoTime} tells
   */
  boolean isOver(long now) {
    return end.isPresent() && now - end.get() >= 0;
  }
}
