package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.json.JsonDocument;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;

/** Any value but null of the tree of a JSON document. For one thread. */
final class JsonFact implements Fact {
  /** Longest text that is recorded, in characters. */
  private static final int MAX_RECORDED = 256;

  private final JsonNode node;
  private @Nullable RequestNumber number;

  JsonFact(JsonNode node) {
    this.node = node;
  }

  @Override
  public @Nullable String text() {
    return node.isString() ? node.stringValue() : null;
  }

  @Override
  public void eachMember(Consumer<JsonNode> take) {
    if (node.isArray()) {
      node.forEach(take);
    }
  }

  @Override
  public Truth is(Object value) {
    return Truth.of(
        value instanceof NamedNumber named
            ? node.isNumber() && number().compareTo(named) == 0
            : same(node, value));
  }

  @Override
  public Truth contains(Object value) {
    if (!node.isArray()) {
      return asText().contains(value);
    }
    for (JsonNode member : node) {
      if (same(member, value)) {
        return Truth.TRUE;
      }
    }
    return Truth.FALSE;
  }

  @Override
  public Truth in(Set<String> texts) {
    return asText().in(texts);
  }

  @Override
  public Truth startsWith(String prefix) {
    return asText().startsWith(prefix);
  }

  @Override
  public Truth matches(TextPattern pattern) {
    return asText().matches(pattern);
  }

  @Override
  public Truth compares(NamedNumber other, IntPredicate accepted) {
    return Truth.of(node.isNumber() && accepted.test(number().compareTo(other)));
  }

  /** The value as it may be recorded; empty when it is not a short scalar. */
  Optional<JsonNode> scalar() {
    if (node.isString()) {
      return Optional.of(node).filter(text -> text.stringValue().length() <= MAX_RECORDED);
    }
    return node.isDouble()
        ? JsonDocument.written(node).flatMap(JsonFact::decimal)
        : Optional.of(node).filter(JsonNode::isValueNode);
  }

  /** Empty for an exponent that no decimal can hold. */
  private static Optional<JsonNode> decimal(String written) {
    try {
      return Optional.of(DecimalNode.valueOf(new BigDecimal(written)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Fact asText() {
    return node.isString() ? new Text(node.stringValue()) : Absent.INSTANCE;
  }

  /** Asked for once per value: what it finds out about the number it remembers. */
  private RequestNumber number() {
    RequestNumber known = number;
    if (known == null) {
      known = new RequestNumber(node);
      number = known;
    }
    return known;
  }

  private static boolean same(JsonNode value, Object other) {
    if (other instanceof NamedNumber named) {
      return value.isNumber() && new RequestNumber(value).compareTo(named) == 0;
    }
    if (other instanceof Boolean flag) {
      return value.isBoolean() && value.booleanValue() == flag;
    }
    return value.isString() && value.stringValue().equals(other);
  }
}
