package io.gatewaystack.validatabl.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The keyword {@code uniqueItems}. The library compares items by their hash codes, which a caller
 * can make equal at will: half a megabyte of such strings took four seconds. Here items are put
 * into one canonical text each, and of texts a hash set stays fast whatever their hash codes are.
 */
final class DistinctItems extends BaseKeywordValidator {
  static final Keyword KEYWORD = new OwnKeyword(KeywordType.UNIQUE_ITEMS, DistinctItems::new);

  private final boolean wanted;

  private DistinctItems(
      SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
    super(KeywordType.UNIQUE_ITEMS, value, location, parent, context);
    wanted = value.booleanValue();
  }

  @Override
  public void validate(
      ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
    if (wanted && value.isArray() && !areDistinct(value)) {
      execution.addError(
          error()
              .instanceNode(value)
              .instanceLocation(location)
              .evaluationPath(execution.getEvaluationPath())
              .build());
    }
  }

  private static boolean areDistinct(JsonNode items) {
    Set<String> texts = new HashSet<>();
    for (JsonNode item : items) {
      StringBuilder text = new StringBuilder();
      append(text, item);
      if (!texts.add(text.toString())) {
        return false;
      }
    }
    return true;
  }

  /** Equal values have one text: numbers by their value, members by their names. */
  private static void append(StringBuilder text, JsonNode value) {
    if (value.isNumber()) {
      text.append(value.decimalValue().stripTrailingZeros());
    } else if (value.isArray()) {
      text.append('[');
      for (JsonNode item : value) {
        append(text, item);
        text.append(',');
      }
      text.append(']');
    } else if (value.isObject()) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      value.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
      text.append('{');
      sorted.forEach(
          (name, member) -> {
            text.append(name.length()).append(':').append(name);
            append(text, member);
          });
      text.append('}');
    } else if (value.isString()) { // its length first, so that no text continues another
      text.append('"').append(value.stringValue().length()).append(':').append(value.stringValue());
    } else {
      text.append(value);
    }
  }
}
