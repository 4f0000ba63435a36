package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gatewaystack.validatabl.Requests;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that could never do what it was written for is refused when it is loaded. */
class PolicyLoadTest {

  private static Rule rule(String field, Operator operator, Object value) {
    return Rule.deny("r1").when("tool", Operator.EXISTS, true).when(field, operator, value).build();
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void refusesUnfitConditionsNamingRuleAndKey(
      String field, Operator operator, Object value, String key, String expected) {
    Rule rule = rule(field, operator, value);

    assertThatThrownBy(() -> Policy.of(List.of(rule)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rule r1: conditions[1]." + key + ":")
        .hasMessageContaining(expected);
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        argumentSet("unknown field", "colour", Operator.EQUALS, "x", "field", "org_id"),
        argumentSet("field in other case", "Tool", Operator.EQUALS, "x", "field", "tool"),
        argumentSet("prototype-like field", "__proto__", Operator.EXISTS, true, "field", "sub"),
        argumentSet("unknown content", "content.body", Operator.EXISTS, true, "field", "content."),
        argumentSet("no path", "arguments.", Operator.EXISTS, true, "field", "arguments.<path>"),
        argumentSet("bare arguments", "arguments", Operator.EXISTS, true, "field", "arguments.<"),
        argumentSet("gap in the path", "arguments.a..b", Operator.EQUALS, 1, "field", "<path>"),
        argumentSet("dot at the end", "arguments.a.", Operator.EQUALS, 1, "field", "<path>"),
        argumentSet("set equals", "role", Operator.EQUALS, "x", "operator", "set role"),
        argumentSet("set not equals", "scope", Operator.NOT_EQUALS, "x", "operator", "set scope"),
        argumentSet("set in", "roles", Operator.IN, List.of("x"), "operator", "set roles"),
        argumentSet("set matches", "permission", Operator.MATCHES, "x", "operator", "set"),
        argumentSet("text greater", "plan", Operator.GT, 1, "operator", "text plan"),
        argumentSet(
            "number contains", "content.riskScore", Operator.CONTAINS, "1", "operator", "n"),
        argumentSet(
            "number starts", "content.riskScore", Operator.STARTS_WITH, "1", "operator", ""),
        argumentSet("text equals number", "tool", Operator.EQUALS, 1, "value", "a text"),
        argumentSet("text equals list", "tool", Operator.EQUALS, List.of("a"), "value", "a text"),
        argumentSet(
            "number equals text", "content.riskScore", Operator.EQUALS, "1", "value", "num"),
        argumentSet(
            "argument equals map", "arguments.a", Operator.EQUALS, Map.of(), "value", "bool"),
        argumentSet(
            "argument contains list", "arguments.a", Operator.CONTAINS, List.of(), "value", ""),
        argumentSet("contains nothing", "scope", Operator.CONTAINS, "", "value", "not empty"),
        argumentSet(
            "contains two tokens", "tool", Operator.CONTAINS, "a b", "value", "white space"),
        argumentSet(
            "argument contains nothing", "arguments.a", Operator.CONTAINS, "", "value", "no"),
        argumentSet("in without list", "tool", Operator.IN, "a", "value", "a list"),
        argumentSet("in an empty list", "tool", Operator.IN, List.of(), "value", "at least one"),
        argumentSet(
            "in a mixed list", "tool", Operator.NOT_IN, List.of("a", 1), "value", "texts only"),
        argumentSet("invalid regex", "tool", Operator.MATCHES, "a(", "value", "RE2"),
        argumentSet("backtracking regex", "tool", Operator.MATCHES, "(a)\\1", "value", "RE2"),
        argumentSet("look-ahead regex", "tool", Operator.MATCHES, "(?=a)", "value", "RE2"),
        argumentSet("regex that is a number", "tool", Operator.MATCHES, 4, "value", "a text"),
        argumentSet("starts with nothing", "path", Operator.STARTS_WITH, "", "value", "not empty"),
        argumentSet("starts with a number", "path", Operator.STARTS_WITH, 1, "value", "a text"),
        argumentSet("address equals", "client.ip", Operator.EQUALS, "::1", "operator", "address"),
        argumentSet("address exists", "client.ip", Operator.EXISTS, true, "operator", "address"),
        argumentSet("text in a block", "tool", Operator.CIDR, "::1", "operator", "text tool"),
        argumentSet("no block", "client.ip", Operator.CIDR, List.of(), "value", "at least one"),
        argumentSet("block number", "client.ip", Operator.CIDR, 10, "value", "a list"),
        argumentSet(
            "name as block", "client.ip", Operator.CIDR, "localhost", "value", "10.0.0.0/8"),
        argumentSet("large block", "client.ip", Operator.CIDR, "10.0.0.0/33", "value", "addresses"),
        argumentSet("unknown kind", "kind", Operator.EQUALS, "tool_call", "value", "rest_tool"),
        argumentSet(
            "unknown kinds", "kind", Operator.NOT_IN, List.of("http", "MCP_LIST"), "value", "mcp_"),
        argumentSet("method in lower case", "http.method", Operator.EQUALS, "get", "value", "cap"),
        argumentSet(
            "methods in lower case",
            "http.method",
            Operator.IN,
            List.of("GET", "Put"),
            "value",
            "capitals"),
        argumentSet(
            "method misspelt", "http.method", Operator.EQUALS, "GETT", "value", "registered"),
        argumentSet(
            "method begins", "http.method", Operator.STARTS_WITH, "ge", "value", "capitals"),
        argumentSet("no tool", "tool", Operator.EQUALS, "", "value", "not empty"),
        argumentSet("a tool or none", "tool", Operator.IN, List.of("a", ""), "value", "not empty"),
        argumentSet("not no prompt", "prompt", Operator.NOT_EQUALS, "", "value", "1 to 4096"),
        argumentSet("long model", "model", Operator.EQUALS, "m".repeat(4097), "value", "1 to 4096"),
        argumentSet(
            "long uri", "resource", Operator.STARTS_WITH, "x".repeat(4097), "value", "1 to"),
        argumentSet("no plan", "plan", Operator.NOT_IN, List.of(""), "value", "not empty"),
        argumentSet("blank subject", "sub", Operator.EQUALS, " \t", "value", "not blank"),
        argumentSet("subject line", "sub", Operator.EQUALS, "a\nb", "value", "control"),
        argumentSet("subject begins", "sub", Operator.STARTS_WITH, "\u0000", "value", "control"),
        argumentSet("actor line", "actor", Operator.IN, List.of("a", "b\n"), "value", "control"),
        argumentSet("issuer with slash", "issuer", Operator.EQUALS, "https://i/", "value", "slash"),
        argumentSet("no slash", "path", Operator.EQUALS, "admin", "value", "begins with a slash"),
        argumentSet("begins otherwise", "path", Operator.STARTS_WITH, "admin", "value", "slash"),
        argumentSet("two slashes", "path", Operator.IN, List.of("/a//b"), "value", "in one way"),
        argumentSet("climbing path", "path", Operator.STARTS_WITH, "/a/../", "value", "in one way"),
        argumentSet("dot at its end", "path", Operator.EQUALS, "/a/.", "value", "in one way"),
        argumentSet("parameters", "path", Operator.NOT_EQUALS, "/a;b", "value", "in one way"),
        argumentSet("kind begins", "kind", Operator.STARTS_WITH, "tool", "value", "mcp_tool_call"),
        argumentSet("nobody's", "client.ip", Operator.CIDR, "0.0.0.0", "value", "a caller can"),
        argumentSet(
            "multicast", "client.ip", Operator.CIDR, "230.0.0.0/8", "value", "a caller can"),
        argumentSet("all of a link", "client.ip", Operator.CIDR, "ff02::/16", "value", "a caller"),
        argumentSet(
            "unspecified", "client.ip", Operator.CIDR, List.of("::1", "::"), "value", "a c"),
        argumentSet("path never absent", "path", Operator.EXISTS, false, "value", "every request"),
        argumentSet("kind never absent", "kind", Operator.EXISTS, false, "value", "every request"),
        argumentSet("score above", "content.riskScore", Operator.GT, 100, "value", "some score"),
        argumentSet("score below", "content.riskScore", Operator.LT, 0, "value", "some score"),
        argumentSet("score too high", "content.riskScore", Operator.GTE, 101, "value", "0 to 100"),
        argumentSet("score too low", "content.riskScore", Operator.GT, -1, "value", "0 to 100"),
        argumentSet(
            "half a score", "content.riskScore", Operator.NOT_EQUALS, 0.5, "value", "whole"),
        argumentSet("exists maybe", "plan", Operator.EXISTS, "true", "value", "true or false"),
        argumentSet("greater than a text", "arguments.a", Operator.GT, "1", "value", "a number"),
        argumentSet("less than NaN", "arguments.a", Operator.LT, Double.NaN, "value", "finite"),
        argumentSet(
            "at most infinity",
            "content.riskScore",
            Operator.LTE,
            Double.POSITIVE_INFINITY,
            "value",
            "finite"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind", "method", "http.method", "path"})
  void whatEveryRequestHasMayBeAskedForAsTheRuleThatAlwaysHolds(String field) {
    Policy policy = Policy.of(List.of(Rule.allow("r").when(field, Operator.EXISTS, true).build()));

    assertThat(policy.decide(Requests.http("GET", "/a")).allowed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("fit")
  void acceptsFitConditions(String field, Operator operator, Object value) {
    assertThatCode(() -> Policy.of(List.of(rule(field, operator, value))))
        .doesNotThrowAnyException();
  }

  static Stream<Arguments> fit() {
    return Stream.of(
        argumentSet("argument text", "arguments.a.b", Operator.EQUALS, "x"),
        argumentSet("argument boolean", "arguments.a", Operator.EQUALS, true),
        argumentSet("argument number", "arguments.a", Operator.NOT_EQUALS, 1.5),
        argumentSet("argument phrase", "arguments.a", Operator.CONTAINS, "New York"),
        argumentSet("role with a space", "role", Operator.CONTAINS, "Org Admin"),
        argumentSet("set exists", "content.labels", Operator.EXISTS, false),
        argumentSet("least score", "content.riskScore", Operator.GTE, 0),
        argumentSet("highest score", "content.riskScore", Operator.LTE, 100.0),
        argumentSet("score of ten", "content.riskScore", Operator.EQUALS, 1e1),
        argumentSet("kinds", "kind", Operator.IN, List.of("mcp_tool_call", "rest_tool")),
        argumentSet("kinds of MCP", "kind", Operator.STARTS_WITH, "mcp_"),
        argumentSet("blocks", "client.ip", Operator.CIDR, List.of("10.0.0.0/8", "::1")),
        argumentSet("every block", "client.ip", Operator.CIDR, List.of("0.0.0.0/0", "::/0")),
        argumentSet("nobody's neighbours", "client.ip", Operator.CIDR, List.of("1.0.0.0", "::2")),
        argumentSet("methods", "http.method", Operator.NOT_IN, List.of("GET", "QUERY")),
        argumentSet("method begins", "http.method", Operator.STARTS_WITH, "P"),
        argumentSet("longest model", "model", Operator.EQUALS, "m".repeat(4096)),
        argumentSet("longest beginning", "resource", Operator.STARTS_WITH, "x".repeat(4096)),
        argumentSet("long tool, by its path", "tool", Operator.EQUALS, "m".repeat(4097)),
        argumentSet("subject with spaces", "sub", Operator.EQUALS, " a b "),
        argumentSet("issuer without slash", "issuer", Operator.EQUALS, "https://i/a"),
        argumentSet("issuers of a host", "issuer", Operator.STARTS_WITH, "https://i/"),
        argumentSet("root", "path", Operator.EQUALS, "/"),
        argumentSet("hidden file", "path", Operator.STARTS_WITH, "/.w"),
        argumentSet("hidden files", "path", Operator.STARTS_WITH, "/a/."),
        argumentSet("odd but plain", "path", Operator.EQUALS, "/a b?c=ä%20"),
        argumentSet("empty argument", "arguments.a", Operator.IN, List.of("", "\u0000")),
        argumentSet("number exists", "content.riskScore", Operator.EXISTS, true),
        argumentSet(
            "large limit", "arguments.a", Operator.LT, new java.math.BigInteger("9".repeat(40))));
  }

  @Test
  void refusesARuleWithoutConditionsByName() {
    assertThatThrownBy(() -> Rule.allow("everything").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rule everything: conditions: none (expected: at least one)");
    assertThatThrownBy(() -> new Rule("everything", 1, Effect.DENY, List.of(), Optional.empty()))
        .hasMessageContaining("rule everything: conditions");
  }

  @Test
  void refusesAnIdUsedTwice() {
    Rule one = Rule.allow("twin").when("tool", Operator.EQUALS, "a").build();
    Rule two = Rule.deny("twin").when("tool", Operator.EQUALS, "b").build();

    assertThatThrownBy(() -> Policy.of(List.of(one, two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rule twin: id (expected: used once)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nb", "ä", "a/b"})
  void refusesIdsThatCouldForgeALogLine(String id) {
    Rule.Builder builder = Rule.allow(id).when("tool", Operator.EQUALS, "a");

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id (expected");
  }

  @Test
  void acceptsIdsOfOneHundredTwentyEightCharactersAndNoLonger() {
    Rule.Builder longest = Rule.allow("a".repeat(128)).when("tool", Operator.EQUALS, "a");
    Rule.Builder longer = Rule.allow("a".repeat(129)).when("tool", Operator.EQUALS, "a");

    assertThat(longest.build().id()).hasSize(128);
    assertThatThrownBy(longer::build).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void everyOperatorIsFoundByItsWord(Operator operator) {
    assertThat(Operator.parse(operator.word())).isEqualTo(operator);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Equals", "EQUALS", "eq", "constructor", "__proto__"})
  void refusesUnknownOperators(String word) {
    assertThatThrownBy(() -> Operator.parse(word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("operator: " + word + " (expected: one of equals, ");
  }

  @ParameterizedTest
  @EnumSource(Effect.class)
  void everyEffectIsFoundByItsWord(Effect effect) {
    assertThat(Effect.parse(effect.word())).isEqualTo(effect);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Allow", "ALLOW", "permit", "modify"})
  void refusesUnknownEffects(String word) {
    assertThatThrownBy(() -> Effect.parse(word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("effect: " + word + " (expected: allow or deny)");
  }
}
