package io.gatewaystack.validatabl.document;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML document.
 *
 * @param line where it begins or, for a member, where its key stands; from 1
 * @param value a map of texts to nodes, a list of nodes, a text, a {@link BigDecimal}, a boolean,
 *     or null
 */
public record DocumentNode(int line, @Nullable Object value) {

  /** What the value is, for messages; a scalar as it stands there. */
  public String told() {
    if (value instanceof Map) {
      return "a mapping";
    }
    return value instanceof List ? "a list" : String.valueOf(value);
  }
}
