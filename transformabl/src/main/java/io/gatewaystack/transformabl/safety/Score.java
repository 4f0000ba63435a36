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
  private final Set<Integer> reasons = new TreeSet<>();
  private int[] weight = {};
  private int[] at = {};
  private int best;
  private int mostFound;

  Score(int families) {
    this.families = families;
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
   * @param leaning what the words around it add, at most as much as the phrases weigh
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
    int sum = found + Math.min(leaning, 2 * found);
    if (sum < best) {
      return;
    }
    if (sum > best) {
      best = sum;
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
