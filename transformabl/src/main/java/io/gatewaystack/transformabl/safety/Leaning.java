package io.gatewaystack.transformabl.safety;

import java.util.Arrays;

/**
 * What the words around a place lean to: to orders that are given to machines, or to what people
 * write all day. Every word with a meaning has a weight, and so have many words and pairs of words
 * as they are {@link Wording written}, learned from the corpus of the tests; they add up. It makes
 * no label by itself: it lends to phrases that were found, or takes from them. Confined to one
 * scan.
 */
class Leaning {
  /** What weights are multiplied by. */
  static final int SCALE = 100;

  private static final int MOST_LENT = 60;

  static final int AROUND = 60; // words before and behind a phrase
  private static final int CLOSE = 8;

  /** Words before, behind and within a phrase. */
  static final int WIDTH = 2 * AROUND + 8;

  private static final int MOST_TAKEN = 40;
  private static final int LENDS = 15; // for each whole weight
  private static final int TAKES = 20;
  private static final int DOUBT = 130; // words that lean no further back take nothing
  private static final int ENOUGH = 6; // known words that tell what a text is
  private static final int CAPACITY = 1 << 10; // entries
  private static final int KEPT = 1 << 7;

  private final Grammar grammar;
  private final Wording wording;
  private int[] words = {};
  private int[] sums = {}; // up to and with the word
  private int count;
  private int forgotten; // the sum up to the first entry

  Leaning(Grammar grammar) {
    this.grammar = grammar;
    this.wording = new Wording(grammar.wordWeights());
  }

  /** The words as they are written. */
  Wording wording() {
    return wording;
  }

  /** A word that means something; what was said before counts no more. */
  void add(int set, int word) {
    if (count > 0 && word < words[count - 1]) {
      return;
    }
    if (count == CAPACITY) {
      forget();
    }
    if (count == words.length) {
      int size = Math.max(64, 4 * count);
      words = Arrays.copyOf(words, size);
      sums = Arrays.copyOf(sums, size);
    }
    words[count] = word;
    sums[count] = (count > 0 ? sums[count - 1] : 0) + grammar.leaningOfSet(set);
    count++;
  }

  /**
   * What was found so far was weighed: only the last words are still near to what comes.
   *
   * @param pending whether some of it is weighed later
   */
  void trim(boolean pending) {
    wording.trim(pending);
    if (count > KEPT) {
      forget();
    }
    if (words.length > KEPT) {
      words = Arrays.copyOf(words, KEPT);
      sums = Arrays.copyOf(sums, KEPT);
    }
  }

  private void forget() {
    int from = count - KEPT;
    forgotten = sums[from - 1];
    System.arraycopy(words, from, words, 0, KEPT);
    System.arraycopy(sums, from, sums, 0, KEPT);
    count = KEPT;
  }

  /**
   * What the words around a phrase add to what was found there; less than 0 takes from it. Those of
   * its sentence alone, or all that are near, whichever say more: an order may stand in any text.
   */
  int around(int from, int to) {
    int near = between(from - AROUND, to + AROUND);
    int sentence = between(wording.sentenceStart(from), wording.sentenceEnd(to));
    if (upTo(to + AROUND) == upTo(from - AROUND - 1)) { // what words mean was not told
      return 0;
    }
    int close = between(from - CLOSE, to + CLOSE);
    int most = Math.max(close, Math.max(near, sentence));
    return most > 0
        ? Math.min(MOST_LENT, most * LENDS / SCALE)
        : Math.max(-MOST_TAKEN, Math.min(0, most + DOUBT) * TAKES / SCALE);
  }

  /** What every text leans to counts as far as its words are known. */
  private int between(int from, int to) {
    int words = upTo(to) - upTo(from - 1) + wording.between(from, to);
    int start = grammar.leaning() * Math.min(ENOUGH, wording.known(from, to)) / ENOUGH;
    return words + start;
  }

  private int upTo(int word) {
    int end = 0;
    for (int behind = count; end < behind; ) {
      int middle = (end + behind) >>> 1;
      if (words[middle] <= word) {
        end = middle + 1;
      } else {
        behind = middle;
      }
    }
    return end == 0 ? forgotten : sums[end - 1];
  }
}
