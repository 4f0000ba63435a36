package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldValuesTest {

  @ParameterizedTest
  @CsvSource({"4096, true", "4097, false"})
  void aResourceHasNoNameThatNobodyCouldAskFor(int length, boolean any) {
    String most = ".{1000}".repeat(4) + ".{" + (length - 4_000) + "}";

    assertThat(values(Operator.MATCHES, most).ofText().isEmpty()).isEqualTo(!any);
    assertThat(values(Operator.EQUALS, "a".repeat(length)).ofText().isEmpty()).isEqualTo(!any);
  }

  private static FieldValues values(Operator operator, String value) {
    CheckedCondition condition = CheckedCondition.known(new Condition("resource", operator, value));
    return new FieldValues(
        List.of(condition), Map.of(), new TextGraphs(new Effort(100_000_000), new RuleGraphs()));
  }
}
