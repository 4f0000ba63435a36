package io.gatewaystack.transformabl.safety;

import java.util.stream.IntStream;

/**
 * Long words of the lexicon by their first and last letter and the letters between in any order:
 * readers, human or not, read {@code istnructions} without noticing.
 */
final class Scrambled {
  /** Shorter words have too many neighbours. */
  static final int SHORTEST = 6;

  /** Letters of the shortest word that is read as a longer one with a letter missing. */
  static final int FEWEST = SHORTEST - 1;

  private static final int MIX = 0x9E3779B1;
  private static final int[] MIXED = IntStream.range(0, 128).map(c -> mixed((char) c)).toArray();
  private static final int KNOWN_BITS = 16; // what is asked first fits the nearest cache

  private final int[] keys;
  private final int[] meanings;
  private final long[] known =
      new long[1 << KNOWN_BITS - 6]; // by some bits of a key: if there is one

  Scrambled(int words) {
    int size = Integer.highestOneBit(Math.max(16, words * 4));
    keys = new int[size];
    meanings = new int[size];
  }

  void add(String word, int meaning) {
    put(word, meaning, true);
  }

  /** Adds a word unless it is another one out of order. */
  void addIfAbsent(String word, int meaning) {
    put(word, meaning, false);
  }

  private void put(String word, int meaning, boolean anyway) {
    char[] letters = word.toCharArray();
    int key = key(letters, 0, letters.length);
    int slot = slot(key);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & keys.length - 1;
    }
    int bit = bit(key);
    known[bit >>> 6] |= 1L << bit;
    if (anyway || keys[slot] == 0) {
      keys[slot] = key;
      meanings[slot] = meaning;
    }
  }

  /**
   * The meaning of the word these letters, in any case, are when unscrambled, or {@link
   * Lexicon#UNKNOWN}.
   */
  int meaning(char[] letters, int from, int to) {
    int key = key(letters, from, to);
    int bit = bit(key);
    if ((known[bit >>> 6] >>> bit & 1) == 0) {
      return Lexicon.UNKNOWN;
    }
    int slot = slot(key);
    while (keys[slot] != key) {
      if (keys[slot] == 0) {
        return Lexicon.UNKNOWN;
      }
      slot = slot + 1 & keys.length - 1;
    }
    return meanings[slot];
  }

  private static int mixed(char letter) {
    int mixed = (CharKind.lower(letter) + 1) * MIX;
    mixed ^= mixed >>> 13;
    return mixed * MIX;
  }

  private static int bit(int key) {
    return key * MIX >>> Integer.SIZE - KNOWN_BITS;
  }

  private int slot(int key) {
    return (key ^ key >>> 16) & keys.length - 1;
  }

  /** The same for every order of the inner letters; never 0. */
  private static int key(char[] letters, int from, int to) {
    int inner = 0;
    for (int i = from + 1; i < to - 1; i++) {
      inner += letters[i] < MIXED.length ? MIXED[letters[i]] : mixed(letters[i]);
    }
    int key =
        ((inner * 31 + CharKind.lower(letters[from])) * 31 + CharKind.lower(letters[to - 1])) * 31;
    key += to - from;
    return key == 0 ? 1 : key;
  }
}
