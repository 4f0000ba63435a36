package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.json.JsonDocument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;

/** Any JSON value but null, together with its place in the document. For one thread. */
final class JsonFact implements Fact {
  /** Longest text that is recorded, in characters. */
  private static final int MAX_RECORDED = 256;

  /** Decimals of so many digits become doubles in some nanoseconds. */
  private static final int MAX_QUICK_DIGITS = 15;

  private final JsonNode node;
  private final JsonDocument document;
  private final List<String> path;
  private final NumberTexts texts;
  private @Nullable List<ExactNumber> numbers;
  private @Nullable BigDecimal integer;

  /**
   * A value.
   *
   * @param texts finds its numbers, shared with other values of the document
   */
  JsonFact(JsonNode node, JsonDocument document, List<String> path, NumberTexts texts) {
    this.node = node;
    this.texts = texts;
    this.document = document;
    this.path = path;
  }

  @Override
  public @Nullable String text() {
    return node.isString() ? node.stringValue() : null;
  }

  @Override
  public void eachMember(Consumer<Object> take) {
    for (int place = 0; node.isArray() && place < node.size(); place++) {
      JsonNode member = node.get(place);
      if (member.isString()) {
        take.accept(member.stringValue());
      } else if (member.isBoolean()) {
        take.accept(member.booleanValue());
      } else if (member.isNumber()) {
        decimal(member, place).ifPresent(take);
      }
    }
  }

  @Override
  public Truth is(Object value) {
    return Truth.of(same(node, 0, value));
  }

  @Override
  public Truth contains(Object value) {
    if (!node.isArray()) {
      return asText().contains(value);
    }
    int place = 0;
    for (JsonNode member : node) {
      if (same(member, place, value)) {
        return Truth.TRUE;
      }
      place++;
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
  public Truth compares(BigDecimal other, IntPredicate accepted) {
    return Truth.of(node.isNumber() && accepted.test(order(node, 0, other)));
  }

  /** The value as it may be recorded; empty when it is not a short scalar. */
  Optional<JsonNode> scalar() {
    if (node.isString()) {
      return Optional.of(node).filter(text -> text.stringValue().length() <= MAX_RECORDED);
    }
    if (node.isFloatingPointNumber()) {
      return numbers().get(0).decimal().map(DecimalNode::valueOf);
    }
    return Optional.of(node).filter(JsonNode::isValueNode);
  }

  private Fact asText() {
    return node.isString() ? new Text(node.stringValue()) : Absent.INSTANCE;
  }

  private boolean same(JsonNode value, int place, Object other) {
    if (other instanceof BigDecimal number) {
      return value.isNumber() && order(value, place, number) == 0;
    }
    if (other instanceof Boolean flag) {
      return value.isBoolean() && value.booleanValue() == flag;
    }
    return value.isString() && value.stringValue().equals(other);
  }

  private int order(JsonNode number, int place, BigDecimal other) {
    if (!number.isFloatingPointNumber()) {
      return (node.isNumber() ? integer() : number.decimalValue()).compareTo(other);
    }
    int rough = rough(number, other);
    return rough != 0 ? rough : numbers().get(place).compareTo(other);
  }

  /**
   * The order of the doubles that two numbers are nearest to: rounding never turns the order of
   * numbers round, so only those with the same double have to be read as they are written.
   *
   * @return 0 when it is not known
   */
  private static int rough(JsonNode number, BigDecimal other) {
    if (!number.isDouble() || other.precision() > MAX_QUICK_DIGITS) {
      return 0;
    }
    double nearest = number.doubleValue();
    double limit = other.doubleValue();
    return nearest < limit ? -1 : nearest > limit ? 1 : 0;
  }

  /** Asked for once: how many digits it has takes long to tell, and the number remembers it. */
  private BigDecimal integer() {
    BigDecimal known = integer;
    if (known == null) {
      known = node.decimalValue();
      integer = known;
    }
    return known;
  }

  private Optional<BigDecimal> decimal(JsonNode number, int place) {
    return number.isFloatingPointNumber()
        ? numbers().get(place).decimal()
        : Optional.of(number.decimalValue());
  }

  private List<ExactNumber> numbers() {
    List<ExactNumber> known = numbers;
    if (known == null) {
      known = new ArrayList<>(1);
      for (String text : texts.at(document, path)) {
        known.add(ExactNumber.of(text));
      }
      numbers = known;
    }
    return known;
  }
}
