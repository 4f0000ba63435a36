package io.gatewaystack.transformabl.safety;

import java.util.Arrays;

/**
 * What the words around a place lean to: to orders that are given to machines, or to what people
 * write all day. Every word with a meaning has a weight, learned from the corpus of the tests; they
 * add up. It makes no label by itself: it lends to phrases that were found, or takes from them.
 * Confined to one scan.
 */
class Leaning {
  /** What weights are multiplied by. */
  static final int SCALE = 100;

  /** The most that is added to a phrase. */
  static final int MOST_LENT = 40;

  private static final int AROUND = 60; // words before and behind a phrase

  /** Words before, behind and within a phrase. */
  static final int WIDTH = 2 * AROUND + 8;

  private static final int MOST_TAKEN = 12;
  private static final int LENDS = 15; // for each whole weight
  private static final int TAKES = 8;
  private static final int CAPACITY = 1 << 10; // entries
  private static final int KEPT = 1 << 7;

  private final Grammar grammar;
  private int[] words = {};
  private int[] sums = {}; // up to and with the word
  private int count;
  private int forgotten; // the sum up to the first entry

  Leaning(Grammar grammar) {
    this.grammar = grammar;
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

  /** What was found so far was weighed: only the last words are still near to what comes. */
  void trim() {
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

  /** What the words around a phrase add to what was found there; less than 0 takes from it. */
  int around(int from, int to) {
    int words = upTo(to + AROUND) - upTo(from - AROUND - 1);
    int sum = grammar.leaning() + words;
    return sum > 0 ? lent(sum) : Math.max(-MOST_TAKEN, Math.min(0, words) * TAKES / SCALE);
  }

  /**
   * What {@link #around} adds where words lean to so much together, besides what every text leans
   * to.
   */
  static int lent(Grammar grammar, int sum) {
    return lent(Math.max(0, grammar.leaning() + sum));
  }

  private static int lent(int sum) {
    return Math.min(MOST_LENT, sum * LENDS / SCALE);
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
