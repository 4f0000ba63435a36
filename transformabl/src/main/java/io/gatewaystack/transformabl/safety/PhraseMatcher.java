package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.safety.Grammar.Phrase;

/**
 * Matches all phrases of a grammar in one pass over the words of a text. Of each step of each
 * phrase it keeps the last place where the phrase was matched so far: because gaps only bound
 * distances, the latest place is always the best one. So a word costs as many steps as its concepts
 * have, whatever the text holds.
 */
final class PhraseMatcher {
  private static final int FAR = 200;
  private static final int START = 1000; // further from 0, which is "never", than any gap

  private final Grammar grammar;
  private final Evidence evidence;
  private final int[] reached; // per step: the last word of the phrase so far
  private final short[] span; // per step: how many words before that the phrase started
  private final int[] seen; // per spoiling concept: where it was seen last
  private final int[] seenBefore; // per spoiling concept: where it was seen the time before
  private int now = START;
  private int sentence = START + 1;
  private int clause = START + 1;
  private int words;
  private boolean address;
  private int offset; // where the word starts that is read
  private final Stretches turned = new Stretches();
  private final Stretches reversed = new Stretches();

  PhraseMatcher(Grammar grammar, Evidence evidence) {
    this.grammar = grammar;
    this.evidence = evidence;
    reached = new int[grammar.stepCount()];
    span = new short[grammar.stepCount()];
    seen = new int[grammar.spoilerCount()];
    seenBefore = new int[grammar.spoilerCount()];
  }

  /** The number of the last word. */
  int now() {
    return now;
  }

  /** The next word. */
  void word(int meaning) {
    now++;
    words++;
    if (meaning > Lexicon.UNKNOWN) {
      if (now <= clause && grammar.leads(meaning)) { // leaves the next word the start: please, now
        sentence += now == sentence ? 1 : 0;
        clause += now == clause ? 1 : 0;
      }
      rejoin(meaning);
    }
  }

  /** Where words in ROT13 were known. */
  Stretches turned() {
    return turned;
  }

  /** Where words that are spelled backwards were known. */
  Stretches reversed() {
    return reversed;
  }

  /** Another text is read, in which disguises may or may not be. */
  void forgetDisguises() {
    turned.clear();
    reversed.clear();
  }

  /** The last word goes on: this is what it means as a whole. */
  void rejoin(int meaning) {
    if (meaning == grammar.set(Sign.ROT13)) {
      turned.add(offset);
    } else if (meaning == grammar.set(Sign.REVERSED)) {
      reversed.add(offset);
    }
    feed(meaning, now, now);
  }

  /** A word starts at an offset. */
  void begin(int at, boolean partOfAddress) {
    offset = at;
    address = partOfAddress;
  }

  /** Whether the words that follow are parts of an address: names there say nothing of the text. */
  void inAddress(boolean now) {
    address = now;
  }

  /** What belongs to the word before, or to the one behind. */
  void sign(Sign sign) {
    feed(grammar.set(sign), now, now);
  }

  /** Words that mean nothing here. */
  void pass(int count) {
    now += count;
    words += count;
  }

  /**
   * The sentence ends: what follows is further away than the next word. A sentence of one or two
   * words is none.
   */
  void endSentence(int distance) {
    if (words > 2) {
      now += distance;
    }
    beginSentence();
  }

  /** What follows may start like a sentence although none has ended. */
  void beginClause() {
    clause = now + 1;
  }

  /** Another value of the same document begins. */
  void endValue(int distance) {
    now += distance;
    beginSentence();
  }

  /** Another text begins, to which nothing of this one belongs. */
  void endText() {
    endValue(FAR);
  }

  private void beginSentence() {
    words = 0;
    sentence = now + 1;
    clause = now + 1;
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
    } else {
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
