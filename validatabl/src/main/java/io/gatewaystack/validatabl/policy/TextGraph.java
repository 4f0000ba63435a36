package io.gatewaystack.validatabl.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A set of texts as a graph: those of which some beginning spells a way from the first node to the
 * last. Built by {@link Piece}s, then unchanging.
 */
final class TextGraph {
  private static final int NOTHING = -1;
  private static final int NOWHERE = -2;

  private final List<List<Edge>> nodes = new ArrayList<>();
  private final List<Copies> copies = new ArrayList<>();
  private final int last;

  /**
   * Nodes where any text may be spelled without leaving, and by which every way leads from an
   * earlier node to the last: who is there misses nothing by forgetting the earlier ones.
   */
  private final BitSet rests;

  private TextGraph(Piece piece) {
    this.last = piece.append(this, node());
    this.rests = rests();
  }

  /**
   * A way from one node to another.
   *
   * @param over the characters that lead there; null when none is needed
   * @param at what the place must be; null when any will do
   */
  private record Edge(@Nullable CharSet over, @Nullable Bound at, int to) {
    boolean isFree() {
      return over == null && at == null;
    }
  }

  /** A part of a graph, which can be put in wherever it is needed. */
  @FunctionalInterface
  interface Piece {
    /** Appends it behind a node and returns the node where it ends; no way leads back. */
    int append(TextGraph graph, int from);

    static Piece of(CharSet characters) {
      return (graph, from) -> graph.edge(from, characters, null, graph.node());
    }

    static Piece of(Bound bound) {
      return (graph, from) -> graph.edge(from, null, bound, graph.node());
    }

    static Piece of(String text) {
      return sequence(text.codePoints().mapToObj(CharSet::of).map(Piece::of).toList());
    }

    static Piece sequence(List<Piece> pieces) {
      return (graph, from) -> {
        int at = from;
        for (Piece piece : pieces) {
          at = piece.append(graph, at);
        }
        return at;
      };
    }

    static Piece either(List<Piece> pieces) {
      return (graph, from) -> {
        if (pieces.size() == 1) {
          return pieces.get(0).append(graph, from);
        }
        int end = graph.node();
        for (Piece piece : pieces) {
          int start = graph.edge(from, null, null, graph.node());
          graph.edge(piece.append(graph, start), null, null, end);
        }
        return end;
      };
    }

    default Piece repeated(int least) {
      return (graph, from) -> {
        int start = graph.size() + 1; // behind the end
        int at = repeated(least, least).append(graph, from);
        graph.copied(start, least, 0, true);
        int loop = graph.edge(at, null, null, graph.node());
        graph.edge(append(graph, loop), null, null, loop);
        return loop;
      };
    }

    default Piece repeated(int least, int most) {
      return (graph, from) -> {
        int end = graph.node();
        int start = graph.size();
        int at = from;
        for (int i = 0; i < most; i++) {
          if (i >= least) {
            graph.edge(at, null, null, end);
          }
          at = append(graph, at);
        }
        graph.edge(at, null, null, end);
        graph.copied(start, most, Math.max(0, least - 1), false);
        return end;
      };
    }
  }

  /** Texts that begin so. */
  static TextGraph startingWith(String prefix) {
    return new TextGraph(Piece.of(prefix));
  }

  /** Texts that hold a token between white space. */
  static TextGraph containing(String token) {
    Piece space = Piece.of(CharSet.SPACE);
    Piece before = Piece.sequence(List.of(Piece.of(CharSet.ALL).repeated(0), space));
    return new TextGraph(
        Piece.sequence(
            List.of(
                before.repeated(0, 1),
                Piece.of(token),
                Piece.either(List.of(space, Piece.of(Bound.TEXT_END))))));
  }

  /** Texts of at least so many characters. */
  static TextGraph ofLength(int least) {
    return new TextGraph(Piece.of(CharSet.ALL).repeated(least, least));
  }

  /** Some texts and no others. */
  static TextGraph of(Collection<String> texts) {
    Stream<Piece> all = texts.stream().map(Piece::of);
    return new TextGraph(
        Piece.sequence(List.of(Piece.either(all.toList()), Piece.of(Bound.TEXT_END))));
  }

  static TextGraph of(Piece piece) {
    return new TextGraph(piece);
  }

  private int node() {
    nodes.add(new ArrayList<>(2));
    return nodes.size() - 1;
  }

  private int edge(int from, @Nullable CharSet over, @Nullable Bound at, int to) {
    nodes.get(from).add(new Edge(over, at, to));
    return to;
  }

  /** Notes what was put in several times, behind some that are not alike. */
  private void copied(int start, int times, int others, boolean latest) {
    if (times - others > 1) {
      int size = (nodes.size() - start) / times;
      copies.add(new Copies(start + others * size, size, nodes.size(), latest));
    }
  }

  private BitSet rests() {
    BitSet found = new BitSet();
    int farthest = 0; // that an edge from an earlier node leads to
    for (int node = 0; node <= last; node++) {
      if (farthest <= node && mayStay(node)) {
        found.set(node);
      }
      for (Edge edge : nodes.get(node)) {
        farthest = Math.max(farthest, edge.to());
      }
    }
    return found;
  }

  /** Whether every character leads back, by another node. */
  private boolean mayStay(int node) {
    return nodes.get(node).stream()
        .filter(edge -> edge.over() != null && edge.over().isAll())
        .anyMatch(
            edge ->
                nodes.get(edge.to()).stream()
                    .anyMatch(
                        back -> back.to() == node && back.over() == null && back.at() == null));
  }

  int size() {
    return nodes.size();
  }

  /** The sets of characters that lead on. */
  Stream<CharSet> characters() {
    return nodes.stream().flatMap(List::stream).map(Edge::over).filter(Objects::nonNull).distinct();
  }

  /** A text that may be in: what a short way spells, whatever it passes between characters. */
  Optional<String> guess() {
    int[] from = new int[nodes.size()];
    int[] by = new int[nodes.size()];
    Arrays.fill(from, NOWHERE);
    from[0] = 0;
    Deque<Integer> open = new ArrayDeque<>(List.of(0));
    while (!open.isEmpty() && from[last] == NOWHERE) {
      int node = open.removeFirst();
      for (Edge edge : nodes.get(node)) {
        int character = edge.over() == null ? NOTHING : edge.over().some().orElse(NOWHERE);
        if (from[edge.to()] == NOWHERE && character != NOWHERE) {
          from[edge.to()] = node;
          by[edge.to()] = character;
          open.add(edge.to());
        }
      }
    }
    return from[last] == NOWHERE ? Optional.empty() : Optional.of(spelled(from, by));
  }

  private String spelled(int[] from, int[] by) {
    StringBuilder backwards = new StringBuilder();
    for (int node = last; node != 0; node = from[node]) {
      if (by[node] != NOTHING) {
        backwards.appendCodePoint(by[node]);
      }
    }
    return backwards.reverse().toString(); // which keeps pairs of surrogates
  }

  /** Nodes, and those that are reached from them without a character, but none that is in vain. */
  int[] spread(int[] from, int before, int after) {
    BitSet reached = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    for (int node : from) {
      reached.set(node);
      open.add(node);
    }
    while (!open.isEmpty()) {
      for (Edge edge : nodes.get(open.removeLast())) {
        if (edge.over() == null
            && !reached.get(edge.to())
            && (edge.at() == null || edge.at().holds(before, after))) {
          reached.set(edge.to());
          open.add(edge.to());
        }
      }
    }
    forget(reached);
    return reached.stream().toArray();
  }

  /** Whether it matters what stands before a place. */
  boolean looksBack() {
    return nodes.stream()
        .flatMap(List::stream)
        .anyMatch(edge -> edge.at() != null && edge.at() != Bound.TEXT_END);
  }

  /**
   * The nodes that tell all there is to tell of some: those that are reached from them whatever
   * follows, without those that only lead to others.
   */
  int[] settled(int[] from) {
    BitSet reached = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    for (int node : from) {
      reached.set(node);
      open.add(node);
    }
    while (!open.isEmpty()) {
      for (Edge edge : nodes.get(open.removeLast())) {
        if (edge.isFree() && !reached.get(edge.to())) {
          reached.set(edge.to());
          open.add(edge.to());
        }
      }
    }
    forget(reached);
    return reached.stream()
        .filter(node -> node == last || !nodes.get(node).stream().allMatch(Edge::isFree))
        .toArray();
  }

  /** Who rests somewhere misses nothing of what lies before, nor of copies that allow less. */
  private void forget(BitSet reached) {
    BitSet resting = (BitSet) reached.clone();
    resting.and(rests);
    reached.clear(0, Math.max(0, resting.length() - 1));
    copies.forEach(each -> each.forget(reached));
  }

  /** The nodes that a character leads to. */
  int[] next(int[] reached, int character) {
    BitSet next = new BitSet();
    for (int node : reached) {
      for (Edge edge : nodes.get(node)) {
        if (edge.over() != null && edge.over().has(character)) {
          next.set(edge.to());
        }
      }
    }
    return next.stream().toArray();
  }

  boolean ends(int[] reached) {
    return Arrays.binarySearch(reached, last) >= 0;
  }
}
