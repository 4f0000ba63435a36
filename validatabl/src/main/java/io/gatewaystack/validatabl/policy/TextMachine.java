package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.Arrays;
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
  private final Alphabet alphabet;
  private final boolean looksBack;
  private final Effort effort;
  private final List<State> states = new ArrayList<>();
  private final Map<State, Integer> numbers = new HashMap<>();
  private final List<int[]> steps = new ArrayList<>();

  /** Where the walk is: the nodes reached, and what kind of character led there. */
  private static final class State {
    private final int[] nodes;
    private final int before;

    State(int[] nodes, int before) {
      this.nodes = nodes;
      this.before = before;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof State state
          && before == state.before
          && Arrays.equals(nodes, state.nodes);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(nodes) + before;
    }
  }

  /** For each state what is reached without a character, by the kind of what comes after it. */
  private final List<Map<Integer, int[]>> spreads = new ArrayList<>();

  TextMachine(TextGraph graph, Alphabet alphabet, Effort effort) {
    this.graph = graph;
    this.alphabet = alphabet;
    this.effort = effort;
    add(new State(new int[0], -2)); // LOST
    add(new State(new int[0], -3)); // WON
    this.looksBack = graph.looksBack();
    add(state(new int[] {0}, Bound.NONE)); // START
  }

  private State state(int[] nodes, int character) {
    return new State(graph.settled(nodes), looksBack ? Bound.kind(character) : Bound.NONE);
  }

  private int add(State state) {
    effort.spend(20L + 2L * alphabet.size() + state.nodes.length);
    int number = states.size();
    states.add(state);
    numbers.put(state, number);
    int[] next = new int[alphabet.size()];
    Arrays.fill(next, number <= WON ? number : NEW);
    steps.add(next);
    spreads.add(new HashMap<>(2));
    return number;
  }

  /** How many states are known. */
  int size() {
    return states.size();
  }

  /** The state that a character of the alphabet leads to. */
  int step(int state, int symbol) {
    int known = steps.get(state)[symbol];
    if (known != NEW) {
      return known;
    }
    int character = alphabet.character(symbol);
    int[] reached = spread(state, character);
    int next = graph.ends(reached) ? WON : enter(graph.next(reached, character), character);
    steps.get(state)[symbol] = next;
    return next;
  }

  private int enter(int[] nodes, int character) {
    if (nodes.length == 0) {
      return LOST;
    }
    State state = state(nodes, character);
    Integer known = numbers.get(state);
    return known == null ? add(state) : known;
  }

  /** Whether a text that ends here is one of the graph's. */
  boolean accepts(int state) {
    return state == WON || state != LOST && graph.ends(spread(state, Bound.NONE));
  }

  private int[] spread(int state, int after) {
    int kind = Bound.kind(after);
    int[] known = spreads.get(state).get(kind);
    if (known != null) {
      return known;
    }
    int[] reached = spreadAt(state, kind);
    spreads.get(state).put(kind, reached);
    return reached;
  }

  private int[] spreadAt(int state, int after) {
    State from = states.get(state);
    effort.spend(1L + from.nodes.length);
    int[] reached = graph.spread(from.nodes, from.before, after);
    effort.spend(reached.length);
    return reached;
  }
}
