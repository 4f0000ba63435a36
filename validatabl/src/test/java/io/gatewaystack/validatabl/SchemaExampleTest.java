package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.SchemaAndListTest.layer;
import static io.gatewaystack.validatabl.SchemaAndListTest.mayCall;
import static io.gatewaystack.validatabl.SchemaAndListTest.shows;
import static io.gatewaystack.validatabl.SchemaAndListTest.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools of which only an example can show that something fits and is allowed. */
class SchemaExampleTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"array","minItems":3,"items":{"enum":["x","y"]}}                        | ["x","y","x"]
          {"type":"array","uniqueItems":true,"minItems":3,"items":{"enum":["x","y"]}}     |
          {"type":"array","uniqueItems":true,"minItems":3,"items":{"enum":["x","y",1]}}   | [1,"x","y"]
          {"type":"array","uniqueItems":true,"minItems":2,"items":{"maximum":3,"minimum":3,"type":"number"}} |
          {"type":"array","items":{"const":"y"},"contains":{"const":"x"}}                 |
          {"type":"array","items":{"pattern":"^x"},"contains":{"minLength":3}}            | ["xyz"]
          {"type":"array","items":{"pattern":"^x"},"contains":{"minLength":3},"minContains":3,"maxItems":2} |
          {"type":"array","contains":{"type":"integer"},"minContains":4,"maxItems":4}     | [1,2,3,4]
          {"type":"array","contains":true,"maxContains":2,"minItems":3}                   |
          {"type":"array","prefixItems":[true,true],"unevaluatedItems":false,"minItems":3} |
          {"type":"array","prefixItems":[true,true],"unevaluatedItems":false,"minItems":2} | [1,2]
          {"type":"array","prefixItems":[{"const":1},{"const":2}],"minItems":2,"uniqueItems":true} | [1,2]
          {"type":"array","prefixItems":[{"const":1},{"const":1}],"minItems":2,"uniqueItems":true} |
          {"type":"object","minProperties":3,"properties":{"a":true,"b":true},"additionalProperties":false} |
          {"type":"object","minProperties":2,"properties":{"a":true,"b":true},"additionalProperties":false} | {"a":1,"b":2}
          {"type":"object","minProperties":5,"patternProperties":{"^k\\\\d$":true},"additionalProperties":false} | {"k1":1,"k2":1,"k3":1,"k4":1,"k5":1}
          {"type":"object","minProperties":3,"propertyNames":{"enum":["a","b"]}}          |
          {"type":"object","minProperties":2,"propertyNames":{"enum":["a","b"]}}          | {"a":1,"b":1}
          {"type":"object","minProperties":2,"maxProperties":1}                           |
          {"type":"object","minProperties":1,"unevaluatedProperties":{"type":"integer"}}  | {"a":1}
          {"type":"object","minProperties":1,"unevaluatedProperties":false,"allOf":[{"properties":{"a":{"const":1}}}]} | {"a":1}
          {"type":"integer","not":{"multipleOf":2},"minimum":2,"maximum":2}               |
          {"type":"integer","not":{"multipleOf":2},"minimum":2,"maximum":3}               | 3
          {"type":"number","not":{"type":"integer"},"minimum":2,"maximum":3}              | 2.5
          {"type":"number","oneOf":[{"multipleOf":2},{"multipleOf":3}],"minimum":6,"maximum":7} |
          {"type":"number","oneOf":[{"multipleOf":2},{"multipleOf":3}],"minimum":6,"maximum":8} | 8
          {"type":"object","not":{"additionalProperties":false}}                          | {"b":1}
          {"type":"object","not":{"additionalProperties":false},"maxProperties":0}        |
          {"type":"array","not":{"items":{"type":"string"}},"items":{"enum":["x",1]}}     | [1]
          {"type":"array","not":{"items":{"type":"string"}},"items":{"enum":["x"]}}       |
          {"$ref":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["type"],"properties":{"type":{"const":"array"}}} | {"type":"array"}
          {"$dynamicRef":"#node","type":"string"}                                         |
          {"$dynamicRef":"#node","type":"integer"}                                        | 5
          """)
  void aToolIsListedWhenAnExampleShowsThatSomethingFits(String schema, String value) {
    boolean fits = value != null;
    Validatabl layer =
        layer(
            "{\"properties\":{\"a\":%s},\"required\":[\"a\"],\"$defs\":{\"n\":{\"$dynamicAnchor\":\"node\",\"minimum\":3,\"type\":\"number\"}}}"
                .formatted(schema));

    assertThat(shows(layer)).isEqualTo(fits);
    if (value != null) {
      assertThat(mayCall(layer, "{\"a\":" + value + "}")).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"array","uniqueItems":true,"maxItems":2}                                | ["y","x"]
          {"type":"array","uniqueItems":true,"maxItems":1}                                |
          {"type":"array","prefixItems":[{"enum":["x","y"]},{"const":1}],"maxItems":3,"items":{"const":"z"}} |
          {"type":"array","prefixItems":[{"enum":["x","y"]},{"const":1}],"maxItems":3,"items":{"const":"y"}} | ["x",1,"y"]
          {"type":"array","contains":{"const":"z"},"maxItems":2}                          |
          {"type":"array","contains":{"const":"z"},"maxItems":3}                          | ["z","y","x"]
          """)
  void itemsThatPoliciesAskForNeedRoom(String schema, String value) {
    Rule rule =
        Rule.allow("both")
            .when("arguments.a", Operator.CONTAINS, "x")
            .when("arguments.a", Operator.CONTAINS, "y")
            .build();
    Rule other = Rule.allow("u").when("tool", Operator.EQUALS, "u").build();
    Validatabl layer =
        layer("{\"properties\":{\"a\":" + schema + "}}", Policy.of(List.of(rule, other)));

    assertThat(shows(layer)).isEqualTo(value != null);
    if (value != null) {
      assertThat(mayCall(layer, "{\"a\":" + value + "}")).isTrue();
    }
  }

  @Test
  void aToolOfWhichNoExampleIsKnownIsRefusedAndTheRecordSaysWhy() {
    String odd =
        "{\"properties\":{\"a\":{\"contains\":{\"type\":\"string\",\"pattern\":\"^(.{7})+$\",\"allOf\":[{\"pattern\":\"^(.{11})+$\"},{\"pattern\":\"^(.{13})+$\"},{\"pattern\":\"^(.{17})+$\"}]},\"type\":\"array\"}},\"required\":[\"a\"]}";
    Validatabl layer = layer(odd);
    String call = "{\"a\":[\"" + "x".repeat(7 * 11 * 13 * 17) + "\"]}";
    Verdict verdict = layer.decide(Requests.toolCall("t", call).with(Requests.caller()));

    assertThat(shows(layer)).isFalse();
    assertThat(verdict.authorization().reason()).isEqualTo("unproven_schema");
    assertThat(verdict.denial()).contains(Denials.BY_POLICY);
    assertThat(layer.decide(Requests.restTool("t", call).with(Requests.caller())).allowed())
        .as("what no list shows")
        .isTrue();
    assertThat(shows(layer("{\"examples\":[" + call + "]," + odd.substring(1)))).isTrue();
  }

  @Test
  void textsOfMoreCharactersThanAreCountedAreListedWhenThereIsAnExample() {
    Policy never = when("arguments.a", Operator.MATCHES, "[ab]{0,1000}");
    String schema = "{\"properties\":{\"a\":{\"minLength\":%d}}}";

    assertThat(shows(layer(schema.formatted(1_000), never))).isTrue();
    assertThat(mayCall(layer(schema.formatted(1_000), never), text(1_000))).isTrue();
    assertThat(shows(layer(schema.formatted(1_001), never))).isFalse();
    assertThat(mayCall(layer(schema.formatted(1_001), never), text(1_001))).isFalse();
    assertThat(shows(layer("{\"required\":[\"a\"]," + schema.formatted(20_000).substring(1))))
        .isTrue();
  }

  private static String text(int length) {
    return "{\"a\":\"" + "b".repeat(length) + "\"}";
  }

  @Test
  void whatIsTooHardToSeeThroughIsNeitherListedNorCallableWithoutAnExample() {
    Rule.Builder rule = Rule.allow("lengths");
    for (int length : new int[] {7, 11, 13}) {
      rule.when("arguments.a", Operator.MATCHES, "(.{" + length + "})+");
    }
    Policy policy =
        Policy.of(
            List.of(rule.build(), Rule.allow("u").when("tool", Operator.EQUALS, "u").build()));
    String hard =
        "{\"properties\":{\"a\":{\"allOf\":[{\"pattern\":\"^(.{16})+$\"},{\"pattern\":\"^(.{9})+$\"}]}}}";
    String call = text(144_144);
    String helped = "{\"examples\":[5,{}," + call + "]," + hard.substring(1);
    String lying = "{\"examples\":[" + text(144_143) + "]," + hard.substring(1);

    assertThat(shows(layer(hard, policy))).isFalse();
    assertThat(mayCall(layer(hard, policy), call)).isFalse();
    assertThat(shows(layer(helped, policy))).isTrue();
    assertThat(mayCall(layer(helped, policy), call)).isTrue();
    assertThat(shows(layer(lying, policy))).isFalse();
    assertThat(mayCall(layer(lying, policy), call)).isFalse();
  }
}
