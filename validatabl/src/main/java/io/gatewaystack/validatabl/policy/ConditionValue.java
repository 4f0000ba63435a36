package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The value of a condition, read as what its operator needs.
 *
 * @param value as it was given
 * @param place where it stands, for messages
 */
record ConditionValue(Object value, String place) {

  /** A refusal that names place and key. */
  IllegalArgumentException refused(String expected) {
    return new IllegalArgumentException(
        "%s.value: %s (expected: %s)".formatted(place, value, expected));
  }

  String text() {
    if (value instanceof String text) {
      return text;
    }
    throw refused("a text");
  }

  String someText() {
    String text = text();
    if (text.isEmpty()) {
      throw refused("a text that is not empty");
    }
    return text;
  }

  String token() {
    String text = someText();
    if (text.chars().anyMatch(Character::isWhitespace)) {
      throw refused("a text without white space");
    }
    return text;
  }

  boolean flag() {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw refused("true or false");
  }

  BigDecimal number() {
    if (value instanceof Number number) {
      try {
        return new BigDecimal(number.toString());
      } catch (NumberFormatException e) { // NaN and the infinities
        throw refused("a finite number");
      }
    }
    throw refused("a number");
  }

  /** A text, a {@link NamedNumber} or a boolean. */
  Object scalar() {
    if (value instanceof Number) {
      return new NamedNumber(number());
    }
    if (value instanceof Boolean || value instanceof String) {
      return value;
    }
    throw refused("a text, a number or a boolean");
  }

  /** At least one text. */
  Set<String> texts() {
    if (!(value instanceof List<?> members) || members.isEmpty()) {
      throw refused("a list of at least one text");
    }
    Set<String> texts = new LinkedHashSet<>();
    for (Object member : members) {
      if (!(member instanceof String text)) {
        throw refused("a list of texts only");
      }
      texts.add(text);
    }
    return Collections.unmodifiableSet(texts);
  }

  TextPattern pattern(TextPatterns patterns) {
    try {
      return patterns.find(text());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ".value: " + e.getMessage(), e);
    }
  }

  /** One block of addresses or a list of them. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (String text : value instanceof String block ? Set.of(block) : texts()) {
      try {
        blocks.add(Block.parse(text));
      } catch (IllegalArgumentException e) {
        throw refused("addresses such as 10.0.0.0/8 or 2001:db8::/32");
      }
    }
    return List.copyOf(blocks);
  }
}
