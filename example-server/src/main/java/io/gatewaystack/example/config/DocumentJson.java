package io.gatewaystack.example.config;

import io.gatewaystack.validatabl.document.DocumentNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What stands in a document as JSON: a schema may be written in YAML. */
final class DocumentJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DocumentJson() {}

  static String of(DocumentNode node) {
    return MAPPER.writeValueAsString(plain(node));
  }

  private static @Nullable Object plain(DocumentNode node) {
    if (node.value() instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach((key, value) -> plain.put(key, plain((DocumentNode) value)));
      return plain;
    }
    if (node.value() instanceof List<?> list) {
      return list.stream().map(value -> plain((DocumentNode) value)).toList();
    }
    return node.value();
  }
}
