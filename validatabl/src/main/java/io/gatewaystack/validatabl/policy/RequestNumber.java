package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.json.JsonDocument;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A number of a request. It is compared by the doubles that it and the other are nearest to, for
 * rounding never turns the order of numbers round; only where those agree by what is written. For
 * one thread.
 */
final class RequestNumber {
  /** Longer texts are worth remembering what was found out about them. */
  private static final int SHORT = 64;

  private final JsonNode node;
  private final double nearest;
  private @Nullable ExactNumber exact;
  private @Nullable BigInteger integer;

  /**
   * A number.
   *
   * @param node of the tree of a document
   */
  RequestNumber(JsonNode node) {
    this.node = node;
    this.nearest =
        node.isDouble()
            ? node.doubleValue()
            : node.isBigInteger() ? node.bigIntegerValue().doubleValue() : node.longValue();
  }

  /** The double that is nearest to it. */
  double nearest() {
    return nearest;
  }

  /** The order relative to a number: negative, 0 or positive. */
  int compareTo(NamedNumber named) {
    double other = named.nearest();
    if (nearest != other) {
      return nearest < other ? -1 : 1;
    }
    if (!node.isDouble()) {
      return named.orderOf(integer());
    }
    String text = JsonDocument.written(node).orElseThrow();
    return text.length() <= SHORT && isNormal(nearest)
        ? named.exact().orderOfNeighbour(text)
        : exact(text).compareTo(named.exact());
  }

  private static boolean isNormal(double number) {
    double size = Math.abs(number);
    return size >= Double.MIN_NORMAL && size <= Double.MAX_VALUE;
  }

  private ExactNumber exact(String text) {
    ExactNumber known = exact;
    if (known == null) {
      known = ExactNumber.of(text);
      exact = known;
    }
    return known;
  }

  private BigInteger integer() {
    BigInteger known = integer;
    if (known == null) {
      known = node.bigIntegerValue();
      integer = known;
    }
    return known;
  }
}
