package io.gatewaystack.validatabl;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a field holds in one request, as the operators see it. */
sealed interface Fact {

  /** A text; null is absent. */
  static Fact of(@Nullable String text) {
    return text == null ? Absent.INSTANCE : new Text(text);
  }

  /** A set of texts. */
  static Fact of(Set<String> members) {
    return new Texts(members, Set.of());
  }

  /** A JSON value; null, in Java or in JSON, is absent. */
  static Fact of(@Nullable JsonNode node) {
    return node == null || node.isNull() ? Absent.INSTANCE : new Json(node);
  }

  /** Whether there is anything. */
  default boolean present() {
    return true;
  }

  /** The text, when it is one. */
  default @Nullable String text() {
    return null;
  }

  /** Whether it is this text, number ({@link BigDecimal}) or boolean. */
  boolean is(Object value);

  /** Whether a text is a member or a token of it. */
  default boolean contains(Object value) {
    return false;
  }

  /** How the number compares to another; null when it is none. */
  default @Nullable Integer order(BigDecimal other) {
    return null;
  }

  private static boolean hasToken(String text, String token) {
    int at = text.indexOf(token);
    while (at >= 0) {
      int end = at + token.length();
      if ((at == 0 || Character.isWhitespace(text.charAt(at - 1)))
          && (end == text.length() || Character.isWhitespace(text.charAt(end)))) {
        return true;
      }
      at = text.indexOf(token, at + 1);
    }
    return false;
  }

  /** Nothing: the field is absent. */
  enum Absent implements Fact {
    INSTANCE;

    @Override
    public boolean present() {
      return false;
    }

    @Override
    public boolean is(Object value) {
      return false;
    }
  }

  /** One text. */
  record Text(String text) implements Fact {
    @Override
    public boolean is(Object value) {
      return text.equals(value);
    }

    @Override
    public boolean contains(Object value) {
      return value instanceof String token && hasToken(text, token);
    }
  }

  /** A set of texts, or two that count as one. */
  record Texts(Set<String> members, Set<String> more) implements Fact {
    @Override
    public boolean present() {
      return !members.isEmpty() || !more.isEmpty();
    }

    @Override
    public boolean is(Object value) {
      return false;
    }

    @Override
    public boolean contains(Object value) {
      return value instanceof String text && (members.contains(text) || more.contains(text));
    }
  }

  /** One number of ours. */
  record Count(int number) implements Fact {
    @Override
    public boolean is(Object value) {
      return value instanceof BigDecimal other && order(other) == 0;
    }

    @Override
    public Integer order(BigDecimal other) {
      return BigDecimal.valueOf(number).compareTo(other);
    }
  }

  /** Any JSON value but null. */
  record Json(JsonNode node) implements Fact {
    @Override
    public @Nullable String text() {
      return node.isString() ? node.stringValue() : null;
    }

    @Override
    public boolean is(Object value) {
      if (value instanceof BigDecimal number) {
        Integer order = order(number);
        return order != null && order == 0;
      }
      if (value instanceof Boolean flag) {
        return node.isBoolean() && node.booleanValue() == flag;
      }
      return node.isString() && node.stringValue().equals(value);
    }

    @Override
    public boolean contains(Object value) {
      if (node.isArray()) {
        for (JsonNode member : node) {
          if (new Json(member).is(value)) {
            return true;
          }
        }
        return false;
      }
      return node.isString()
          && value instanceof String token
          && hasToken(node.stringValue(), token);
    }

    @Override
    public @Nullable Integer order(BigDecimal other) {
      if (!node.isNumber()) {
        return null;
      }
      if (!node.isFloatingPointNumber()) {
        return new BigDecimal(node.bigIntegerValue()).compareTo(other);
      }
      double number = node.doubleValue();
      if (Double.isInfinite(number)) { // 1e999 is valid JSON
        return number > 0 ? 1 : -1;
      }
      return node.decimalValue().compareTo(other);
    }
  }
}
