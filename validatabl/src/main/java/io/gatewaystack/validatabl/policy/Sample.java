package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Values of arguments that conditions are tried on because they stand for many others. */
sealed interface Sample extends Fact {

  /** An object: it is there, and nothing else can be asked of it. */
  enum Thing implements Sample {
    INSTANCE
  }

  /** A list of just these texts, numbers and booleans. */
  record Listed(Set<Object> members) implements Sample {
    @Override
    public Truth contains(Object value) {
      return Truth.of(members.stream().anyMatch(member -> same(member, value)));
    }

    private static boolean same(Object member, Object value) {
      return member instanceof BigDecimal number && value instanceof NamedNumber other
          ? number.compareTo(other.decimal()) == 0
          : member.equals(value);
    }
  }

  /**
   * A number between two that conditions name, and equal to none of those; which of them it is
   * makes no difference, so that none needs to be worked out.
   *
   * @param above the next lower number named; null for one below all
   * @param below the next higher number named; null for one above all
   */
  record Between(@Nullable BigDecimal above, @Nullable BigDecimal below) implements Sample {
    @Override
    public Truth compares(NamedNumber other, IntPredicate accepted) {
      return Truth.of(
          accepted.test(above != null && other.decimal().compareTo(above) <= 0 ? 1 : -1));
    }
  }
}
