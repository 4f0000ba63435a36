package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.EXISTS;
import static io.gatewaystack.validatabl.policy.Operator.GT;
import static io.gatewaystack.validatabl.policy.Operator.GTE;
import static io.gatewaystack.validatabl.policy.Operator.IN;
import static io.gatewaystack.validatabl.policy.Operator.LT;
import static io.gatewaystack.validatabl.policy.Operator.MATCHES;
import static io.gatewaystack.validatabl.policy.Operator.NOT_EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.NOT_IN;
import static io.gatewaystack.validatabl.policy.Operator.STARTS_WITH;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.validatabl.Requests;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operator, both sides. Arguments are the one field that can hold any type. */
class OperatorTest {

  private static boolean holds(String field, Operator operator, Object value, RequestContext in) {
    Rule rule = Rule.allow("r").when(field, operator, value).build();
    return Policy.of(List.of(rule)).decide(in).allowed();
  }

  private static boolean argument(String json, Operator operator, Object value) {
    return holds("arguments.x", operator, value, Requests.toolCall("t", "{\"x\":" + json + "}"));
  }

  private static boolean absent(Operator operator, Object value) {
    return holds("arguments.x", operator, value, Requests.toolCall("t", "{}"));
  }

  private static boolean tool(String name, Operator operator, Object value) {
    return holds("tool", operator, value, Requests.toolCall(name));
  }

  private static boolean risk(int score, Operator operator, Object value) {
    Content content = new Content(Set.of(), score, new TreeMap<>(), false, null);
    return holds("content.riskScore", operator, value, Requests.toolCall("t").merge(content));
  }

  @Test
  void equalsComparesTexts() {
    assertThat(tool("read", EQUALS, "read")).isTrue();
    assertThat(tool("Read", EQUALS, "read")).isFalse();
    assertThat(tool("reader", EQUALS, "read")).isFalse();
    assertThat(argument("\"a\"", EQUALS, "a")).isTrue();
    assertThat(argument("\"\\u0061\"", EQUALS, "a")).as("escapes are no disguise").isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          5, true
          5.0, true
          5e0, true
          5.000000001, false
          '"5"', false
          true, false
          null, false
          [5], false
          {}, false
          """)
  void equalsComparesNumbersByValueAndNothingElse(String json, boolean expected) {
    assertThat(argument(json, EQUALS, 5)).isEqualTo(expected);
  }

  @Test
  void equalsComparesBooleansStrictly() {
    assertThat(argument("true", EQUALS, true)).isTrue();
    assertThat(argument("false", EQUALS, false)).isTrue();
    assertThat(argument("false", EQUALS, true)).isFalse();
    assertThat(argument("\"true\"", EQUALS, true)).isFalse();
    assertThat(argument("1", EQUALS, true)).isFalse();
  }

  @Test
  void equalsNeverTurnsAValueIntoText() {
    assertThat(argument("5", EQUALS, "5")).isFalse();
    assertThat(argument("true", EQUALS, "true")).isFalse();
    assertThat(argument("[\"a\"]", EQUALS, "a")).isFalse();
    assertThat(argument("null", EQUALS, "null")).isFalse();
  }

  @Test
  void equalsComparesIntegersBeyondSixtyFourBits() {
    String large = "1234567890123456789012345678901234567890";

    assertThat(argument(large, EQUALS, new BigInteger(large))).isTrue();
    assertThat(argument(large + "1", EQUALS, new BigInteger(large))).isFalse();
  }

  @Test
  void notEqualsIsTheExactComplement() {
    assertThat(tool("read", NOT_EQUALS, "read")).isFalse();
    assertThat(tool("write", NOT_EQUALS, "read")).isTrue();
    assertThat(argument("5", NOT_EQUALS, "5")).isTrue();
    assertThat(absent(NOT_EQUALS, "a")).isTrue();
    assertThat(absent(EQUALS, "a")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          read, true
          read write, true
          write read, true
          write\tread\tlist, true
          reads read, true
          reads, false
          unread, false
          pre-read, false
          '', false
          """)
  void containsFindsWholeTokensOfAText(String text, boolean expected) {
    assertThat(argument("\"" + text.replace("\t", "\\t") + "\"", CONTAINS, "read"))
        .isEqualTo(expected);
  }

  @Test
  void containsFindsMembersOfAList() {
    assertThat(argument("[\"a\",\"New York\"]", CONTAINS, "New York")).isTrue();
    assertThat(argument("[1,2]", CONTAINS, 2)).isTrue();
    assertThat(argument("[true]", CONTAINS, true)).isTrue();
    assertThat(argument("[\"1\"]", CONTAINS, 1)).isFalse();
    assertThat(argument("[\"a b\"]", CONTAINS, "a")).isFalse();
    assertThat(argument("[[\"a\"]]", CONTAINS, "a")).isFalse();
    assertThat(argument("[]", CONTAINS, "a")).isFalse();
  }

  @Test
  void containsIsFalseForEverythingElse() {
    assertThat(argument("{\"read\":1}", CONTAINS, "read")).isFalse();
    assertThat(argument("5", CONTAINS, 5)).isFalse();
    assertThat(argument("\"5\"", CONTAINS, 5)).isFalse();
    assertThat(absent(CONTAINS, "read")).isFalse();
  }

  @Test
  void inTakesTextsOnly() {
    List<String> values = List.of("a", "1", "true", "a,b");

    assertThat(argument("\"a\"", IN, values)).isTrue();
    assertThat(argument("\"b\"", IN, values)).isFalse();
    assertThat(argument("1", IN, values)).isFalse();
    assertThat(argument("true", IN, values)).isFalse();
    assertThat(argument("[\"a\"]", IN, values)).isFalse();
    assertThat(argument("[\"a\",\"b\"]", IN, values)).as("a list is no text").isFalse();
    assertThat(absent(IN, values)).isFalse();
  }

  @Test
  void notInIsTheExactComplement() {
    assertThat(tool("a", NOT_IN, List.of("a", "b"))).isFalse();
    assertThat(tool("c", NOT_IN, List.of("a", "b"))).isTrue();
    assertThat(absent(NOT_IN, List.of("a"))).isTrue();
    assertThat(argument("[\"a\"]", NOT_IN, List.of("a"))).isTrue();
  }

  @Test
  void matchesTakesTextsOnly() {
    assertThat(argument("\"abc\"", MATCHES, "a.c")).isTrue();
    assertThat(argument("\"abcd\"", MATCHES, "a.c")).isFalse();
    assertThat(argument("5", MATCHES, ".*")).isFalse();
    assertThat(argument("[\"a\"]", MATCHES, ".*")).isFalse();
    assertThat(absent(MATCHES, ".*")).isFalse();
  }

  @Test
  void startsWithTakesTextsOnly() {
    assertThat(tool("ledger_read", STARTS_WITH, "ledger_")).isTrue();
    assertThat(tool("my_ledger_read", STARTS_WITH, "ledger_")).isFalse();
    assertThat(argument("55", STARTS_WITH, "5")).isFalse();
    assertThat(absent(STARTS_WITH, "5")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "0", "false", "[]", "{}", "\"a\""})
  void whateverIsNotNullExists(String json) {
    assertThat(argument(json, EXISTS, true)).isTrue();
    assertThat(argument(json, EXISTS, false)).isFalse();
  }

  @Test
  void nullAndAbsenceDoNotExist() {
    assertThat(argument("null", EXISTS, true)).isFalse();
    assertThat(argument("null", EXISTS, false)).isTrue();
    assertThat(absent(EXISTS, true)).isFalse();
    assertThat(absent(EXISTS, false)).isTrue();
  }

  @Test
  void emptySetsDoNotExist() {
    RequestContext none = Requests.toolCall("t").with(Requests.caller());
    RequestContext some = Requests.toolCall("t").with(Requests.caller("a"));

    assertThat(holds("scope", EXISTS, true, none)).isFalse();
    assertThat(holds("scope", EXISTS, true, some)).isTrue();
    assertThat(holds("permissions", EXISTS, true, some)).isTrue();
    assertThat(holds("role", EXISTS, false, some)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "GT, 69, false",
    "GT, 70, false",
    "GT, 71, true",
    "GTE, 69, false",
    "GTE, 70, true",
    "GTE, 71, true",
    "LT, 69, true",
    "LT, 70, false",
    "LT, 71, false",
    "LTE, 69, true",
    "LTE, 70, true",
    "LTE, 71, false",
    "EQUALS, 70, true",
    "EQUALS, 71, false",
    "NOT_EQUALS, 70, false",
    "NOT_EQUALS, 71, true"
  })
  void ordersAreExactAtTheLimit(Operator operator, int score, boolean expected) {
    assertThat(risk(score, operator, 70)).isEqualTo(expected);
    assertThat(argument(String.valueOf(score), operator, 70)).isEqualTo(expected);
    assertThat(argument(score + ".0", operator, 70)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(names = {"GT", "GTE", "LT", "LTE"})
  void nothingButANumberHasAnOrder(Operator operator) {
    assertThat(argument("\"70\"", operator, 70)).isFalse();
    assertThat(argument("true", operator, 1)).isFalse();
    assertThat(argument("[70]", operator, 70)).isFalse();
    assertThat(absent(operator, 70)).isFalse();
    assertThat(holds("content.riskScore", operator, 70, Requests.toolCall("t"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1e999, GT, true",
    "1e99999999999, GT, true",
    "1e99999999999, EQUALS, false",
    "-1e999, LT, true",
    "-1e999, GT, false",
    "-1e99999999999, LT, true",
    "1e-99999999999, GT, false",
    "1e-99999999999, LT, true",
    "0e99999999999, LT, true",
    "-0.0e99999999999, LT, true"
  })
  void numbersOfAnySizeHaveAnOrder(String json, Operator operator, boolean expected) {
    assertThat(argument(json, operator, 1000)).isEqualTo(expected);
  }

  @Test
  void numbersNextToZeroAreNotZero() {
    assertThat(argument("1e-99999999999", GT, 0)).isTrue();
    assertThat(argument("-1E-99999999999", LT, 0)).isTrue();
    assertThat(argument("1e-99999999999", EQUALS, 0)).isFalse();
    assertThat(argument("1e-999", EQUALS, 0)).isFalse();
    assertThat(argument("0e99999999999", EQUALS, 0)).isTrue();
    assertThat(argument("-0.00", EQUALS, 0)).isTrue();
    assertThat(argument("1e-99999999999", GT, -1)).isTrue();
  }

  @Test
  void numbersMayHaveHundredsOfDigits() {
    assertThat(argument("9".repeat(900), GT, Long.MAX_VALUE)).isTrue();
    assertThat(argument("1", LT, new BigDecimal("1e999999999"))).isTrue();
    assertThat(argument("1e999999999", LT, new BigDecimal("1e999999999"))).isFalse();
  }

  @Test
  void decimalsCompareAsTheyAreWritten() {
    assertThat(argument("0.1", EQUALS, 0.1)).isTrue();
    assertThat(argument("0.1", EQUALS, 0.1f)).isTrue();
    assertThat(argument("10.005", GT, 10.0)).isTrue();
    assertThat(argument("0.1000000000000000055511151231257827", EQUALS, 0.1)).isFalse();
    assertThat(argument("0.1000000000000000055511151231257827", GT, 0.1)).isTrue();
    assertThat(argument("0.0999999999999999999999", GTE, 0.1)).isFalse();
    assertThat(argument("0.2", GT, 0.1)).isTrue();
    assertThat(argument("-0.0", LT, 0)).isFalse();
    assertThat(argument("1e-400", GT, 0)).isTrue();
    assertThat(argument("-1e-400", GTE, 0)).isFalse();
    assertThat(argument("1e400", GT, new BigDecimal("1e399"))).isTrue();
    assertThat(argument("1e400", GT, new BigDecimal("1e401"))).isFalse();
    assertThat(argument("9007199254740993.0", GT, new BigDecimal("9007199254740992"))).isTrue();
    assertThat(argument("100.00000000000000001", GT, 100)).isTrue();
    assertThat(argument("9007199254740993.0", EQUALS, 9007199254740993L)).isTrue();
    assertThat(argument("9007199254740992.0", EQUALS, 9007199254740993L)).isFalse();
  }

  @Test
  void decimalsInListsCompareAsTheyAreWritten() {
    assertThat(argument("[\"a\",[0.1],{\"b\":0.1},0.25,0.1]", CONTAINS, 0.1)).isTrue();
    assertThat(argument("[\"a\",[0.1],{\"b\":0.1},0.1000000000000000055511]", CONTAINS, 0.1))
        .isFalse();
  }

  @Test
  void findsADecimalWhereverItStands() {
    String json = "{\"a\":{\"x\":0.5},\"l\":[{\"x\":1.5}],\"y\":{\"z\":0,\"x\":{\"x\":2.5}}}";

    assertThat(holds("arguments.y.x.x", EQUALS, 2.5, Requests.toolCall("t", json))).isTrue();
    assertThat(holds("arguments.y.x.x", EQUALS, 2.5, Requests.restTool("t", json))).isTrue();
    assertThat(holds("arguments.a.x", EQUALS, 0.5, Requests.restTool("t", json))).isTrue();
    assertThat(holds("arguments.a.x", EQUALS, 1.5, Requests.restTool("t", json))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"IN", "STARTS_WITH", "MATCHES"})
  void onlyATextIsComparedWithTexts(Operator operator) {
    Object value = operator == IN ? List.of("1") : "1";

    assertThat(argument("\"1\"", operator, value)).isTrue();
    assertThat(argument("1.0", operator, value)).isFalse();
    assertThat(argument("{}", operator, value)).isFalse();
  }
}
