package io.gatewaystack.transformabl.safety;

import java.util.Arrays;
import java.util.Map;

/**
 * Words and what they mean to the {@link Grammar}, as a tree of letters: reading a word costs one
 * step per letter and ends at the first letter no known word has there. A meaning is the number of
 * a set of concepts.
 */
final class Lexicon {
  /** Where every word starts. */
  static final int ROOT = 1;

  /** No known word starts like this. */
  static final int DEAD = 0;

  /** The meaning of what is not a word. */
  static final int UNKNOWN = 0;

  /** The meaning of a word that is known to mean nothing here. */
  static final int PLAIN = -1;

  /** Ends what stands for all words that start so. */
  static final char STEM = '\uFFFF';

  private int[] keys = new int[1 << 15];
  private int[] nodes = new int[1 << 15];
  private int[] exact = new int[1 << 12];
  private int[] stems = new int[1 << 12];
  private int used = ROOT;

  /**
   * Builds the tree.
   *
   * @param words folded words, those that end with {@link #STEM} standing for all that start so;
   *     their values are numbers of sets, or {@link #PLAIN}
   */
  Lexicon(Map<String, Integer> words) {
    words.forEach(this::add);
  }

  private void add(String word, int meaning) {
    boolean stem = word.charAt(word.length() - 1) == STEM;
    int end = stem ? word.length() - 1 : word.length();
    int node = ROOT;
    for (int i = 0; i < end; i++) {
      int next = step(node, word.charAt(i));
      node = next == DEAD ? grow(node, word.charAt(i)) : next;
    }
    (stem ? stems : exact)[node] = meaning;
  }

  private int grow(int node, char c) {
    int next = ++used;
    if (next == exact.length) {
      exact = Arrays.copyOf(exact, next * 2);
      stems = Arrays.copyOf(stems, next * 2);
    }
    if (next * 2 > keys.length) {
      rehash();
    }
    put(node << 16 | c, next);
    return next;
  }

  private void rehash() {
    int[] oldKeys = keys;
    int[] oldNodes = nodes;
    keys = new int[oldKeys.length * 2];
    nodes = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        put(oldKeys[i], oldNodes[i]);
      }
    }
  }

  private void put(int key, int node) {
    int slot = slot(key);
    while (keys[slot] != 0) {
      slot = slot + 1 & keys.length - 1;
    }
    keys[slot] = key;
    nodes[slot] = node;
  }

  private int slot(int key) {
    int mixed = key * 0x9E3779B1;
    return (mixed ^ mixed >>> 15) & keys.length - 1;
  }

  /** The node behind a node and a letter, which must be folded and in lower case. */
  int step(int node, char letter) {
    int key = node << 16 | letter;
    int slot = slot(key);
    while (keys[slot] != key) {
      if (keys[slot] == 0) {
        return DEAD;
      }
      slot = slot + 1 & keys.length - 1;
    }
    return nodes[slot];
  }

  /** The meaning of the word that ends at a node. */
  int word(int node) {
    return exact[node];
  }

  /** The meaning of all words that go on from a node. */
  int stem(int node) {
    return stems[node];
  }

  /** The meaning of a word. */
  int meaning(char[] letters, int from, int to) {
    int node = ROOT;
    int stem = UNKNOWN;
    for (int i = from; i < to; i++) {
      node = step(node, letters[i]);
      if (node == DEAD) {
        return stem;
      }
      stem = stems[node] != UNKNOWN ? stems[node] : stem;
    }
    return exact[node] != UNKNOWN ? exact[node] : stem;
  }
}
