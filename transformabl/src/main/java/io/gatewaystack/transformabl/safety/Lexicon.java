package io.gatewaystack.transformabl.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Words and what they mean to the {@link Grammar}, as a tree of letters: reading a word costs one
 * step per letter and ends at the first letter no known word has there. A meaning is the number of
 * a set of concepts.
 *
 * <p>Nodes are numbered by depth, because most words end after two or three letters: what they
 * touch stays in the processor's nearest cache. Of the letters a to z a node holds one bit each,
 * and the nodes behind them follow each other; other characters are looked up in a table.
 */
final class Lexicon {
  /** Where every word starts. */
  static final int ROOT = 1;

  /** No known word starts like this. */
  static final int DEAD = 0;

  /** The meaning of what is not a known word. */
  static final int UNKNOWN = 0;

  /** The meaning of a word that is known to mean nothing here. */
  static final int PLAIN = -1;

  private static final int MAX_NODES = 1 << 16; // a key holds node and character, 16 bits each

  /**
   * Per node: the bits of the letters that go on, the first node behind, the meaning, and of the
   * other characters that go on a bit each by their five lowest.
   */
  private final int[] branches;

  private final int[] pairs = new int[1 << 10]; // the nodes behind the first two letters
  private final int[] keys;
  private final int[] nodes;

  /**
   * Builds the tree.
   *
   * @param meanings folded words, and numbers of sets, or {@link #PLAIN}
   */
  Lexicon(Map<String, Integer> meanings) {
    List<Branch> all = branches(meanings);
    if (all.size() >= MAX_NODES) {
      throw new IllegalStateException("words: too many");
    }
    branches = new int[4 * all.size()];
    keys = new int[Integer.highestOneBit(all.size()) * 4];
    nodes = new int[keys.length];
    all.forEach(this::add);
    for (char first = 'a'; first <= 'z'; first++) {
      for (char second = 'a'; second <= 'z'; second++) {
        pairs[pair(first, second)] = step(step(ROOT, first), second);
      }
    }
  }

  private static int pair(char first, char second) {
    return (first & 0x1F) << 5 | second & 0x1F;
  }

  /** A node while the tree is built. */
  private static final class Branch {
    final SortedMap<Character, Branch> next = new TreeMap<>();
    int meaning;
    int number;
  }

  /** All nodes in the order of their numbers: by depth, those of the letters a to z first. */
  private static List<Branch> branches(Map<String, Integer> meanings) {
    Branch root = new Branch();
    meanings.forEach(
        (word, meaning) -> {
          Branch at = root;
          for (int i = 0; i < word.length(); i++) {
            at = at.next.computeIfAbsent(word.charAt(i), letter -> new Branch());
          }
          at.meaning = meaning;
        });
    List<Branch> branches = new ArrayList<>(List.of(new Branch(), root)); // DEAD and ROOT
    for (int i = ROOT; i < branches.size(); i++) {
      Branch branch = branches.get(i);
      branch.number = i;
      branch.next.forEach((c, next) -> append(branches, next, isLetter(c)));
      branch.next.forEach((c, next) -> append(branches, next, !isLetter(c)));
    }
    return branches;
  }

  private static void append(List<Branch> branches, Branch next, boolean wanted) {
    if (wanted) {
      branches.add(next);
    }
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  private void add(Branch branch) {
    int node = branch.number;
    branches[4 * node + 2] = branch.meaning;
    branch.next.forEach(
        (c, next) -> {
          if (!isLetter(c)) {
            put(node << 16 | c, next.number);
            branches[4 * node + 3] |= 1 << c;
          } else {
            branches[4 * node] |= 1 << c - 'a';
            branches[4 * node + 1] =
                branches[4 * node + 1] == 0 ? next.number : branches[4 * node + 1];
          }
        });
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

  /** The node behind a node and a character, which must be folded and in lower case. */
  int step(int node, char c) {
    int letter = c - 'a';
    if (letter < 0 || letter > 25) {
      return (branches[4 * node + 3] >>> c & 1) == 0 ? DEAD : other(node << 16 | c);
    }
    int bits = branches[4 * node];
    int before = bits & (1 << letter) - 1;
    return (bits >>> letter & 1) == 0 ? DEAD : branches[4 * node + 1] + Integer.bitCount(before);
  }

  private int other(int key) {
    int slot = slot(key);
    while (keys[slot] != key) {
      if (keys[slot] == 0) {
        return DEAD;
      }
      slot = slot + 1 & keys.length - 1;
    }
    return nodes[slot];
  }

  /** The node behind a node and some characters, in any case. */
  int walk(int node, char[] chars, int from, int to) {
    int reached = node;
    int next = from;
    if (node == ROOT
        && to - from > 1
        && CharKind.isLetter(chars[from])
        && CharKind.isLetter(chars[from + 1])) {
      reached = pairs[pair(chars[from], chars[from + 1])];
      next = from + 2;
    }
    for (int i = next; i < to && reached != DEAD; i++) {
      reached = step(reached, CharKind.lower(chars[i]));
    }
    return reached;
  }

  /**
   * The letters that go on behind a node: a bit each, of {@code a} the second lowest. Of a letter
   * in any case it is the one that its five lowest bits count.
   */
  int lettersBehind(int node) {
    return branches[4 * node] << 1;
  }

  /** The meaning of the word that ends at a node. */
  int word(int node) {
    return branches[4 * node + 2];
  }

  /** The meaning of a word, in any case. */
  int meaning(char[] chars, int from, int to) {
    return word(walk(ROOT, chars, from, to));
  }
}
