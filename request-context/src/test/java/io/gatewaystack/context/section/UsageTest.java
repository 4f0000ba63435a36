package io.gatewaystack.context.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class UsageTest {

  @Test
  void addsUpEveryFigure() {
    assertThat(new Usage(1, 2, 3).merge(new Usage(10, 20, 30))).isEqualTo(new Usage(11, 22, 33));
  }

  @Test
  void refusesNegativeFigures() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Usage(-1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Usage(0, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Usage(0, 0, -1));
  }

  @Test
  void staysAtTheLargestFigureWhenAnUpstreamReportsAbsurdOnes() {
    Usage absurd = new Usage(Long.MAX_VALUE, 1, Long.MAX_VALUE);

    assertThat(absurd.merge(absurd)).isEqualTo(new Usage(Long.MAX_VALUE, 2, Long.MAX_VALUE));
  }
}
