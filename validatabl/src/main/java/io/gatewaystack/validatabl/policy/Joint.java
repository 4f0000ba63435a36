package io.gatewaystack.validatabl.policy;

import java.util.BitSet;

/**
 * Conditions on one field that one look at it decides together, however many they are; each has a
 * number. Immutable.
 */
sealed interface Joint permits ExpressionSet, WordSet {

  /** Looks at what the field holds. */
  Found look(Fact fact);

  /**
   * What a look has told.
   *
   * @param holding the conditions that hold
   * @param open those of which it could not tell
   */
  record Found(BitSet holding, BitSet open) {
    static final Found NOTHING = new Found(new BitSet(), new BitSet());

    Truth of(int number) {
      return holding.get(number) ? Truth.TRUE : open.get(number) ? Truth.UNKNOWN : Truth.FALSE;
    }
  }
}
