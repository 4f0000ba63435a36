package io.gatewaystack.transformabl.text;

import java.util.Arrays;

/**
 * Which topics are spoken near the places of a text, told by one look whatever the place. Not safe
 * for use by several threads.
 */
final class NearTopics {
  /** At least so many characters around a place are near it; up to twice as many. */
  static final int REACH = 128;

  private int[] blocks = new int[4]; // of REACH characters: bits of the topics in or next to them
  private int count; // of blocks that may hold some
  private int everywhere; // bits of topics that the name of the text speaks of

  /** Nothing is spoken. */
  void clear() {
    if (count > 0) {
      Arrays.fill(blocks, 0, count, 0);
      count = 0;
    }
    everywhere = 0;
  }

  /** A word for a topic stands at a place; in front of the text if that is negative. */
  void speak(Topic topic, int start, int end) {
    if (start < 0) {
      everywhere |= topic.bit();
      return;
    }
    int last = end / REACH + 1;
    if (last >= blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * last);
    }
    for (int block = Math.max(0, start / REACH - 1); block <= last; block++) {
      blocks[block] |= topic.bit();
    }
    count = Math.max(count, last + 1);
  }

  /** The bits of all topics near a place. */
  int at(int place) {
    int block = place / REACH;
    return block < count ? blocks[block] | everywhere : everywhere;
  }
}
