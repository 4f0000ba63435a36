package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The denials that are left when some fields have been looked at, one group after another. For one
 * thread.
 *
 * <p>Where it only matters whether nothing is left in the end, a choice is dropped as soon as it
 * leaves a denial that looks at no other field. So what must be kept at a time are the denials that
 * join what was seen with what was not, and groups are taken in an order that keeps these few.
 */
final class Leftovers {
  /** More groups than that are taken as they come. */
  private static final int MOST_ORDERED = 200;

  private final FieldDemands demands;
  private final boolean all;
  private final Map<Integer, Integer> looks = new HashMap<>();
  private final BitSet touched = new BitSet();
  private final BitSet settled = new BitSet();
  private List<BitSet> left;

  /**
   * Starts with what is left before anything was looked at.
   *
   * @param all whether every choice counts; else only those that may still leave nothing
   */
  Leftovers(FieldDemands demands, boolean all) {
    this.demands = demands;
    this.all = all;
    this.left = List.of(demands.everything());
  }

  /**
   * Fields that are looked at together.
   *
   * @param fields which
   * @param left what they leave
   */
  record Group(Collection<? extends Field> fields, Supplier<List<BitSet>> left) {}

  /** What is left when groups have been looked at. */
  List<BitSet> of(List<Group> groups) {
    List<Group> open = new ArrayList<>(groups);
    boolean ordered = !all && open.size() <= MOST_ORDERED;
    while (!open.isEmpty() && !left.isEmpty()) {
      add(open.remove(ordered ? next(open) : 0));
    }
    return left;
  }

  /** The group with the fewest denials that nothing seen before has to do with. */
  private int next(List<Group> open) {
    int best = 0;
    int fewest = Integer.MAX_VALUE;
    demands.graphs().effort().spend(open.size());
    for (int i = 0; i < open.size(); i++) {
      BitSet fresh = demands.touchedBy(open.get(i).fields());
      fresh.andNot(touched);
      if (fresh.cardinality() < fewest) {
        best = i;
        fewest = fresh.cardinality();
      }
    }
    return best;
  }

  private void add(Group group) {
    left = Antichain.join(left, group.left().get(), demands.graphs().effort());
    if (all) {
      return;
    }
    touched.or(demands.touchedBy(group.fields()));
    for (Field field : group.fields()) {
      for (int denial : demands.denialsOf(field)) {
        if (looks.merge(denial, 1, Integer::sum) == demands.fieldsOf(denial)) {
          settled.set(denial);
        }
      }
    }
    left = left.stream().filter(choice -> !choice.intersects(settled)).toList();
  }
}
