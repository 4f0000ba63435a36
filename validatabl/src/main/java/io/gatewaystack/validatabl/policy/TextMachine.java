package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks a {@link TextGraph} along every way at once; what has been walked is remembered. For one
 * thread.
 */
final class TextMachine {
  /** Nothing that follows can make the text one of the graph's. */
  static final int LOST = 0;

  /** Whatever follows, the text is one of the graph's. */
  static final int WON = 1;

  static final int START = 2;

  private static final int NEW = -1;

  private final TextGraph graph;
  private final int[] alphabet;
  private final Effort effort;
  private final List<State> states = new ArrayList<>();
  private final Map<State, Integer> numbers = new HashMap<>();
  private final List<int[]> steps = new ArrayList<>();

  /** Where the walk is: the nodes reached, and what kind of character led there. */
  private record State(BitSet nodes, int before) {}

  /** For each state what is reached without a character, by the kind of what comes after it. */
  private final List<Map<Integer, BitSet>> spreads = new ArrayList<>();

  TextMachine(TextGraph graph, int[] alphabet, Effort effort) {
    this.graph = graph;
    this.alphabet = alphabet;
    this.effort = effort;
    add(new State(new BitSet(), -2)); // LOST
    add(new State(new BitSet(), -3)); // WON
    BitSet first = new BitSet();
    first.set(0);
    add(new State(first, Bound.NONE)); // START
  }

  private int add(State state) {
    effort.spend(20L + 2L * alphabet.length + state.nodes().length() / 8);
    int number = states.size();
    states.add(state);
    numbers.put(state, number);
    int[] next = new int[alphabet.length];
    Arrays.fill(next, number <= WON ? number : NEW);
    steps.add(next);
    spreads.add(new HashMap<>(2));
    return number;
  }

  /** The state that a character of the alphabet leads to. */
  int step(int state, int symbol) {
    int known = steps.get(state)[symbol];
    if (known != NEW) {
      return known;
    }
    int character = alphabet[symbol];
    BitSet reached = spread(state, character);
    int next = graph.ends(reached) ? WON : enter(graph.next(reached, character), character);
    steps.get(state)[symbol] = next;
    return next;
  }

  private int enter(BitSet nodes, int character) {
    if (nodes.isEmpty()) {
      return LOST;
    }
    State state = new State(nodes, Bound.kind(character));
    Integer known = numbers.get(state);
    return known == null ? add(state) : known;
  }

  /** Whether a text that ends here is one of the graph's. */
  boolean accepts(int state) {
    return state == WON || state != LOST && graph.ends(spread(state, Bound.NONE));
  }

  private BitSet spread(int state, int after) {
    int kind = Bound.kind(after);
    BitSet known = spreads.get(state).get(kind);
    if (known != null) {
      return known;
    }
    BitSet reached = spreadAt(state, kind);
    spreads.get(state).put(kind, reached);
    return reached;
  }

  private BitSet spreadAt(int state, int after) {
    State from = states.get(state);
    effort.spend(1L + from.nodes().cardinality());
    BitSet reached = (BitSet) from.nodes().clone();
    graph.spread(reached, from.before(), after);
    effort.spend(reached.cardinality());
    return reached;
  }
}
