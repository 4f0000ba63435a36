package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks for texts that lie in some sets and in as few of others as can be, by walking all their
 * graphs side by side. For one thread.
 */
final class TextSearch {
  /** A visit is remembered: what it costs in memory counts, too. */
  private static final long VISIT = 20;

  private final List<TextMachine> machines = new ArrayList<>();
  private final int demanded;
  private final int avoidable;
  private final int longest;
  private final Alphabet alphabet;
  private final Effort effort;

  private final Visits visits;
  private final int[] next;
  private final Map<BitSet, Integer> found = new HashMap<>();

  /**
   * What is looked for.
   *
   * @param demanded each must hold the text
   * @param forbidden none must hold it
   * @param avoidable had better not hold it
   * @param longest most characters
   */
  record Aim(
      List<TextGraph> demanded,
      List<TextGraph> forbidden,
      List<TextGraph> avoidable,
      int longest) {}

  /** Prepares a search. */
  TextSearch(Aim aim, Effort effort) {
    List<TextGraph> graphs =
        Stream.of(aim.demanded(), aim.avoidable(), aim.forbidden()).flatMap(List::stream).toList();
    this.demanded = aim.demanded().size();
    this.avoidable = aim.avoidable().size();
    this.longest = aim.longest();
    this.effort = effort;
    this.alphabet = Alphabet.of(graphs, effort);
    graphs.forEach(graph -> machines.add(new TextMachine(graph, alphabet, effort)));
    this.visits = new Visits(machines.size());
    this.next = new int[machines.size()];
  }

  /**
   * Texts, one for each smallest choice of the avoidable sets: every text that fulfils the demands
   * lies in all the sets of one of them, and perhaps in more.
   *
   * @throws Effort.Exhausted when there is too much to try
   */
  List<String> texts() {
    Arrays.fill(next, TextMachine.START);
    visits.add(next, -1, 0);
    for (int at = 0; at < visits.size(); at++) { // the shortest come first
      if (settle(at)) {
        return List.of(visits.text(at));
      }
      for (int symbol = 0; symbol < alphabet.size() && visits.length(at) < longest; symbol++) {
        step(at, symbol);
      }
    }
    return Antichain.of(List.copyOf(found.keySet()), effort).stream()
        .map(choice -> visits.text(found.getOrDefault(choice, 0)))
        .toList();
  }

  /** Notes a text that ends here; whether none can be better. */
  private boolean settle(int at) {
    BitSet holding = new BitSet();
    for (int i = 0; i < machines.size(); i++) {
      holding.set(i, machines.get(i).accepts(visits.state(at, i)));
    }
    boolean fits =
        holding.nextClearBit(0) >= demanded && holding.nextSetBit(demanded + avoidable) < 0;
    if (!fits) {
      return false;
    }
    BitSet avoided = holding.get(demanded, demanded + avoidable);
    found.putIfAbsent(avoided, at);
    return avoided.isEmpty();
  }

  private void step(int at, int symbol) {
    effort.spend(1);
    for (int i = 0; i < next.length; i++) {
      next[i] = machines.get(i).step(visits.state(at, i), symbol);
      boolean vain =
          i < demanded
              ? next[i] == TextMachine.LOST
              : i >= demanded + avoidable && next[i] == TextMachine.WON;
      if (vain) {
        return;
      }
    }
    if (visits.add(next, at, alphabet.character(symbol))) {
      effort.spend(VISIT + machines.size());
    }
  }
}
