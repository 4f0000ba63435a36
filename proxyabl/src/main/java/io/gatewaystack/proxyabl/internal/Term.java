package io.gatewaystack.proxyabl.internal;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Standing;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a request's caller may be told anything: until its credential ends, or is refused when
 * it is judged again. The request itself was allowed; what it has opened does not live on without
 * its caller.
 *
 * <p>A credential that cannot be judged is taken for good for a while: who keeps credentials may be
 * away for some minutes without ending every stream.
 */
public final class Term {
  /** What a caller is told at the end. */
  public static final Denial OVER =
      Denial.of(401, "invalid_token", -32001, "The caller's credential has expired")
          .withCode("token_expired");

  private static final Logger LOG = LoggerFactory.getLogger(Term.class);
  private static final Duration LONGEST = Duration.ofDays(3650);

  /** How many times a credential may not be judged: a quarter of an hour at one a minute. */
  private static final int PATIENCE = 15;

  private final Optional<Long> end;
  private final @Nullable Standing standing;
  private final UpstreamClient client;
  private final long interval;
  private volatile long judged;
  private volatile long next;
  private volatile boolean asking;
  private volatile boolean refused;

  private Term(Optional<Long> end, @Nullable Standing standing, UpstreamClient client, long from) {
    this.end = end;
    this.standing = standing;
    this.client = client;
    this.interval = standing == null ? 0 : standing.interval().toNanos();
    this.judged = from;
    this.next = from + interval;
  }

  /**
   * The term of a request.
   *
   * @param client whose threads judge again
   * @param cameIn when it came in, as {@link NanoTime} tells
   */
  public static Term of(RequestContext context, UpstreamClient client, long cameIn) {
    Optional<Long> end =
        context
            .find(Identity.class)
            .map(Identity::validUntil)
            .map(until -> Duration.between(context.request().at(), until))
            .filter(left -> left.compareTo(LONGEST) < 0)
            .map(left -> cameIn + left.toNanos());
    return new Term(end, context.find(Standing.class).orElse(null), client, cameIn);
  }

  /**
   * Why the caller may be told nothing any more, as a stable machine string; empty while it may. To
   * be asked now and then: it has the credential judged again when it is time to.
   *
   * @param now as {@link NanoTime} tells
   */
  public Optional<String> over(long now) {
    if (end.isPresent() && now - end.get() >= 0) {
      return Optional.of("token_expired");
    }
    if (standing == null) {
      return Optional.empty();
    }
    if (refused) {
      return Optional.of("credential_refused");
    }
    if (now - next >= 0 && !asking) {
      asking = true;
      next = now + interval;
      client.executeInTurn(() -> judge(standing));
    }
    return now - judged >= PATIENCE * interval
        ? Optional.of("credential_not_judged")
        : Optional.empty();
  }

  private void judge(Standing credential) {
    try {
      switch (credential.ask()) {
        case GOOD -> judged = NanoTime.now();
        case ENDED -> refused = true;
        case UNKNOWN -> LOG.debug("a caller's credential cannot be judged now");
      }
    } catch (RuntimeException e) { // as in an outage
      LOG.warn("a caller's credential could not be judged", e);
    } finally {
      asking = false;
    }
  }
}
