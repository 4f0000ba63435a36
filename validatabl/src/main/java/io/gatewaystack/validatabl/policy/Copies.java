package io.gatewaystack.validatabl.policy;

import java.util.BitSet;

/**
 * A part of a {@link TextGraph} that stands there several times in a row. Whoever is at a place of
 * one copy misses nothing by forgetting the same place of others that allow less to follow: where
 * the part may come a few times more, the later ones; where it must come a few times first, the
 * earlier ones.
 *
 * @param start the first node of the first copy
 * @param size how many nodes a copy has
 * @param end behind the last node of the last copy
 * @param latest whether the last copies allow most, else the first
 */
record Copies(int start, int size, int end, boolean latest) {

  /** Takes out what is not missed. */
  void forget(BitSet reached) {
    int first = reached.nextSetBit(start);
    if (first < 0 || first >= end) {
      return;
    }
    BitSet seen = new BitSet(size);
    if (latest) {
      for (int i = reached.previousSetBit(end - 1); i >= start; i = reached.previousSetBit(i - 1)) {
        keepFirst(i, reached, seen);
      }
    } else {
      for (int i = first; i >= 0 && i < end; i = reached.nextSetBit(i + 1)) {
        keepFirst(i, reached, seen);
      }
    }
  }

  private void keepFirst(int node, BitSet reached, BitSet seen) {
    int place = (node - start) % size;
    reached.set(node, !seen.get(place));
    seen.set(place);
  }
}
