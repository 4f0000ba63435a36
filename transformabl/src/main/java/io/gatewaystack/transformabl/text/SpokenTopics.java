package io.gatewaystack.transformabl.text;

import java.util.Arrays;

/**
 * What the words of a text name, in the order in which they are read, alone and as phrases. Not
 * safe for use by several threads.
 */
final class SpokenTopics {
  /** How far apart the words of a phrase may stand. */
  private static final int PHRASE_GAP = 3;

  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private Topic[] topics = new Topic[16];
  private int count;
  private int asked; // the index that was told last
  private boolean personal; // a word was read that says what a value is
  private int said; // bits of the topics of the words read so far
  private final NearTopics near = new NearTopics();

  // The last word and the last two as a phrase: where they start and their hashes, 0 for none.
  private int lastStart;
  private int lastEnd;
  private long last;
  private int beforeLastStart;
  private long beforeLast;

  /** Nothing was said. */
  void clear() {
    count = 0;
    personal = false;
    said = 0;
    near.clear();
  }

  int count() {
    return count;
  }

  int start(int index) {
    return starts[index];
  }

  int end(int index) {
    return ends[index];
  }

  Topic topic(int index) {
    return topics[index];
  }

  /** Whether something was said that says what a value is. */
  boolean arePersonal() {
    return personal;
  }

  /** The bits of the topics that were named. */
  int said() {
    return said;
  }

  /** The bits of the topics that are named near a place, or by the name of the text. */
  int near(int place) {
    return near.at(place);
  }

  /** Takes topics for named by something else than words. */
  void sayAll(int bits) {
    personal = true;
    said |= bits;
  }

  /** Index of the last that ends at or before a position; -1 when there is none. */
  int before(int position) {
    if (asked < 0 || asked >= count || !isLastBefore(position, asked)) {
      asked = find(position);
    }
    return asked;
  }

  /** Values that stand near each other have the same word in front of them. */
  private boolean isLastBefore(int position, int index) {
    return ends[index] <= position && (index + 1 == count || ends[index + 1] > position);
  }

  private int find(int position) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = low + high >>> 1;
      if (ends[middle] <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** No phrase reaches across this place. */
  void forget() {
    lastEnd = Integer.MIN_VALUE / 2;
    last = 0;
    beforeLast = 0;
  }

  /** A word that says nothing, and no phrase of which does. */
  int unknown(int end) {
    last = 0;
    beforeLast = 0;
    lastEnd = end;
    return end;
  }

  /**
   * Another word was read.
   *
   * @param word its hash
   * @param singular that of its singular, if it may be a plural
   */
  void word(long word, long singular, int start, int end) {
    if (start - lastEnd > PHRASE_GAP) {
      last = 0;
      beforeLast = 0;
    }
    long two = Vocabulary.phrase(last, word);
    boolean found =
        beforeLast != 0 && note(Vocabulary.phrase(beforeLast, word), beforeLastStart, end)
            || last != 0 && note(two, lastStart, end)
            || note(Vocabulary.phrase(0, word), start, end);
    if (!found && singular != word) {
      found = note(Vocabulary.phrase(0, singular), start, end);
    }
    if (!found
        && count > 0
        && ends[count - 1] == lastEnd
        && last != 0
        && Vocabulary.isNumber(word)) {
      ends[count - 1] = end; // a passport number is nearer to its value than its passport is
      near.speak(topics[count - 1], start, end);
    }
    beforeLast = last == 0 ? 0 : two;
    beforeLastStart = lastStart;
    last = Vocabulary.phrase(0, word);
    lastStart = start;
    lastEnd = end;
  }

  /** Notes what a phrase names; it takes the place of what parts of it name. */
  private boolean note(long phrase, int start, int end) {
    Topic topic = Vocabulary.find(phrase);
    if (topic == Topic.NONE) {
      return false;
    }
    while (count > 0 && starts[count - 1] >= start) {
      count--;
    }
    put(topic, start, end);
    return true;
  }

  /** Notes what a place says. */
  void put(Topic topic, int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      topics = Arrays.copyOf(topics, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    topics[count] = topic;
    personal |= topic.isPersonal();
    said |= topic.bit();
    near.speak(topic, start, end);
    count++;
  }
}
