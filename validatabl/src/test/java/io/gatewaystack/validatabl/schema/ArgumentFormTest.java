package io.gatewaystack.validatabl.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.validatabl.Requests;
import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.Numbers;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lists take the schema of a tool for; calls are judged by the schema itself. */
class ArgumentFormTest {
  private static final String DEFINITIONS =
      "\"$defs\":{\"small\":{\"maximum\":5},\"tree\":{\"properties\":{\"left\":"
          + "{\"$ref\":\"#/$defs/tree\"},\"value\":{\"type\":\"integer\"}},"
          + "\"required\":[\"value\"]},\"any\":{\"$dynamicAnchor\":\"x\"}}";

  private static ArgumentSchemas schemas(String keywords) {
    return ArgumentSchemas.builder()
        .tool("t", "{" + (keywords.isEmpty() ? "" : keywords + ",") + DEFINITIONS + "}")
        .build();
  }

  private static boolean isIn(Form form, String value) {
    return FormMembership.isIn(
        form, ExactJson.read(JsonDocument.parse(value.getBytes(UTF_8))).orElseThrow());
  }

  private static Form form(ArgumentSchemas schemas) {
    return schemas.arguments(Requests.toolCall("t").operation()).form();
  }

  @ParameterizedTest(name = "{0}: {1} and not {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "type":"integer"                              | 1.0            | 1.5
          "type":["string","null"]                      | null           | true
          "type":"boolean"                              | false          | 0
          "type":"array"                                | []             | {}
          "type":"object"                               | {}             | []
          "const":{"a":[1,"x"]}                         | {"a":[1.0,"x"]} | {"a":[1,"x",2]}
          "const":{"a":1}                               | {"a":1}        | {"a":1,"b":1}
          "enum":[1,"a",null,true,[2]]                  | [2]            | [3]
          "enum":[1,"a",null,true,[2]]                  | null           | false
          "minimum":1.5                                 | 1.5            | 1.49
          "maximum":1                                   | 1              | 1.00000000000000000001
          "exclusiveMinimum":1                          | 1.01           | 1
          "exclusiveMaximum":1                          | 0.99           | 1
          "multipleOf":0.1                              | 0.3            | 0.35
          "multipleOf":4,"allOf":[{"multipleOf":6}]     | 12             | 4
          "minimum":1                                   | "text"         | 0
          "minLength":2                                 | "éé"           | "é"
          "maxLength":1                                 | "😀"           | "ab"
          "pattern":"b$"                                | "ab"           | "ba"
          "pattern":"^[^b]*$","maxLength":2             | "ac"           | "abc"
          "minItems":1                                  | [null]         | []
          "maxItems":1                                  | [1]            | [1,2]
          "items":{"type":"string"}                     | ["a"]          | ["a",1]
          "prefixItems":[true,{"const":1}],"items":false | [5,1]         | [5,2]
          "properties":{"a":{"minimum":1}}              | {"a":1,"b":0}  | {"a":0}
          "required":["a"]                              | {"a":null}     | {"b":1}
          "additionalProperties":false                  | {}             | {"b":1}
          "properties":{"a":true},"additionalProperties":{"const":1} | {"a":2,"b":1} | {"b":2}
          "patternProperties":{"^a":{"const":1}}        | {"ab":1,"b":2} | {"ab":2}
          "patternProperties":{"^a":{}},"additionalProperties":false | {"ab":1} | {"b":1}
          "propertyNames":{"maxLength":1}               | {"a":1}        | {"ab":1}
          "maxProperties":1                             | {"a":1}        | {"a":1,"b":1}
          "unevaluatedProperties":false                 | {}             | {"a":1}
          "unevaluatedProperties":false,"properties":{"a":true} | {"a":1} | {"b":1}
          "unevaluatedProperties":false,"allOf":[{"properties":{"a":true}}] | {"a":1} | {"b":1}
          "unevaluatedProperties":false,"if":{"properties":{"a":true},"required":["a"]} | {"a":1} | {"a":1,"b":1}
          "unevaluatedProperties":false,"$ref":"#/$defs/tree" | {"value":1} | {"value":1,"b":1}
          "unevaluatedProperties":true,"maximum":1      | {"a":1}        | 2
          "unevaluatedProperties":false,"not":{"required":["b"]},"properties":{"a":true,"b":true} | {"a":1} | {"b":1}
          "dependentRequired":{"a":["b"]}               | {"b":1}        | {"a":1}
          "dependentSchemas":{"a":{"required":["b"]}}   | {"a":1,"b":1}  | {"a":1}
          "allOf":[{"minimum":1},{"maximum":2}]         | 2              | 3
          "anyOf":[{"const":1},{"minimum":5}]           | 5              | 4
          "oneOf":[{"minimum":1},{"maximum":5}]         | 0              | 3
          "oneOf":[{"type":"string"},{"const":1}]       | 1              | 2
          "not":{"type":"string"}                       | 1              | "a"
          "not":{"minLength":3}                         | "ab"           | "abc"
          "not":{"pattern":"a"}                         | "b"            | "ba"
          "not":{"minimum":1,"maximum":3}               | 4              | 2
          "not":{"enum":[1,"a"]}                        | "b"            | "a"
          "not":{"required":["a"]}                      | {"b":1}        | {"a":1}
          "not":{"minItems":1}                          | []             | [1]
          "not":{"not":{"const":1}}                     | 1              | 2
          "not":{"required":["a"],"properties":{"a":{"const":1}}} | {"a":2} | {"a":1}
          "if":{"const":1},"then":false,"else":{"maximum":5} | 4         | 1
          "if":{"required":["a"]},"then":{"required":["b"]} | {"a":1,"b":1} | {"a":1}
          "if":{"required":["a"]},"else":{"required":["b"]} | {"b":1}     | {"c":1}
          "$ref":"#/$defs/small"                        | 5              | 6
          "$ref":"#/$defs/tree"                         | {"value":1,"left":{"value":2}} | {"value":1,"left":{}}
          "properties":{"a":{"$ref":"#"}},"maximum":1   | {"a":{"a":1}}  | {"a":{"a":2}}
          """)
  void aFormHoldsWhatFitsAndNothingElse(String keywords, String fits, String unfit) {
    ArgumentSchemas schemas = schemas(keywords);

    assertThat(schemas.check(Requests.toolCall("t", fits))).isEmpty();
    assertThat(isIn(form(schemas), fits)).isTrue();
    assertThat(schemas.check(Requests.toolCall("t", unfit))).isPresent();
    assertThat(isIn(form(schemas), unfit)).isFalse();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "uniqueItems":true                    | [1,1]
          "contains":{"const":1}                | [2]
          "minProperties":1                     | {}
          "unevaluatedProperties":false,"anyOf":[{"properties":{"a":true},"required":["b"]},true] | {"a":1}
          "unevaluatedProperties":{"const":1}   | {"a":2}
          "unevaluatedProperties":false,"anyOf":[{"additionalProperties":{"const":1}},true] | {"a":2}
          "unevaluatedItems":false              | [1]
          "not":{"type":"integer"}              | 1
          "not":{"additionalProperties":false}  | {}
          "not":{"uniqueItems":true}            | []
          "oneOf":[{"multipleOf":2},{"multipleOf":3}] | 6
          "$ref":"https://json-schema.org/draft/2020-12/schema" | {"type":1}
          """)
  void aFormMayHoldMoreThanFits(String keywords, String unfit) {
    ArgumentSchemas schemas = schemas(keywords);

    assertThat(schemas.check(Requests.toolCall("t", unfit))).isPresent();
    assertThat(isIn(form(schemas), unfit)).isTrue();
    assertThat(form(schemas).isExact()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1e401, true",
    "1e999, true",
    "1e1000, false",
    "-1e999, true",
    "1e-401, true",
    "1e-402, false",
    "1.5e-402, false",
    "1.5e-401, true",
    "0e-9, true",
    "1e999999999, false",
    "1e-999999999, false"
  })
  void aFormHoldsNumbersThatArgumentsMayHold(String number, boolean writable) {
    ArgumentSchemas schemas = schemas("");
    BigDecimal exact = new BigDecimal(number);
    assertThat(Numbers.ANY.accept(exact)).isEqualTo(writable);
    if (Math.abs((long) exact.scale()) < 2_000) {
      String written = exact.scale() < 0 ? exact.toPlainString() : exact.toString();
      RequestContext call = Requests.toolCall("t", "{\"n\":" + written + "}");
      assertThat(fits(schemas, call)).isEqualTo(writable);
    }
  }

  private static boolean fits(ArgumentSchemas schemas, RequestContext call) {
    try {
      return schemas.check(call).isEmpty();
    } catch (Refused e) { // nobody reads a number that long
      return false;
    }
  }

  @Test
  void aFormIsNeverLargerThanItMustBeForSchemasThatHaveNothingInCommon() {
    StringBuilder kinds = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      kinds.append(
          "%s{\"type\":\"object\",\"required\":[\"kind\"],\"properties\":{\"kind\":{\"const\":\"k%d\"},\"v\":{\"minimum\":%d}}}"
              .formatted(i == 0 ? "" : ",", i, i));
    }
    Form form = form(schemas("\"oneOf\":[" + kinds + "]"));

    assertThat(form.isExact()).isTrue();
    assertThat(isIn(form, "{\"kind\":\"k7\",\"v\":7}")).isTrue();
    assertThat(isIn(form, "{\"kind\":\"k7\",\"v\":6}")).isFalse();
  }

  @Test
  void whatWouldHaveTooManyAlternativesIsTakenForMore() {
    StringBuilder all = new StringBuilder("\"allOf\":[true");
    for (int i = 0; i < 10; i++) {
      all.append(",{\"dependentRequired\":{\"a%d\":[\"b%d\"]}}".formatted(i, i));
    }
    Form form = form(schemas(all + "]"));

    assertThat(form.isExact()).isFalse();
    assertThat(isIn(form, "{\"a9\":1,\"b9\":1}")).isTrue();
    assertThat(form.members().size()).isLessThan(65);
  }

  @Test
  void schemasThatLeadFarFromOneToAnotherAreFollowed() {
    StringBuilder chain = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      chain.append(
          "\"d%d\":{\"required\":[\"n\"],\"properties\":{\"n\":{\"$ref\":\"#/$defs/d%d\"}}},"
              .formatted(i, i + 1));
    }
    ArgumentSchemas schemas =
        ArgumentSchemas.builder()
            .tool("t", "{\"$ref\":\"#/$defs/d0\",\"$defs\":{" + chain + "\"d600\":false}}")
            .build();

    assertThat(isIn(form(schemas), "{\"n\":5}")).isTrue();
    assertThat(isIn(form(schemas), "{\"n\":{}}")).isFalse();
    assertThat(isIn(form(schemas), "{\"m\":5}")).isFalse();
  }
}
