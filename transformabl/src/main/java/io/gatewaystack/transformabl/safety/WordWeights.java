package io.gatewaystack.transformabl.safety;

import java.util.Map;

/** What words and pairs of words lean to, by what {@link Wording} has for them. Immutable. */
final class WordWeights {
  private static final int WEIGHT_BITS = 12;

  private final int[] entries; // what is not said by the place, and the weight; 0 for none
  private final int bits;

  /** A table of these. */
  WordWeights(Map<Integer, Integer> weights) {
    bits = Math.max(WEIGHT_BITS, Integer.SIZE + 2 - Integer.numberOfLeadingZeros(weights.size()));
    entries = new int[1 << bits];
    weights.forEach((key, weight) -> entries[slot(key)] = entry(key, weight));
  }

  /** Where a key is, or could be. */
  private int slot(int key) {
    int slot = key >>> Integer.SIZE - bits;
    while (entries[slot] != 0 && (entries[slot] ^ key << WEIGHT_BITS) >>> WEIGHT_BITS != 0) {
      slot = slot + 1 & entries.length - 1;
    }
    return slot;
  }

  private static int entry(int key, int weight) {
    return key << WEIGHT_BITS | weight & (1 << WEIGHT_BITS) - 1;
  }

  /** Whether there is something of the kind, whatever it leans to. */
  boolean isKnown(int key) {
    return entries[slot(key)] != 0;
  }

  /** What one of them leans to; 0 for what is unknown. */
  int of(int key) {
    return entries[slot(key)] << Integer.SIZE - WEIGHT_BITS >> Integer.SIZE - WEIGHT_BITS;
  }
}
