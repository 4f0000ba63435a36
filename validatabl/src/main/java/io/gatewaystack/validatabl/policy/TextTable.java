package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.expression.RegexToken;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * An expression as a table: one look per character of a text, where an engine takes many. Immutable
 * and safe for use by several threads.
 *
 * <p>A table is made where it stays small, and answers about texts of ASCII; about others it does
 * so where the expression tells none of their characters from the rest.
 */
final class TextTable {
  private static final int MAX_STATES = 2_000;

  /** A few milliseconds. */
  private static final long MAX_STEPS = 200_000;

  private static final int ASCII = 128;
  private static final byte UNKNOWN = -1;

  /** The symbols of the characters of ASCII. */
  private final byte[] symbols = new byte[ASCII];

  /** The symbol of nearly all others, or {@link #UNKNOWN}. */
  private final byte beyond;

  private final int width;
  private final short[] next;
  private final BitSet accepting = new BitSet();

  private TextTable(TextGraph graph, boolean tellsAscii, Effort effort) {
    Alphabet alphabet = Alphabet.of(List.of(graph), effort);
    TextMachine machine = new TextMachine(graph, alphabet, effort);
    this.width = alphabet.size();
    effort.require(width <= Byte.MAX_VALUE);
    for (int c = 0; c < ASCII; c++) {
      symbols[c] = (byte) alphabet.symbol(c);
    }
    this.beyond = tellsAscii ? (byte) alphabet.symbol(ASCII) : UNKNOWN;
    this.next = next(machine, effort);
  }

  private short[] next(TextMachine machine, Effort effort) {
    List<short[]> rows = new ArrayList<>();
    for (int state = 0; state < machine.size(); state++) {
      effort.require(state < MAX_STATES);
      short[] row = new short[width];
      for (int symbol = 0; symbol < width; symbol++) {
        row[symbol] = (short) machine.step(state, symbol);
      }
      rows.add(row);
      accepting.set(state, machine.accepts(state));
    }
    short[] all = new short[rows.size() * width];
    for (int state = 0; state < rows.size(); state++) {
      System.arraycopy(rows.get(state), 0, all, state * width, width);
    }
    return all;
  }

  /**
   * The table of a valid expression that is tried from the first character of texts.
   *
   * @param whole what may be spent at most, by this table and others
   * @return empty when it would be large, or nothing is left
   */
  static Optional<TextTable> of(String expression, Effort whole) {
    List<RegexToken> tokens = RegexToken.read(expression);
    Effort effort = whole.part(MAX_STEPS);
    try {
      TextGraph graph = RegexGraph.ofAscii(effort).of(tokens);
      return Optional.of(new TextTable(graph, RegexGraph.tellsAscii(tokens), effort));
    } catch (Effort.Exhausted e) {
      return Optional.empty();
    }
  }

  /** Whether a text matches; unknown when only an engine can tell. */
  Truth matches(String text) {
    int state = TextMachine.START;
    for (int i = 0; i < text.length() && state > TextMachine.WON; i++) {
      char c = text.charAt(i);
      byte symbol = c < ASCII ? symbols[c] : symbolBeyond(c);
      if (symbol == UNKNOWN) {
        return Truth.UNKNOWN;
      }
      state = next[state * width + symbol];
    }
    return Truth.of(accepting.get(state));
  }

  /** A pair of surrogates is one character. */
  private byte symbolBeyond(char c) {
    return Character.isSurrogate(c) || CharSet.isFolded(c) ? UNKNOWN : beyond;
  }
}
