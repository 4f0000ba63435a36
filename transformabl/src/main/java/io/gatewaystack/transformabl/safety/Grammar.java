package io.gatewaystack.transformabl.safety;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Phrases that say what somebody wants of a model: sequences of concepts with bounded gaps, each
 * with a weight. It is data, read once from the files beside this class; see {@link GrammarReader}
 * for how they are written and {@link PhraseLog} for how a text is matched.
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
   * @param unless concepts that must not be near, by their numbers as spoilers
   * @param reach how many words before the phrase each of those is looked for; 0 for within it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Phrase(Kind kind, int family, int weight, int emits, int[] unless, int[] reach) {}

  private static final short COMMON = -1; // a step that hardly a text lacks

  /** The gap before the first step of a phrase. */
  static final int FIRST = -1;

  private final Lexicon lexicon;
  private final Scrambled scrambled;
  private final List<String> families;
  private final Phrase[] phrases;
  private final int[] phraseOfStep;
  private final int[][] firstStepsOfSet;
  private final int[][] laterStepsOfSet;
  private final int[][] conceptsOfSet;
  private final int[][] spoilersOfSet;
  private final int spoilerCount;
  private final int[] signs;
  private final boolean[] leads; // per set
  private final byte[] stepsOfPhrases;
  private final short[][] needsOfSet;
  private final int leaning;
  private final int[] leaningOfSet;
  private final WordWeights wordWeights;

  Grammar(GrammarBuilder builder) {
    lexicon = builder.lexicon();
    scrambled = builder.scrambled();
    families = builder.families();
    phrases = builder.phrases();
    phraseOfStep = builder.phraseOfStep();
    firstStepsOfSet = builder.firstStepsOfSet();
    laterStepsOfSet = builder.laterStepsOfSet();
    conceptsOfSet = builder.conceptsOfSet();
    spoilersOfSet = builder.spoilersOfSet();
    spoilerCount = builder.spoilerCount();
    signs = builder.signs();
    leaning = builder.leaning();
    leaningOfSet = builder.leaningOfSet();
    wordWeights = builder.wordWeights();
    leads = new boolean[conceptsOfSet.length];
    for (int set = 0; set < leads.length; set++) {
      int[] concepts = conceptsOfSet[set]; // signs have the lowest numbers
      leads[set] = concepts.length > 0 && concepts[0] == Sign.LEAD.number();
    }
    stepsOfPhrases = new byte[phrases.length];
    short[] needs = new short[phraseOfStep.length];
    BitSet common = builder.commonSteps();
    int phrase = 0;
    int index = 0;
    for (int step = 0; step < phraseOfStep.length; step++) {
      stepsOfPhrases[phrase] |= (byte) (common.get(step) ? 0 : 1 << index);
      needs[step] = (short) (common.get(step) ? COMMON : phrase * Byte.SIZE + index);
      index = phraseOfStep[step] < 0 ? index + 1 : 0;
      phrase += phraseOfStep[step] < 0 ? 0 : 1;
      if (index == Byte.SIZE || phrase > Short.MAX_VALUE / Byte.SIZE) {
        throw new IllegalStateException("phrases: too many, or one too long");
      }
    }
    needsOfSet = new short[conceptsOfSet.length][];
    for (int set = 0; set < needsOfSet.length; set++) {
      needsOfSet[set] = needs(firstStepsOfSet[set], laterStepsOfSet[set], needs);
    }
  }

  private static short[] needs(int[] first, int[] later, short[] needs) {
    short[] all = new short[first.length + later.length / 2];
    int count = 0;
    for (int step : first) {
      all[count] = needs[step];
      count += needs[step] == COMMON ? 0 : 1;
    }
    for (int i = 0; i < later.length; i += 2) {
      all[count] = needs[later[i]];
      count += needs[later[i]] == COMMON ? 0 : 1;
    }
    return Arrays.copyOf(all, count);
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

  /** The phrase a step completes; -1 while more steps follow. */
  int phraseOf(int step) {
    return phraseOfStep[step];
  }

  /** The steps of each phrase, a bit for each, without those that hardly a text lacks; a copy. */
  byte[] stepsOfPhrases() {
    return stepsOfPhrases.clone();
  }

  /**
   * The steps that a set satisfies, without those that hardly a text lacks: eight times the phrase
   * of each and which of its steps it is.
   */
  short[] needsOfSet(int set) {
    return needsOfSet[set];
  }

  int stepCount() {
    return phraseOfStep.length;
  }

  /** How many sets of concepts there are; 0 is none. */
  int setCount() {
    return conceptsOfSet.length;
  }

  /** How many concepts keep phrases from counting. */
  int spoilerCount() {
    return spoilerCount;
  }

  /** The steps that a set satisfies and that start a phrase. */
  int[] firstStepsOfSet(int set) {
    return firstStepsOfSet[set];
  }

  /**
   * The other steps that a set satisfies, each followed by the most words there may be between it
   * and the step before; the later steps of a phrase stand before its earlier ones.
   */
  int[] laterStepsOfSet(int set) {
    return laterStepsOfSet[set];
  }

  /** Those concepts of a set that keep phrases from counting, by numbers of their own. */
  int[] spoilersOfSet(int set) {
    return spoilersOfSet[set];
  }

  /** What a text leans to before a word of it is known; see {@link Leaning}. */
  int leaning() {
    return leaning;
  }

  /** What a word leans to. */
  int leaningOfSet(int set) {
    return leaningOfSet[set];
  }

  /** What words lean to as they are written. */
  WordWeights wordWeights() {
    return wordWeights;
  }

  /** Whether a set holds {@link Sign#LEAD}. */
  boolean leads(int set) {
    return leads[set];
  }

  /** Whether a set holds {@link Sign#NAME}. */
  boolean isName(int set) {
    return conceptsOfSet[set][0] == Sign.NAME.number();
  }

  /** The set that holds one concept only. */
  int set(Sign sign) {
    return signs[sign.number()];
  }
}
