package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Sets of which none holds another. */
final class Antichain {
  /** A set that is kept takes room, too. */
  private static final long KEPT = 30;

  private Antichain() {}

  /** The smallest of some sets: each that is given holds one of them. */
  static List<BitSet> of(List<BitSet> sets, Effort effort) {
    if (sets.size() < 2) {
      return sets;
    }
    List<BitSet> smallest = new ArrayList<>();
    for (BitSet set : sets.stream().sorted(Comparator.comparingInt(BitSet::cardinality)).toList()) {
      effort.spend(1L + smallest.size());
      if (smallest.stream().noneMatch(small -> holds(set, small))) {
        smallest.add(set);
      }
    }
    return smallest;
  }

  /** What is common to one set of each of two, as small as it can be. */
  static List<BitSet> join(List<BitSet> some, List<BitSet> others, Effort effort) {
    List<BitSet> joined = new ArrayList<>();
    for (BitSet set : some) {
      for (BitSet other : others) {
        effort.spend(KEPT + set.size() / Long.SIZE);
        BitSet common = (BitSet) set.clone();
        common.and(other);
        joined.add(common);
      }
    }
    return of(joined, effort);
  }

  private static boolean holds(BitSet set, BitSet part) {
    BitSet missing = (BitSet) part.clone();
    missing.andNot(set);
    return missing.isEmpty();
  }
}
