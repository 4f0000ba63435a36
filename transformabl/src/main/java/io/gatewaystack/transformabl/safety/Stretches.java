package io.gatewaystack.transformabl.safety;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Parts of a text around some of its words, which are told in the order in which they stand. Not
 * safe for use by several threads.
 */
final class Stretches {
  /** Characters on either side that belong to a word: some sentences. */
  private static final int REACH = 400;

  private int[] bounds = new int[8]; // of each stretch where it starts and where it ends
  private int count;

  void clear() {
    count = 0;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Adds what stands around a word. */
  void add(int offset) {
    int from = Math.max(0, offset - REACH);
    if (count == 0 || bounds[count - 1] < from) {
      if (count == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * count);
      }
      bounds[count] = from;
      count += 2;
    }
    bounds[count - 1] = offset + REACH;
  }

  /** Calls for each stretch of the text. */
  void forEach(char[] chars, int length, Consumer<String> action) {
    for (int i = 0; i < count; i += 2) {
      int to = Math.min(length, bounds[i + 1]);
      action.accept(new String(chars, bounds[i], to - bounds[i]));
    }
  }
}
