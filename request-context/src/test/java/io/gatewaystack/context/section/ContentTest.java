package io.gatewaystack.context.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
  private static final Content REQUEST =
      content(Set.of("pii"), 30, Map.of("email", 2), true, "mask");
  private static final Content RESPONSE =
      content(Set.of("pci"), 20, Map.of("email", 1, "card", 1), false, null);

  @Test
  void mergesToAllLabelsTheHigherScoreAndTheSumOfMatches() {
    Content both = REQUEST.merge(RESPONSE);

    assertThat(both.labels()).containsExactlyInAnyOrder("pii", "pci");
    assertThat(both.riskScore()).isEqualTo(30);
    assertThat(both.matches()).containsExactly(Map.entry("card", 1), Map.entry("email", 3));
    assertThat(both.piiTypes()).containsExactly("card", "email");
  }

  @Test
  void aTruncatedScanStaysTruncatedInEitherOrder() {
    assertThat(REQUEST.merge(RESPONSE).truncated()).isTrue();
    assertThat(RESPONSE.merge(REQUEST).truncated()).isTrue();
    assertThat(RESPONSE.merge(RESPONSE).truncated()).isFalse();
  }

  @Test
  void keepsTheReplacementThatWasMadeLast() {
    assertThat(REQUEST.merge(RESPONSE).replacement()).isEqualTo("mask");
    assertThat(RESPONSE.merge(REQUEST).replacement()).isEqualTo("mask");
    assertThat(REQUEST.merge(content(Set.of(), 0, Map.of(), false, "remove")).replacement())
        .isEqualTo("remove");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 101})
  void refusesAScoreOutsideZeroToHundred(int score) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> content(Set.of(), score, Map.of(), false, null));
  }

  private static Content content(
      Set<String> labels, int score, Map<String, Integer> matches, boolean truncated, String with) {
    return new Content(labels, score, new TreeMap<>(matches), truncated, with);
  }
}
