package io.gatewaystack.limitabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimitablPeekTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestClock clock = TestClock.at(Requests.NEW_YEAR);
  private final RequestContext alice = Requests.member("acme", "alice");

  @Test
  void letsTheContextPassUntouchedAndCountsNothingWhileSomethingIsLeft() {
    Limitabl limits = perIdentity(2).build();
    Layer peek = limits.peek();
    for (int i = 0; i < 100; i++) {
      Decision decision = peek.before(alice);
      assertThat(decision).isInstanceOf(Decision.Proceed.class);
      assertThat(decision.context()).isSameAs(alice);
    }
    limits.before(alice);
    assertThat(peek.before(alice).context()).isSameAs(alice);
    assertThat(limits.before(alice)).isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void refusesExactlyAsTheLimiterWouldOnceNothingIsLeft() {
    Limitabl limits = perIdentity(1).build();
    limits.before(alice);
    clock.advance(Duration.ofSeconds(7));

    assertSameRefusal(limits, alice);
    assertThat(limits.peek().before(Requests.user("bob"))).isInstanceOf(Decision.Proceed.class);

    clock.advance(Duration.ofSeconds(53));
    assertThat(limits.peek().before(alice)).isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void refusesWhenTheTenantHasNothingLeft() {
    Limitabl limits = perIdentity(1).alsoPerTenant(1, MINUTE).build();
    RequestContext bob = Requests.member("acme", "bob");
    assertThat(limits.peek().before(bob)).isInstanceOf(Decision.Proceed.class);
    limits.before(alice);

    assertSameRefusal(limits, bob);
    assertThat(limits.peek().before(Requests.user("carol"))).isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void saysWhatTheLimiterSaysAtAnyTimeAboutAnybody() {
    Random random = new Random(20);
    Limitabl limits = perIdentity(3).alsoPerTenant(5, MINUTE).build();
    Layer peek = limits.peek();
    List<RequestContext> callers =
        List.of(alice, Requests.member("acme", "bob"), Requests.member("b", "eve"));
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      clock.advance(Duration.ofMillis(random.nextInt(100) == 0 ? 90_000 : random.nextInt(9_000)));
      RequestContext caller = callers.get(random.nextInt(callers.size()));
      boolean peeked = peek.before(caller) instanceof Decision.Deny;
      assertThat(limits.before(caller) instanceof Decision.Deny).isEqualTo(peeked);
      refused += peeked ? 1 : 0;
    }
    assertThat(refused).isBetween(1_000, 19_000);
  }

  @Test
  void hasTheNameOfTheLayerItSpeaksFor() {
    assertThat(perIdentity(1).build().peek().name()).isEqualTo("limitabl");
  }

  private static void assertSameRefusal(Limitabl limits, RequestContext request) {
    Decision.Deny peeked = (Decision.Deny) limits.peek().before(request);
    Decision.Deny decided = (Decision.Deny) limits.before(request);
    assertThat(peeked.denial()).isEqualTo(decided.denial());
    assertThat(written(peeked)).isEqualTo(written(decided));
  }

  private static Limits written(Decision decision) {
    return decision.context().require(Limits.class);
  }

  private Limitabl.Builder perIdentity(long max) {
    return Limitabl.perIdentity(max, MINUTE).nanoTime(clock::nanoTime);
  }
}
