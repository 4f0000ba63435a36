package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.safety.Grammar.Phrase;

/**
 * Which phrases some words can make up in whatever order: those of which every step is spoken, and
 * what they can weigh together at most. Confined to one scan.
 */
final class PossiblePhrases {
  private final Grammar grammar;
  private final boolean[] sets; // spoken
  private final byte[] missing; // per phrase: the steps that none satisfies, a bit for each
  private final int[] injects; // per family: the heaviest
  private final int[] jails;
  private int inject; // all families
  private int jail;

  PossiblePhrases(Grammar grammar) {
    this.grammar = grammar;
    sets = new boolean[grammar.setCount()];
    missing = grammar.stepsOfPhrases();
    injects = new int[grammar.familyCount()];
    jails = new int[grammar.familyCount()];
  }

  /** A word or sign with some meaning is spoken. */
  void speak(int set) {
    if (!sets[set]) {
      sets[set] = true;
      satisfy(grammar.needsOfSet(set));
    }
  }

  private void satisfy(short[] steps) {
    byte[] left = missing;
    for (short step : steps) {
      int phrase = step >> 3;
      int before = left[phrase];
      int now = before & ~(1 << (step & 7));
      left[phrase] = (byte) now;
      if (now == 0 && before != 0) {
        add(phrase);
      }
    }
  }

  private void add(int number) {
    Phrase phrase = grammar.phrase(number);
    int most = Evidence.most(phrase);
    switch (phrase.kind()) {
      case INJECT -> inject += more(injects, phrase.family(), most);
      case JAIL -> jail += more(jails, phrase.family(), most);
      case DEFINE -> speak(phrase.emits());
      case MENTION, WEAK -> {}
    }
  }

  private static int more(int[] weights, int family, int weight) {
    int more = Math.max(0, weight - weights[family]);
    weights[family] += more;
    return more;
  }

  /** Whether one of them is evidence of anything. */
  boolean areEvidence() {
    return inject + jail > 0;
  }

  /** Whether all of them together can weigh so much, as evidence of one kind. */
  boolean canReach(int weight) {
    return inject + jail / 4 >= weight || jail + inject / 4 >= weight;
  }
}
