package io.gatewaystack.validatabl.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The forms of values that are listed. */
public final class Constants {
  private Constants() {}

  /** One value, exactly. */
  public static Form of(JsonNode value) {
    return any(List.of(value));
  }

  /** Some values, exactly. */
  public static Form any(Iterable<JsonNode> values) {
    boolean nothing = false;
    Set<Boolean> flags = new HashSet<>();
    Set<BigDecimal> numbers = new TreeSet<>();
    Set<String> texts = new TreeSet<>();
    List<Items> lists = new ArrayList<>();
    List<Members> objects = new ArrayList<>();
    for (JsonNode value : values) {
      switch (value.getNodeType()) {
        case NULL -> nothing = true;
        case BOOLEAN -> flags.add(value.booleanValue());
        case NUMBER -> numbers.add(value.decimalValue());
        case STRING -> texts.add(value.stringValue());
        case ARRAY -> lists.add(list(value));
        case OBJECT -> objects.add(object(value));
        case BINARY, MISSING, POJO -> throw new IllegalStateException("not JSON");
      }
    }
    return Form.of(
        new Form.Kinds(
            nothing,
            flags,
            numbers.isEmpty() ? List.of() : List.of(Numbers.of(numbers)),
            texts.isEmpty() ? List.of() : List.of(Texts.of(texts)),
            lists,
            objects));
  }

  private static Items list(JsonNode value) {
    List<Supplier<Form>> items = new ArrayList<>();
    for (JsonNode item : value) {
      Form form = of(item);
      items.add(() -> form);
    }
    return Items.just(items);
  }

  private static Members object(JsonNode value) {
    Map<String, Supplier<Form>> members = new HashMap<>();
    value
        .properties()
        .forEach(
            member -> {
              Form form = of(member.getValue());
              members.put(member.getKey(), () -> form);
            });
    return Members.just(Map.copyOf(members));
  }
}
