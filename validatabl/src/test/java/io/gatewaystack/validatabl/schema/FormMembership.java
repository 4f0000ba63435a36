package io.gatewaystack.validatabl.schema;

import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.Items;
import io.gatewaystack.validatabl.form.Members;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Whether a value is of a form. */
final class FormMembership {
  private FormMembership() {}

  static boolean isIn(Form form, JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> form.nothing();
      case BOOLEAN -> form.flags().contains(value.booleanValue());
      case NUMBER -> {
        BigDecimal number = value.decimalValue();
        yield form.numbers().stream().anyMatch(some -> some.accept(number));
      }
      case STRING -> form.accepts(value.stringValue());
      case ARRAY -> form.items().stream().anyMatch(some -> isIn(some, value));
      case OBJECT -> form.members().stream().anyMatch(some -> isIn(some, value));
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON");
    };
  }

  private static boolean isIn(Items items, JsonNode list) {
    return list.size() >= items.least()
        && list.size() <= items.most()
        && IntStream.range(0, list.size()).allMatch(i -> isIn(items.form(i), list.get(i)));
  }

  private static boolean isIn(Members members, JsonNode object) {
    return members.required().stream().allMatch(object::has)
        && members.parts().stream().allMatch(part -> object.size() <= part.most())
        && object.properties().stream()
            .allMatch(member -> isIn(members.form(member.getKey()), member.getValue()));
  }
}
