package io.gatewaystack.validatabl.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The expressions of one policy, with tables for as many as can be made within a second: first for
 * all that are easy, wherever they stand, then for harder ones, then about characters beyond ASCII
 * where classes name such. The others run. Immutable.
 */
final class TextPatterns {
  /** A second at most; a thousand usual expressions take a sixth of it. */
  private static final long MAX_STEPS = 10_000_000;

  private static final long MOST = 2_000_000;

  /** What one table may take, in one round after the other. */
  private static final List<Long> ROUNDS = List.of(4_000L, 40_000L, 400_000L, MOST);

  private final Map<String, TextPattern> patterns;

  private TextPatterns(Map<String, TextPattern> patterns) {
    this.patterns = patterns;
  }

  /** No tables: for expressions that are only checked. */
  static TextPatterns none() {
    return new TextPatterns(Map.of());
  }

  /** Makes tables for expressions, in their order; what is none is left to {@link #find}. */
  static TextPatterns of(Collection<String> expressions) {
    return of(expressions, new Effort(MAX_STEPS));
  }

  static TextPatterns of(Collection<String> expressions, Effort whole) {
    Map<String, TextPattern> patterns = new LinkedHashMap<>();
    for (String expression : expressions) {
      try {
        patterns.put(expression, TextPattern.ofOwner(expression));
      } catch (IllegalArgumentException e) {
        // whoever asks for it is told so
      }
    }
    RegexGraph ascii = RegexGraph.ofAscii(whole);
    for (long most : ROUNDS) {
      patterns.replaceAll((expression, pattern) -> pattern.tabled(ascii, whole.part(most)));
    }
    RegexGraph all = new RegexGraph(whole);
    patterns.replaceAll((expression, pattern) -> pattern.completed(all, whole.part(MOST)));
    return new TextPatterns(Map.copyOf(patterns));
  }

  /**
   * An expression of the owner's.
   *
   * @throws IllegalArgumentException when it is none that can be run
   */
  TextPattern find(String expression) {
    TextPattern known = patterns.get(expression);
    return known == null ? TextPattern.ofOwner(expression) : known;
  }
}
