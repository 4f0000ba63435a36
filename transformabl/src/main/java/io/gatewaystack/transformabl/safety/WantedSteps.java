package io.gatewaystack.transformabl.safety;

import org.jspecify.annotations.Nullable;

/**
 * The steps that a set of concepts satisfies, of some phrases of a grammar: sorted out for each set
 * when it is asked for the first time. Confined to one scan.
 */
final class WantedSteps {
  private static final int[] NONE = {};
  private static final byte IDLE = 1;
  private static final byte BUSY = 2;

  private final Grammar grammar;
  private final boolean @Nullable [] phrases; // null for all
  private final boolean[] spoilers; // concepts that keep one of them from counting
  private final int[] @Nullable [] first;
  private final int[] @Nullable [] later;
  private final byte[] says; // per set, when asked; empty where all phrases are wanted

  /** The steps of all phrases. */
  WantedSteps(Grammar grammar) {
    this.grammar = grammar;
    phrases = null;
    spoilers = new boolean[0];
    first = new int[0][];
    later = new int[0][];
    says = new byte[0];
  }

  /**
   * The steps of some phrases.
   *
   * @param phrases per phrase whether it is one of them; kept
   */
  WantedSteps(Grammar grammar, boolean[] phrases) {
    this.grammar = grammar;
    this.phrases = phrases;
    spoilers = new boolean[grammar.spoilerCount()];
    first = new int[grammar.setCount()][];
    later = new int[grammar.setCount()][];
    says = new byte[grammar.setCount()];
    for (int i = 0; i < phrases.length; i++) {
      if (phrases[i]) {
        for (int concept : grammar.phrase(i).unless()) {
          spoilers[concept] = true;
        }
      }
    }
  }

  /** Whether all phrases are wanted. */
  boolean areAll() {
    return phrases == null;
  }

  /** As {@link Grammar#firstStepsOfSet}. */
  int[] first(int set) {
    boolean[] wanted = phrases;
    if (wanted == null) {
      return grammar.firstStepsOfSet(set);
    }
    int[] steps = first[set];
    if (steps == null) {
      steps = wanted(grammar.firstStepsOfSet(set), 1, wanted);
      first[set] = steps;
    }
    return steps;
  }

  /** As {@link Grammar#laterStepsOfSet}. */
  int[] later(int set) {
    boolean[] wanted = phrases;
    if (wanted == null) {
      return grammar.laterStepsOfSet(set);
    }
    int[] steps = later[set];
    if (steps == null) {
      steps = wanted(grammar.laterStepsOfSet(set), 2, wanted);
      later[set] = steps;
    }
    return steps;
  }

  /** Whether a set says nothing about any of the phrases. */
  boolean areIdle(int set) {
    boolean[] wanted = phrases;
    if (wanted == null) {
      return false;
    }
    if (says[set] == 0) {
      boolean idle =
          !areAny(grammar.laterStepsOfSet(set), 2, wanted)
              && !areAny(grammar.firstStepsOfSet(set), 1, wanted)
              && !spoils(set);
      says[set] = idle ? IDLE : BUSY;
    }
    return says[set] == IDLE;
  }

  private boolean areAny(int[] steps, int size, boolean[] wanted) {
    for (int i = 0; i < steps.length; i += size) {
      if (wanted[grammar.phraseWith(steps[i])]) {
        return true;
      }
    }
    return false;
  }

  private boolean spoils(int set) {
    for (int concept : grammar.spoilersOfSet(set)) {
      if (spoilers[concept]) {
        return true;
      }
    }
    return false;
  }

  /** Those entries, each of some numbers of which the first is a step, that are of the phrases. */
  private int[] wanted(int[] steps, int size, boolean[] wanted) {
    int count = 0;
    for (int i = 0; i < steps.length; i += size) {
      count += wanted[grammar.phraseWith(steps[i])] ? size : 0;
    }
    if (count == 0) {
      return NONE;
    }
    int[] kept = new int[count];
    int next = 0;
    for (int i = 0; i < steps.length; i += size) {
      if (wanted[grammar.phraseWith(steps[i])]) {
        System.arraycopy(steps, i, kept, next, size);
        next += size;
      }
    }
    return kept;
  }
}
