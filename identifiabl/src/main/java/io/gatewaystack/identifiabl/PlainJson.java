package io.gatewaystack.identifiabl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON as maps, lists and scalars that nobody can change: claims are shared between requests. */
final class PlainJson {
  private PlainJson() {}

  /** The members of an object; those that are null are left out. */
  static Map<String, Object> object(JsonNode node) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      Object value = value(member.getValue());
      if (value != null) {
        members.put(member.getKey(), value);
      }
    }
    return Collections.unmodifiableMap(members);
  }

  /** The strings of an array; none when the node is no array. */
  static List<String> strings(JsonNode node) {
    return node.isArray()
        ? node.valueStream().flatMap(item -> item.stringValueOpt().stream()).toList()
        : List.of();
  }

  private static @Nullable Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> array(node);
      case STRING -> node.stringValue();
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING -> null;
      case BINARY, POJO -> throw new IllegalStateException("not JSON: " + node.getNodeType());
    };
  }

  private static List<@Nullable Object> array(JsonNode node) {
    List<@Nullable Object> items = new ArrayList<>(node.size());
    node.forEach(item -> items.add(value(item)));
    return Collections.unmodifiableList(items);
  }
}
