package io.gatewaystack.validatabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.validatabl.policy.Condition;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the schema of a tool has to do with whether the tool is listed. */
class SchemaAndListTest {

  static Validatabl layer(String schema, Policy... policies) {
    ValidatablBuilder builder =
        Validatabl.builder()
            .openTools("t", "u")
            .openPrompts("t")
            .argumentSchemas(ArgumentSchemas.builder().tool("t", ofObjects(schema)).build());
    List.of(policies).forEach(builder::policy);
    return builder.build();
  }

  /** What asks for members of objects only lets every other value pass. */
  private static String ofObjects(String schema) {
    return schema.startsWith("{") ? "{\"type\":\"object\"," + schema.substring(1) : schema;
  }

  private static String list(Validatabl layer, String method, String member) {
    RequestContext list = Requests.rpc(method, "{}").with(Requests.caller());
    String answer =
        "{\"id\":7,\"result\":{\"%s\":[{\"name\":\"t\"},{\"name\":\"u\"}]}}".formatted(member);
    return Decided.text(layer, list, answer);
  }

  static boolean shows(Validatabl layer) {
    assertThat(list(layer, "tools/list", "tools")).contains("\"u\"");
    return list(layer, "tools/list", "tools").contains("\"t\"");
  }

  static boolean mayCall(Validatabl layer, String arguments) {
    return layer.decide(Requests.toolCall("t", arguments).with(Requests.caller())).allowed();
  }

  /** Allows the tool for some arguments, and everything else. */
  static Policy when(String field, Operator operator, Object value) {
    return Policy.of(
        List.of(
            Rule.allow("some")
                .when("tool", Operator.EQUALS, "t")
                .when(field, operator, value)
                .build(),
            Rule.deny("others").priority(200).when("tool", Operator.EQUALS, "t").build()),
        Effect.ALLOW);
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GTE    | 5     | {"properties":{"a":{"maximum":5}}}                    | {"a":5}
          GT     | 5     | {"properties":{"a":{"maximum":5}}}                    |
          GT     | 5     | {"properties":{"a":{"type":"string"}}}                |
          LT     | 5     | {"properties":{"a":{"type":"integer","minimum":4}}}   | {"a":4}
          LT     | 5     | {"properties":{"a":{"type":"integer","exclusiveMinimum":4}}} |
          LT     | 5     | {"properties":{"a":{"type":"number","exclusiveMinimum":4}}}  | {"a":4.5}
          GT     | 5     | {"properties":{"a":{"multipleOf":7,"maximum":8}}}     | {"a":7}
          GT     | 5     | {"properties":{"a":{"multipleOf":7,"maximum":6}}}     |
          EQUALS | x     | {"properties":{"a":{"enum":["x","y"]}}}               | {"a":"x"}
          EQUALS | x     | {"properties":{"a":{"enum":["y","z"]}}}               |
          EQUALS | x     | {"additionalProperties":false}                        |
          EQUALS | x     | {"patternProperties":{"^a$":{"minLength":2}}}         |
          EQUALS | x     | {"propertyNames":{"minLength":2}}                     |
          MATCHES | [ab]+ | {"properties":{"a":{"minLength":3}}}                 | {"a":"aaa"}
          MATCHES | [ab]{1,2} | {"properties":{"a":{"minLength":3}}}             |
          MATCHES | [ab]+ | {"properties":{"a":{"pattern":"^b\\\\w*a$"}}}        | {"a":"bba"}
          MATCHES | [ab]+ | {"properties":{"a":{"pattern":"c"}}}                 |
          MATCHES | [ab]{3,} | {"properties":{"a":{"maxLength":2}}}              |
          STARTS_WITH | x | {"properties":{"a":{"pattern":"^\\\\s"}}}            |
          CONTAINS | x   | {"properties":{"a":{"type":"array","items":{"const":"x"}}}} | {"a":["x"]}
          CONTAINS | x   | {"properties":{"a":{"type":"array","items":{"type":"integer"}}}} |
          CONTAINS | x   | {"properties":{"a":{"type":"array","maxItems":0}}}    |
          CONTAINS | x   | {"properties":{"a":{"const":["y","x"]}}}              | {"a":["y","x"]}
          EXISTS | true  | {"properties":{"a":{"type":"null"}}}                  |
          EXISTS | false | {"required":["a"],"properties":{"a":{"type":"string"}}} |
          EXISTS | false | {"required":["a"]}                                    | {"a":null}
          EXISTS | false | {"anyOf":[{"required":["a"]},{"required":["b"]}],"properties":{"a":{"type":"string"}}} | {"b":1}
          EQUALS | x     | {"properties":{"b":{"minimum":3,"maximum":2,"type":"number"}},"required":["b"]} |
          EQUALS | x     | {"properties":{"b":{"pattern":"^a","maxLength":0,"type":"string"}},"required":["b"]} |
          EQUALS | x     | {"if":{"required":["a"]},"then":false}                |
          EQUALS | x     | {"not":{"required":["a"]}}                            |
          EQUALS | x     | {"oneOf":[{"required":["a"]},{"properties":{"a":{"const":"x"}}}]} |
          EQUALS | x     | {"dependentRequired":{"a":["b"]},"properties":{"b":false}} |
          EQUALS | x     | {"$ref":"#/$defs/d","$defs":{"d":{"properties":{"a":{"const":"y"}}}}} |
          EQUALS | x     | {"properties":{"n":{"$ref":"#"}},"required":["n"]}    |
          """)
  void aToolIsListedWhenItsSchemaLeavesSomethingOfWhatThePolicyAllows(
      Operator operator, String value, String schema, String call) {
    Object typed =
        switch (operator) {
          case EXISTS -> Boolean.valueOf(value);
          case LT, LTE, GT, GTE -> Integer.valueOf(value);
          default -> value;
        };
    Validatabl layer = layer(schema, when("arguments.a", operator, typed));

    assertThat(shows(layer)).isEqualTo(call != null);
    if (call != null) {
      assertThat(mayCall(layer, call)).isTrue();
    }
  }

  @Test
  void withoutPolicyToo() {
    assertThat(shows(layer("{\"required\":[\"a\"]}"))).isTrue();
    assertThat(shows(layer("{\"required\":[\"a\"],\"additionalProperties\":false}"))).isFalse();
    assertThat(shows(layer("{\"allOf\":[{\"type\":\"string\"}]}"))).isFalse();
  }

  @Test
  void argumentsThatAreNoObjectFitASchemaThatOnlyAsksForMembers() {
    String members = "{\"required\":[\"a\"],\"additionalProperties\":false}";
    Validatabl layer =
        Validatabl.builder()
            .openTools("t", "u")
            .argumentSchemas(ArgumentSchemas.builder().tool("t", members).build())
            .build();

    assertThat(shows(layer)).isTrue();
    assertThat(mayCall(layer, "5")).isTrue();
    assertThat(mayCall(layer, "{\"a\":5}")).isFalse();
  }

  @Test
  void aSchemaForcesValuesOnWhichDenialsLook() {
    Rule deny = Rule.deny("d").when("arguments.a", Operator.NOT_EQUALS, "x").build();
    String forced = "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":%s}}}";

    assertThat(shows(layer("true", denying(deny)))).isTrue();
    assertThat(shows(layer(forced.formatted("\"string\""), denying(deny)))).isTrue();
    assertThat(shows(layer(forced.formatted("\"number\""), denying(deny)))).isFalse();
  }

  private static Policy denying(Rule... rules) {
    List<Rule> named = new ArrayList<>();
    for (Rule rule : rules) {
      List<Condition> conditions = new ArrayList<>(rule.conditions());
      conditions.add(new Condition("tool", Operator.EQUALS, "t"));
      named.add(new Rule(rule.id(), 1, Effect.DENY, conditions, Optional.empty()));
    }
    return Policy.of(named, Effect.ALLOW);
  }

  @Test
  void itemsThatMustBeThereMeetDenials() {
    Rule a = Rule.deny("a").when("arguments.a", Operator.CONTAINS, "a").build();
    Rule b = Rule.deny("b").when("arguments.a", Operator.CONTAINS, "b").build();
    String list =
        "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"array\",\"minItems\":2,\"items\":%s}}}";

    assertThat(shows(layer(list.formatted("{\"enum\":[\"a\",\"b\"]}"), denying(a)))).isTrue();
    assertThat(shows(layer(list.formatted("{\"enum\":[\"a\",\"b\"]}"), denying(a, b)))).isFalse();
    assertThat(shows(layer(list.formatted("{\"enum\":[\"a\",\"b\",1]}"), denying(a, b)))).isTrue();
    assertThat(shows(layer(list.formatted("{\"type\":\"string\"}"), denying(a, b)))).isTrue();
    assertThat(shows(layer(list.formatted("{\"$ref\":\"#/properties/a\"}"), denying(a, b))))
        .isFalse();
    assertThat(
            shows(
                layer(
                    "{\"required\":[\"a\"],\"properties\":{\"a\":{\"const\":[\"a\",[1]]}}}",
                    denying(a))))
        .isFalse();
    assertThat(
            shows(
                layer(
                    "{\"required\":[\"a\"],\"properties\":{\"a\":{\"const\":[\"a\",[1]]}}}",
                    denying(b))))
        .isTrue();
  }

  @Test
  void aSchemaIsAboutToolsOnly() {
    Validatabl layer = layer("false");

    assertThat(shows(layer)).isFalse();
    assertThat(list(layer, "prompts/list", "prompts")).contains("\"t\"");
  }
}
