package io.gatewaystack.validatabl.policy;

import java.util.Arrays;

/**
 * The places of several machines that were reached side by side, each once, in the order in which
 * they were reached, and how. Kept in arrays, since there may be hundreds of thousands. For one
 * thread.
 */
final class Visits {
  private final int width;
  private int size;
  private int[] states;
  private int[] from = new int[64];
  private int[] characters = new int[64];
  private int[] lengths = new int[64];

  /** Numbers of visits and one, by the hash of their states; zero where there is none. */
  private int[] table = new int[256];

  /**
   * No visits yet.
   *
   * @param width how many machines
   */
  Visits(int width) {
    this.width = width;
    this.states = new int[64 * width];
  }

  int size() {
    return size;
  }

  /** The state of one machine. */
  int state(int visit, int machine) {
    return states[visit * width + machine];
  }

  /** How many characters led there. */
  int length(int visit) {
    return lengths[visit];
  }

  /**
   * Adds a visit, if nothing has led to those states before.
   *
   * @param next the states of all machines
   * @param before the visit it came from; below zero for none
   * @param character the one that led there
   * @return whether it is new
   */
  boolean add(int[] next, int before, int character) {
    int slot = slot(next);
    if (table[slot] != 0) {
      return false;
    }
    if (size == from.length) {
      grow();
      slot = slot(next);
    }
    System.arraycopy(next, 0, states, size * width, width);
    from[size] = before;
    characters[size] = character;
    lengths[size] = before < 0 ? 0 : lengths[before] + 1;
    table[slot] = ++size;
    return true;
  }

  /** Where states stand in the table, or would. */
  private int slot(int[] next) {
    int slot = spread(Arrays.hashCode(next)) & table.length - 1;
    while (table[slot] != 0 && !isAt(table[slot] - 1, next)) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  private boolean isAt(int visit, int[] next) {
    int start = visit * width;
    return Arrays.equals(states, start, start + width, next, 0, width);
  }

  private void grow() {
    int most = 2 * from.length;
    states = Arrays.copyOf(states, most * width);
    from = Arrays.copyOf(from, most);
    characters = Arrays.copyOf(characters, most);
    lengths = Arrays.copyOf(lengths, most);
    table = new int[4 * most];
    int[] one = new int[width];
    for (int visit = 0; visit < size; visit++) {
      System.arraycopy(states, visit * width, one, 0, width);
      table[slot(one)] = visit + 1;
    }
  }

  /** The text that led to a visit. */
  String text(int visit) {
    int[] text = new int[lengths[visit]];
    int at = visit;
    for (int i = text.length - 1; i >= 0; i--) {
      text[i] = characters[at];
      at = from[at];
    }
    return new String(text, 0, text.length);
  }
}
