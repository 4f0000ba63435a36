package io.gatewaystack.context.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.section.Limits.Quota;
import io.gatewaystack.context.section.Limits.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void theWorseVerdictWinsWithItsKeyInEitherOrder() {
    for (Verdict worse : List.of(Verdict.THROTTLED, Verdict.QUOTA_EXCEEDED)) {
      Limits fine = Limits.of(Verdict.OK, "fine", "t1", quota("a", 5));
      Limits bad = Limits.of(worse, "bad", "t2", quota("b", 0));

      for (Limits merged : List.of(fine.merge(bad), bad.merge(fine))) {
        assertThat(merged.verdict()).isEqualTo(worse);
        assertThat(merged.key()).isEqualTo("bad");
        assertThat(merged.tenantKey()).isEqualTo("t2");
        assertThat(merged.quotas()).hasSize(2);
      }
    }
    assertThat(Verdict.QUOTA_EXCEEDED).isGreaterThan(Verdict.THROTTLED);
  }

  @Test
  void amongEqualVerdictsTheLaterKeyStands() {
    Limits address = Limits.of(Verdict.OK, "address", null, quota("address", 90));
    Limits user = Limits.of(Verdict.OK, "user", "tenant", quota("user", 9));

    assertThat(address.merge(user).key()).isEqualTo("user");
    assertThat(address.merge(user).quotas())
        .extracting(Quota::name)
        .containsExactly("address", "user");
  }

  @Test
  void theTightestQuotaIsTheOneWithTheLeastLeftTheLastAmongEquals() {
    Limits limits =
        Limits.of(Verdict.OK, "k", null, quota("a", 5))
            .merge(Limits.of(Verdict.OK, "k", null, quota("b", 3)))
            .merge(Limits.of(Verdict.OK, "k", null, quota("c", 3)))
            .merge(Limits.of(Verdict.OK, "k", null, quota("d", 4)));

    assertThat(limits.tightest()).map(Quota::name).hasValue("c");
    assertThat(new Limits(Verdict.OK, "k", null, List.of()).tightest()).isEmpty();
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(strings = {"", "a b", "a\"b", "a\\b", "a\r\nX: y", "ü"})
  void refusesAQuotaNameThatWouldBreakTheHeader(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> quota(name, 1));
  }

  @Test
  void refusesFiguresNoRateHeaderCanSay() {
    assertThatIllegalArgumentException().isThrownBy(() -> quota("a", -1));
    assertThatIllegalArgumentException().isThrownBy(() -> quota("a", 101));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quota("a", 1, Duration.ZERO, 1, MINUTE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quota("a", 1, MINUTE.negated(), 1, MINUTE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quota("a", 1, MINUTE, 1, MINUTE.negated()));
    assertThat(new Quota("a", 0, MINUTE, 0, Duration.ZERO).limit()).isZero();
  }

  private static Quota quota(String name, long remaining) {
    return new Quota(name, 100, MINUTE, remaining, MINUTE);
  }
}
