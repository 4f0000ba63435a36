package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * Finds one type of content. A detector hangs on triggers, without which its type cannot occur,
 * looks at a bounded stretch around each, and confirms what it sees before it reports: so a sweep
 * is one pass, linear for any input. Stateless; used by many threads.
 */
public abstract class Detector { // a class: asking one costs less than through an interface

  /** What it hangs on. */
  public abstract Set<Trigger> triggers();

  /**
   * Whether a word or number of some length can be what it finds, or the start of it.
   *
   * @param length how many letters and digits
   * @param row where a number stands in a row of numbers; a word stands alone
   */
  public boolean fits(int length, Row row) {
    return true;
  }

  /** Whether what it finds at {@link Trigger#KEY} can start with a letter or digit. */
  public boolean startsWith(char first) {
    return true;
  }

  /**
   * What a word, in the text or its name, must say for it to find anything: one of these. Empty
   * when it needs no word.
   */
  public Set<Topic> topics() {
    return Set.of();
  }

  /**
   * Whether that word must be near what it finds, head its column or list, or have said so of its
   * last find right before; else it may stand anywhere.
   */
  public boolean needsNearWord() {
    return true;
  }

  /** As {@link #fits}, where no word says what a value is. */
  public boolean fitsUnnamed(int length, Row row) {
    return fits(length, row);
  }

  /**
   * Called at each of its triggers in ascending order, unless a detector that stands before it in
   * the sweep has claimed the place.
   *
   * @param reading the text and what is known of it; takes the find, if there is one
   * @param at position of the trigger
   * @return whether it found something there
   */
  public abstract boolean at(Reading reading, int at);

  /** Whether its finds give way to those of another detector that cover them. */
  public boolean yields() {
    return false;
  }
}
