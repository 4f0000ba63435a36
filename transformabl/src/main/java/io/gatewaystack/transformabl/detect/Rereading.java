package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Name;
import io.gatewaystack.transformabl.text.NormalText;

/**
 * Reads a number that is spelled in an unusual way once more, as digits within what stands around
 * it. Keeps its buffers from text to text. Not safe for use by several threads.
 */
final class Rereading {
  private static final int BEFORE = 40;
  private static final int BEHIND = 24;

  private final Reading reading = Reading.ofDigits();

  /**
   * Reports what the number as a whole is.
   *
   * @param from where its spelling starts
   * @param to where its spelling ends
   * @param digits what it says
   * @return whether it is anything
   */
  boolean find(Sweep sweep, Reading outer, int from, int to, CharSequence digits) {
    NormalText text = outer.text();
    int before = Math.min(from, BEFORE);
    String around =
        text.text(from - before, from)
            + digits
            + text.text(to, Math.min(text.length(), to + BEHIND));
    reading.text().read(around);
    boolean found = false;
    for (Found find : sweep.over(reading, from > BEFORE ? Name.NONE : outer.name())) {
      if (find.start() <= before && find.end() >= before + digits.length()) {
        outer.add(find.detector(), from, to, find);
        found = true;
      }
    }
    return found;
  }
}
