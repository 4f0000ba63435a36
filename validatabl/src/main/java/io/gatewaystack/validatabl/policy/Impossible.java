package io.gatewaystack.validatabl.policy;

import java.util.List;
import java.util.stream.Stream;

/** Refuses conditions that name what no request ever has: they are misspelt. */
final class Impossible {
  /** Where no caller's address lies (RFC 1122 section 3.2.1.3, RFC 4291 section 2). */
  private static final List<Block> NOBODYS =
      Stream.of("0.0.0.0/8", "224.0.0.0/4", "255.255.255.255", "::", "ff00::/8")
          .map(Block::parse)
          .toList();

  private Impossible() {}

  /**
   * Refuses a condition.
   *
   * @param place where it stands, for messages
   * @throws IllegalArgumentException naming place and key
   */
  static void refuse(CheckedCondition condition, String place) {
    ConditionValue value = new ConditionValue(condition.source().value(), place);
    FieldTexts texts = FieldTexts.of(condition.field());
    boolean possible =
        switch (condition.operator()) {
          case EQUALS, NOT_EQUALS, IN, NOT_IN -> named(value.value()).allMatch(texts::may);
          case STARTS_WITH -> named(value.value()).allMatch(texts::mayBegin);
          case CONTAINS, MATCHES, CIDR, EXISTS, GT, GTE, LT, LTE -> true;
        };
    if (!possible) {
      throw value.refused(texts.told());
    }
    if (condition.operator() == Operator.CIDR
        && ReviewedCondition.texts(value.value()).anyMatch(Impossible::isNobodys)) {
      throw value.refused("addresses that a caller can have");
    }
  }

  private static Stream<String> named(Object value) {
    return (value instanceof List<?> members ? members.stream() : Stream.of(value))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  private static boolean isNobodys(String block) {
    return NetworkFact.parse(block).within(NOBODYS) == Truth.TRUE;
  }
}
