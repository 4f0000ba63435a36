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
 * join what was seen with what was not, and groups are taken in an order that keeps these few:
 * those first that leave one choice only, of what is not avoided yet.
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

  /** A group that was looked at for itself. */
  private record Known(Collection<? extends Field> fields, BitSet touched, List<BitSet> left) {

    /** The same when only some denials matter. */
    Known within(BitSet alive, Effort effort) {
      if (left.size() < 2) {
        return this;
      }
      List<BitSet> some = new ArrayList<>();
      for (BitSet choice : left) {
        BitSet common = (BitSet) choice.clone();
        common.and(alive);
        some.add(common);
      }
      return new Known(fields, touched, Antichain.of(some, effort));
    }
  }

  /** What is left when groups have been looked at. */
  List<BitSet> of(List<Group> groups) {
    if (all) {
      groups.forEach(group -> left = Antichain.join(left, group.left().get(), effort()));
      return left;
    }
    List<Known> open = new ArrayList<>();
    for (Group group : groups) {
      List<BitSet> some = group.left().get();
      if (some.isEmpty()) {
        return some;
      }
      open.add(new Known(group.fields(), demands.touchedBy(group.fields()), some));
    }
    boolean ordered = open.size() <= MOST_ORDERED;
    while (!open.isEmpty() && !left.isEmpty()) {
      add(ordered ? next(open) : open.remove(open.size() - 1));
    }
    return left;
  }

  private Effort effort() {
    return demands.graphs().effort();
  }

  /** One that leaves no choice, or else has to do with the fewest denials not seen before. */
  private Known next(List<Known> open) {
    BitSet alive = new BitSet();
    left.forEach(alive::or);
    int best = 0;
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < open.size(); i++) {
      effort().spend(1);
      Known known = open.get(i).within(alive, effort());
      open.set(i, known);
      if (known.left.size() < 2) {
        return open.remove(i);
      }
      BitSet fresh = (BitSet) known.touched.clone();
      fresh.and(alive);
      fresh.andNot(touched);
      if (fresh.cardinality() < fewest) {
        best = i;
        fewest = fresh.cardinality();
      }
    }
    return open.remove(best);
  }

  private void add(Known group) {
    left = Antichain.join(left, group.left, effort());
    touched.or(group.touched);
    for (Field field : group.fields) {
      for (int denial : demands.denialsOf(field)) {
        if (looks.merge(denial, 1, Integer::sum) == demands.fieldsOf(denial)) {
          settled.set(denial);
        }
      }
    }
    left = left.stream().filter(choice -> !choice.intersects(settled)).toList();
  }
}
