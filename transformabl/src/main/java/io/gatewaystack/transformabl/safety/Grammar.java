package io.gatewaystack.transformabl.safety;

import java.util.List;

/**
 * Phrases that say what somebody wants of a model: sequences of concepts with bounded gaps, each
 * with a weight. It is data, read once from the files beside this class; see {@link GrammarReader}
 * for how they are written and {@link PhraseMatcher} for how a text is matched.
 */
final class Grammar {
  /** The one grammar of this library. */
  static final Grammar INSTANCE = GrammarReader.read();

  /** What a phrase is evidence of. */
  enum Kind {
    /** Orders to a model. */
    INJECT,
    /** A model talked out of its rules. */
    JAIL,
    /** Talk about such texts: evidence against. */
    MENTION,
    /** Talk that is about such texts where it quotes, and may be about anything elsewhere. */
    WEAK,
    /** No evidence: the phrase stands for a concept in other phrases. */
    DEFINE;

    /** Whether it is evidence against. */
    boolean isTalk() {
      return this == MENTION || this == WEAK;
    }
  }

  /**
   * One phrase.
   *
   * @param kind what it is evidence of
   * @param family phrases of one family count once
   * @param weight how much it counts; below zero it takes back what its family has
   * @param emits the set of concepts it stands for; 0 for none
   * @param unless concepts that must not be near
   * @param reach how many words before the phrase each of those is looked for; 0 for within it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Phrase(Kind kind, int family, int weight, int emits, int[] unless, int[] reach) {}

  /**
   * One step of a phrase.
   *
   * @param gap most words between the step before and this one
   * @param first whether it starts its phrase
   * @param phrase the phrase it completes; -1 while more steps follow
   */
  record Step(int gap, boolean first, int phrase) {}

  private final Lexicon lexicon;
  private final Scrambled scrambled;
  private final List<String> families;
  private final Phrase[] phrases;
  private final Step[] steps;
  private final int[][] stepsOfSet; // the later steps of a phrase before its earlier ones
  private final int[][] conceptsOfSet;
  private final int[] signs;

  Grammar(GrammarBuilder builder) {
    lexicon = builder.lexicon();
    scrambled = builder.scrambled();
    families = builder.families();
    phrases = builder.phrases();
    steps = builder.steps();
    stepsOfSet = builder.stepsOfSet();
    conceptsOfSet = builder.conceptsOfSet();
    signs = builder.signs();
  }

  Lexicon lexicon() {
    return lexicon;
  }

  Scrambled scrambled() {
    return scrambled;
  }

  /** The name of a family: the reason a label states. */
  String family(int family) {
    return families.get(family);
  }

  int familyCount() {
    return families.size();
  }

  Phrase phrase(int phrase) {
    return phrases[phrase];
  }

  Step step(int step) {
    return steps[step];
  }

  int stepCount() {
    return steps.length;
  }

  int conceptCount() {
    return signs.length;
  }

  int[] stepsOfSet(int set) {
    return stepsOfSet[set];
  }

  int[] conceptsOfSet(int set) {
    return conceptsOfSet[set];
  }

  /** Whether a set holds {@link Sign#LEAD}. */
  boolean leads(int set) {
    return conceptsOfSet[set][0] == Sign.LEAD.ordinal(); // signs have the lowest numbers
  }

  /** Whether a set holds {@link Sign#NAME}. */
  boolean isName(int set) {
    return conceptsOfSet[set][0] == Sign.NAME.ordinal();
  }

  /** The set that holds one concept only. */
  int set(Sign sign) {
    return signs[sign.ordinal()];
  }
}
