package io.gatewaystack.validatabl.schema;

import io.gatewaystack.validatabl.form.Constants;
import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.Items;
import io.gatewaystack.validatabl.form.Numbers;
import io.gatewaystack.validatabl.form.Numbers.Limit;
import io.gatewaystack.validatabl.form.TextRule;
import io.gatewaystack.validatabl.form.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * What the keywords say about a value itself, and about the items of a list.
 *
 * @param compiler knows other schemas
 * @param schema the schema that holds the keywords
 */
record ValueForms(FormCompiler compiler, JsonNode schema) {
  private static final int MOST_WANTED = 100;

  /** What a keyword says; empty when it is about something else. */
  Optional<Form> find(String keyword) {
    JsonNode value = schema.path(keyword);
    return Optional.ofNullable(
        switch (keyword) {
          case "type" -> types(value);
          case "const" -> Constants.of(value);
          case "enum" -> Constants.any(value);
          case "minimum" -> Form.limiting(Numbers.from(limit(value, false)));
          case "maximum" -> Form.limiting(Numbers.upTo(limit(value, false)));
          case "exclusiveMinimum" -> Form.limiting(Numbers.from(limit(value, true)));
          case "exclusiveMaximum" -> Form.limiting(Numbers.upTo(limit(value, true)));
          case "multipleOf" -> Form.limiting(Numbers.multiplesOf(value.decimalValue()));
          case "minLength" -> Form.limiting(Texts.ofLength(count(value), Integer.MAX_VALUE));
          case "maxLength" -> Form.limiting(Texts.ofLength(0, count(value)));
          case "pattern" ->
              Form.limiting(Texts.matching(TextRule.of(EcmaPattern.re2(value.stringValue()))));
          case "minItems" -> Form.limiting(Items.ofSize(count(value), Integer.MAX_VALUE));
          case "maxItems" -> Form.limiting(Items.ofSize(0, count(value)));
          case "items" -> items();
          case "prefixItems" -> schema.has("items") ? Form.ANY : items();
          case "uniqueItems" -> value.booleanValue() ? FormCompiler.MORE : Form.ANY;
          case "contains" -> contains(value);
          case "unevaluatedItems" -> FormCompiler.MORE;
          default -> null;
        });
  }

  private static Form types(JsonNode type) {
    if (!type.isArray()) {
      return type(type.asString(""));
    }
    Form types = Form.NONE;
    for (JsonNode each : type) {
      types = types.or(type(each.asString("")));
    }
    return types;
  }

  private static Form type(String name) {
    Form any = Form.ANY;
    boolean integer = name.equals("integer");
    List<Numbers> integers = integer ? List.of(Numbers.multiplesOf(BigDecimal.ONE)) : List.of();
    return Form.of(
        new Form.Kinds(
            name.equals("null"),
            name.equals("boolean") ? any.flags() : Set.of(),
            name.equals("number") ? any.numbers() : integers,
            name.equals("string") ? any.texts() : List.of(),
            name.equals("array") ? any.items() : List.of(),
            name.equals("object") ? any.members() : List.of()));
  }

  private static Limit limit(JsonNode number, boolean open) {
    return new Limit(number.decimalValue(), open);
  }

  /** A count; more than anybody can send is as good as the most. */
  static int count(JsonNode number) {
    BigDecimal most = BigDecimal.valueOf(Integer.MAX_VALUE);
    return number.decimalValue().min(most).intValue();
  }

  private Form items() {
    List<Supplier<Form>> first = new ArrayList<>();
    schema.path("prefixItems").forEach(item -> first.add(compiler.later(item)));
    Form form = Form.limiting(Items.of(first, compiler.held(schema, "items")));
    return first.isEmpty() ? form : form.loosely(); // which item a policy meets is not told
  }

  private Form contains(JsonNode item) {
    int least = schema.has("minContains") ? count(schema.path("minContains")) : 1;
    if (least == 0 && !schema.has("maxContains")) {
      return Form.ANY;
    }
    List<Supplier<Form>> wanted =
        Collections.nCopies(Math.min(least, MOST_WANTED), compiler.later(item));
    return Form.limiting(Items.wanting(wanted)).loosely();
  }
}
