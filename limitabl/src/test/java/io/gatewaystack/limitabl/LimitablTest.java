package io.gatewaystack.limitabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.RpcStyle;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Limits.Quota;
import io.gatewaystack.context.section.Limits.Verdict;
import io.gatewaystack.testing.TestClock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LimitablTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestClock clock = TestClock.at(Requests.NEW_YEAR);

  @Test
  void anAdmittedRequestCarriesItsKeyAndWhatIsLeft() {
    Limitabl limits = perIdentity(5).build();
    Decision decision = limits.before(Requests.member("acme", "alice"));

    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    Limits written = decision.context().require(Limits.class);
    assertThat(written.verdict()).isEqualTo(Verdict.OK);
    assertThat(written.key()).isEqualTo("t:acme|u:alice|i:https://idp.example");
    assertThat(written.tenantKey()).isEqualTo("t:acme");
    assertThat(written.quotas()).containsExactly(new Quota("identity", 5, MINUTE, 4, MINUTE));
  }

  @Test
  void oneTooManyIsRefusedWith429AndTheTimeToWait() {
    Limitabl limits = perIdentity(3).build();
    assertThat(admitted(limits, Requests.user("alice"), 3)).isEqualTo(3);
    clock.advance(Duration.ofMillis(100));

    Denial denial = denial(limits.before(Requests.user("alice")));

    assertThat(denial.status()).isEqualTo(429);
    assertThat(denial.error()).isEqualTo("limit_exceeded");
    assertThat(denial.code()).isEqualTo("rate_limited");
    assertThat(denial.rpcCode()).isEqualTo(42901);
    assertThat(denial.rpc()).isEqualTo(RpcStyle.KEEP_STATUS);
    assertThat(denial.members())
        .containsExactly(
            Map.entry("retry_after", 60L),
            Map.entry("rateLimit", Map.of("limit", 3L, "remaining", 0L, "resetAfter", 60L)));
  }

  @Test
  void whatItWroteAboutARefusalIsEvidence() {
    Limitabl limits = perIdentity(1).build();
    limits.before(Requests.member("acme", "alice"));
    clock.advance(Duration.ofSeconds(20));
    Limits written =
        limits.before(Requests.member("acme", "alice")).context().require(Limits.class);

    assertThat(written.verdict()).isEqualTo(Verdict.THROTTLED);
    assertThat(written.key()).isEqualTo("t:acme|u:alice|i:https://idp.example");
    assertThat(written.tenantKey()).isEqualTo("t:acme");
    assertThat(written.quotas())
        .containsExactly(new Quota("identity", 1, MINUTE, 0, Duration.ofSeconds(40)));
  }

  @Test
  void waitingTheTimeOfTheRefusalSucceeds() {
    Limitabl limits = perIdentity(3).build();
    admitted(limits, Requests.user("alice"), 3);
    clock.advance(Duration.ofMillis(1_234));
    Denial denial = denial(limits.before(Requests.user("alice")));

    clock.advance(Duration.ofSeconds((long) denial.members().get(Denial.RETRY_AFTER)));
    assertThat(admitted(limits, Requests.user("alice"), 1)).isEqualTo(1);
  }

  @Test
  void theTimeToWaitIsAtLeastOneSecond() {
    Limitabl limits =
        Limitabl.perIdentity(1, Duration.ofMillis(5)).nanoTime(clock::nanoTime).build();
    limits.before(Requests.user("alice"));
    assertThat(denial(limits.before(Requests.user("alice"))).members())
        .containsEntry(Denial.RETRY_AFTER, 1L);
  }

  @Test
  void usersTenantsAndIssuersAreCountedApart() {
    Limitabl limits = perIdentity(2).build();
    assertThat(admitted(limits, Requests.user("alice"), 5)).isEqualTo(2);
    assertThat(admitted(limits, Requests.user("bob"), 5)).isEqualTo(2);
    assertThat(admitted(limits, Requests.member("acme", "alice"), 5)).isEqualTo(2);
    assertThat(admitted(limits, Requests.from("192.0.2.1"), 5)).isEqualTo(2);
  }

  @Test
  void theAddressLimitCountsWhoeverCallsFromANetworkTogether() {
    Limitabl limits = Limitabl.perAddress(3, MINUTE).nanoTime(clock::nanoTime).build();
    assertThat(admitted(limits, Requests.user("alice"), 2)).isEqualTo(2);
    assertThat(admitted(limits, Requests.user("bob"), 2)).isEqualTo(1);
    assertThat(admitted(limits, Requests.forwarded("192.0.2.1", "198.51.100.9"), 1)).isZero();
    assertThat(admitted(limits, Requests.from("2001:db8::1"), 2)).isEqualTo(2);
    assertThat(admitted(limits, Requests.from("2001:db8::2"), 2)).isEqualTo(1);
    assertThat(admitted(limits, Requests.from("2001:db8:0:1::2"), 2)).isEqualTo(2);
  }

  @Test
  void twoMountsAreIndependent() {
    Limitabl two = perIdentity(2).build();
    Limitabl five = perIdentity(5).build();
    assertThat(admitted(two, Requests.user("alice"), 9)).isEqualTo(2);
    assertThat(admitted(five, Requests.user("alice"), 9)).isEqualTo(5);
  }

  @Test
  void settingTheWallClockAdmitsNothingExtra() {
    Limitabl limits = perIdentity(3).build();
    assertThat(admitted(limits, Requests.user("alice"), 3)).isEqualTo(3);
    for (long hours : new long[] {1, -1, 24, -24}) {
      RequestContext request =
          Requests.at(Requests.NEW_YEAR.plus(Duration.ofHours(hours)), "192.0.2.1", Headers.EMPTY)
              .with(Requests.user("alice").require(Identity.class));
      assertThat(admitted(limits, request, 3)).as("%+d h", hours).isZero();
    }
  }

  @Test
  void whatAnEarlierLayerRefusesCountsNothing() {
    Limitabl limits = perIdentity(1).build();
    Layer refusing = layer(c -> Decision.deny(c, Denial.of(403, "policy_denied", 40302, "No")));
    Pipeline refused = Pipeline.of(refusing, limits);
    for (int i = 0; i < 5; i++) {
      assertThat(denial(refused.before(Requests.user("alice"))).status()).isEqualTo(403);
    }
    assertThat(admitted(limits, Requests.user("alice"), 5)).isEqualTo(1);
  }

  @Test
  void addressAndIdentityLimitsInOnePipelineReportBoth() {
    Limitabl address = Limitabl.perAddress(10, MINUTE).nanoTime(clock::nanoTime).build();
    Pipeline pipeline = Pipeline.of(address, perIdentity(2).name("user").build());
    Limits limits = pipeline.before(Requests.user("alice")).context().require(Limits.class);

    assertThat(limits.quotas()).extracting(Quota::name).containsExactly("address", "user");
    assertThat(limits.quotas()).extracting(Quota::remaining).containsExactly(9L, 1L);
    assertThat(limits.key()).isEqualTo("u:alice|i:https://idp.example");
  }

  @Test
  void tenantsAreLimitedTogetherWhenAsked() {
    Limitabl limits = perIdentity(2).alsoPerTenant(3, MINUTE).build();
    assertThat(admitted(limits, Requests.member("acme", "alice"), 5)).isEqualTo(2);
    Limits bob = limits.before(Requests.member("acme", "bob")).context().require(Limits.class);
    assertThat(bob.quotas())
        .extracting(Quota::name, Quota::remaining)
        .containsExactly(tuple("identity", 1L), tuple("tenant", 0L));

    Decision refused = limits.before(Requests.member("acme", "carol"));
    assertThat(denial(refused).members())
        .containsEntry("rateLimit", Map.of("limit", 3L, "remaining", 0L, "resetAfter", 60L));
    assertThat(refused.context().require(Limits.class).key()).isEqualTo("t:acme");
    assertThat(admitted(limits, Requests.member("other", "dave"), 5)).isEqualTo(2);
    assertThat(admitted(limits, Requests.user("erin"), 5)).as("without tenant").isEqualTo(2);
  }

  @Test
  void whatTheTenantLimitRefusesCostsTheUserNothing() {
    Limitabl limits = perIdentity(2).alsoPerTenant(1, Duration.ofSeconds(1)).build();
    assertThat(admitted(limits, Requests.member("acme", "alice"), 50)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(admitted(limits, Requests.member("acme", "alice"), 50)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(admitted(limits, Requests.member("acme", "alice"), 50)).as("spent").isZero();
  }

  @Test
  void whatTheUsersLimitRefusesCostsTheTenantNothing() {
    Limitabl limits = perIdentity(1).alsoPerTenant(3, MINUTE).build();
    assertThat(admitted(limits, Requests.member("acme", "alice"), 50)).isEqualTo(1);
    assertThat(admitted(limits, Requests.member("acme", "bob"), 50)).isEqualTo(1);
    assertThat(admitted(limits, Requests.member("acme", "carol"), 50)).isEqualTo(1);
    assertThat(admitted(limits, Requests.member("acme", "dave"), 50)).isZero();
  }

  @Test
  void isNamedAfterItsModule() {
    assertThat(perIdentity(1).build().name()).isEqualTo("limitabl");
  }

  @Test
  void refusesSettingsThatContradict() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limitabl.perIdentity(0, MINUTE))
        .withMessage("maxRequests: 0 (expected: 1..60000000 for this window)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limitabl.perAddress(10, Duration.ZERO))
        .withMessage("window: PT0S (expected: PT0.001S..P366D)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limitabl.perAddress(10, MINUTE).alsoPerTenant(1, MINUTE))
        .withMessage("alsoPerTenant: (expected: with perIdentity only)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> perIdentity(1).name("tenant").alsoPerTenant(1, MINUTE).build())
        .withMessage("name: tenant (expected: not the tenant policy's name)");
    assertThatIllegalArgumentException().isThrownBy(() -> perIdentity(1).maxKeys(0).build());
    assertThat(perIdentity(1).name("tenant").build()).isNotNull();
  }

  private Limitabl.Builder perIdentity(long max) {
    return Limitabl.perIdentity(max, MINUTE).nanoTime(clock::nanoTime).maxKeys(1_000);
  }

  private static Layer layer(Function<RequestContext, Decision> decide) {
    return new Layer() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public Decision before(RequestContext context) {
        return decide.apply(context);
      }
    };
  }

  private static Denial denial(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Deny.class);
    return ((Decision.Deny) decision).denial();
  }

  private static int admitted(Layer layer, RequestContext request, int attempts) {
    int admitted = 0;
    for (int i = 0; i < attempts; i++) {
      admitted += layer.before(request) instanceof Decision.Proceed ? 1 : 0;
    }
    return admitted;
  }
}
