package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.safety.Grammar.Phrase;
import java.util.Arrays;

/**
 * Matches phrases of a grammar in one pass over what words mean. Of each step of each phrase it
 * keeps the last place where the phrase was matched so far: because gaps only bound distances, the
 * latest place is always the best one. So a word costs as many steps as its concepts have, whatever
 * the text holds. Confined to one scan.
 */
final class PhraseSteps {
  private final Grammar grammar;
  private final Evidence evidence;
  private final int[] reached; // per step: the last word of the phrase so far
  private final short[] span; // per step: how many words before that the phrase started
  private final int[] seen; // per spoiling concept: where it was seen last
  private final int[] seenBefore; // per spoiling concept: where it was seen the time before
  private boolean mute;
  private boolean address;
  private int sentence;
  private int clause;

  /** Nothing was read so far. */
  PhraseSteps(Grammar grammar, Evidence evidence) {
    this.grammar = grammar;
    this.evidence = evidence;
    reached = new int[grammar.stepCount()];
    span = new short[grammar.stepCount()];
    seen = new int[grammar.spoilerCount()];
    seenBefore = new int[grammar.spoilerCount()];
  }

  /** Begins anew, as if nothing was read. */
  void forget() {
    Arrays.fill(reached, 0);
    Arrays.fill(seen, 0);
    Arrays.fill(seenBefore, 0);
  }

  /** Whether phrases are matched that were told before. */
  void mute(boolean now) {
    mute = now;
  }

  /**
   * A word, or a sign.
   *
   * @param set what it means
   * @param now its number
   * @param inAddress whether it is part of an address
   * @param sentenceAt the word that starts the sentence
   * @param clauseAt the word that starts the clause
   */
  void word(int set, int now, boolean inAddress, int sentenceAt, int clauseAt) {
    evidence.spoken(set, now);
    address = inAddress;
    sentence = sentenceAt;
    clause = clauseAt;
    feed(set, now, now);
  }

  private void feed(int set, int from, int to) {
    for (int concept : grammar.spoilersOfSet(set)) {
      seenBefore[concept] = seen[concept];
      seen[concept] = to;
    }
    int[] later = grammar.laterStepsOfSet(set);
    for (int i = 0; i < later.length; i += 2) {
      int step = later[i];
      int between = from - reached[step - 1] - 1;
      if (Integer.compareUnsigned(between, later[i + 1]) <= 0) { // neither too far nor overlapping
        advance(step, reached[step - 1] - span[step - 1], to);
      }
    }
    for (int step : grammar.firstStepsOfSet(set)) {
      advance(step, from, to);
    }
  }

  private void advance(int step, int from, int to) {
    reached[step] = to;
    span[step] = (short) (to - from); // gaps are bounded, and so is this
    int completed = grammar.phraseOf(step);
    if (completed >= 0) {
      complete(completed, from, to);
    }
  }

  private void complete(int completed, int from, int to) {
    Phrase phrase = grammar.phrase(completed);
    if (address && phrase.kind().isTalk()) {
      return;
    }
    for (int i = 0; i < phrase.unless().length; i++) {
      if (spoils(phrase.unless()[i], phrase.reach()[i], from)) {
        return;
      }
    }
    if (phrase.kind() == Grammar.Kind.DEFINE) {
      feed(phrase.emits(), from, to);
    } else if (!mute) {
      evidence.add(
          phrase,
          from,
          to,
          from <= sentence ? Evidence.ORDER : from <= clause ? Evidence.CLAUSE : 0);
    }
  }

  /** Whether a concept was seen within the phrase (reach 0), or so many words before it. */
  private boolean spoils(int concept, int reach, int from) {
    if (reach == 0) {
      return seen[concept] >= from;
    }
    int before = seen[concept] >= from ? seenBefore[concept] : seen[concept];
    return before < from && before >= from - reach;
  }
}
