package io.gatewaystack.validatabl.policy;

import java.util.BitSet;

/**
 * Conditions on one field that one look at it decides together, however many they are; each has a
 * number. Immutable.
 */
sealed interface Joint permits ExpressionSet, WordSet, AddressSet {

  /** Looks at what the field holds. */
  Found look(Fact fact);

  /**
   * What a look has told, and what was found out after it. For one thread.
   *
   * @param holding the conditions that hold
   * @param open those of which it could not tell
   */
  record Found(BitSet holding, BitSet open) {
    static final Found NOTHING = new Found(new BitSet(), new BitSet());

    /** A look that told nothing, and of some not even that they do not hold. */
    static Found nothingOf(BitSet open) {
      return new Found(new BitSet(), (BitSet) open.clone());
    }

    /** Notes what was found out about one of which it could not tell. */
    Truth settled(int number, Truth truth) {
      if (truth != Truth.UNKNOWN) {
        open.clear(number);
        holding.set(number, truth == Truth.TRUE);
      }
      return truth;
    }

    Truth of(int number) {
      return holding.get(number) ? Truth.TRUE : open.get(number) ? Truth.UNKNOWN : Truth.FALSE;
    }
  }
}
