package io.gatewaystack.validatabl.policy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The characters there are, where those that no graph tells apart are one symbol. Surrogates are
 * none. Immutable.
 */
final class Alphabet {
  /** Where symbols change, in ascending order; the first is 0. */
  private final int[] turns;

  /** The symbols of the characters from each turn on. */
  private final int[] symbols;

  /** One character for each symbol, in ascending order. */
  private final int[] characters;

  private Alphabet(int[] turns, int[] symbols, int[] characters) {
    this.turns = turns;
    this.symbols = symbols;
    this.characters = characters;
  }

  /**
   * The alphabet of some graphs.
   *
   * @throws Effort.Exhausted when they tell too many characters apart
   */
  static Alphabet of(List<TextGraph> graphs, Effort effort) {
    List<CharSet> sets = graphs.stream().flatMap(TextGraph::characters).distinct().toList();
    int[] turns = turns(sets);
    effort.spend((long) turns.length * sets.size());
    Map<BitSet, Integer> kinds = new HashMap<>();
    IntStream.Builder characters = IntStream.builder();
    int[] symbols = new int[turns.length];
    for (int i = 0; i < turns.length; i++) {
      Integer known = kinds.putIfAbsent(kind(turns[i], sets), kinds.size());
      symbols[i] = known == null ? kinds.size() - 1 : known;
      if (known == null) {
        characters.add(turns[i]);
      }
    }
    return new Alphabet(turns, symbols, characters.build().toArray());
  }

  private static int[] turns(List<CharSet> sets) {
    IntStream bounds = "\n\u000B09:AZ[_`az{".chars();
    IntStream edges = IntStream.of(0, Character.MIN_SURROGATE, Character.MAX_SURROGATE + 1);
    return Stream.of(bounds, edges, sets.stream().flatMapToInt(CharSet::turns))
        .flatMapToInt(all -> all)
        .filter(c -> c <= Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .sorted()
        .distinct()
        .toArray();
  }

  private static BitSet kind(int character, List<CharSet> sets) {
    BitSet kind = new BitSet();
    for (int i = 0; i < sets.size(); i++) {
      kind.set(i, sets.get(i).has(character));
    }
    int bound = Bound.kind(character);
    kind.set(sets.size(), bound == 'a');
    kind.set(sets.size() + 1, bound == '\n');
    return kind;
  }

  /**
   * The columns of a table.
   *
   * @param columns the column of each symbol
   */
  Columns columns(int[] columns) {
    return new Columns(turns, Arrays.stream(symbols).map(s -> columns[s]).toArray());
  }

  /** How many symbols there are. */
  int size() {
    return characters.length;
  }

  /** A character of a symbol. */
  int character(int symbol) {
    return characters[symbol];
  }

  /** The symbol of a character. */
  int symbol(int character) {
    int at = Arrays.binarySearch(turns, character);
    return symbols[at >= 0 ? at : -at - 2];
  }
}
