package io.gatewaystack.transformabl.safety;

import java.util.Set;
import java.util.TreeSet;

/**
 * The best score of one kind of phrases, and the families that made it: each counts with its
 * heaviest phrase, and they add up where they stand near each other. Confined to one scan.
 */
final class Score {
  private static final int NEAR = 70; // words

  private final int families;
  private final int enough;
  private final Set<Integer> reasons = new TreeSet<>();
  private int[] weight = {};
  private int[] at = {};
  private int best;
  private int foundOfBest;
  private int mostFound;

  /**
   * Nothing was found.
   *
   * @param enough what a family has to weigh to be more than a hint where it stands alone
   */
  Score(int families, int enough) {
    this.families = families;
    this.enough = enough;
  }

  int best() {
    return best;
  }

  /** The best without what words around added. */
  int found() {
    return mostFound;
  }

  /** The families behind the best score. */
  Set<Integer> families() {
    return reasons;
  }

  /**
   * A phrase of a family that ends at a word; words only ever grow.
   *
   * @param leaning what the words around it add: at most twice what the phrases weigh, half of it
   *     where there is no more than a hint of one family
   */
  void add(int family, int newWeight, int word, int leaning) {
    if (weight.length == 0) {
      weight = new int[families];
      at = new int[families];
    }
    if (word - at[family] > NEAR || newWeight >= weight[family]) {
      weight[family] = newWeight;
      at[family] = word;
    }
    int found = 0;
    for (int f = 0; f < families; f++) {
      found += isNear(f, word) ? weight[f] : 0;
    }
    mostFound = Math.max(mostFound, found);
    boolean alone = found == weight[family] && found < enough;
    int sum = found + Math.min(leaning, alone ? found / 2 : 2 * found);
    if (found < SafetyScan.LIKELY) {
      sum = Math.min(sum, SafetyScan.CLEAR - 1); // what words around lend is never sure
    }
    if (sum < best || sum == best && found < foundOfBest) {
      return;
    }
    if (sum > best || found > foundOfBest) {
      best = sum;
      foundOfBest = found;
      reasons.clear();
    }
    for (int f = 0; f < families; f++) {
      if (isNear(f, word)) {
        reasons.add(f);
      }
    }
  }

  private boolean isNear(int family, int word) {
    return weight[family] > 0 && word - at[family] <= NEAR;
  }
}
