package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Topic;

/** Numbers that are spelled in an unusual way. Not safe for use by several threads. */
final class Respelled {
  private final SpokenDigits spoken = new SpokenDigits();
  private final ApartDigits apart = new ApartDigits();
  private final AlikeDigits alike = new AlikeDigits();
  private final Rereading rereading = new Rereading();

  /** Reads words for digits; returns where to go on, the start if there is no number. */
  int spoken(Sweep sweep, Reading reading, int start) {
    if (!spoken.read(reading.text(), start)) {
      return start;
    }
    rereading.find(sweep, reading, start, spoken.end(), spoken.digits());
    return spoken.end();
  }

  /** Reads digits that are kept apart; returns where to go on. */
  int apart(Sweep sweep, Reading reading, int start, int end) {
    boolean number =
        !reading.lacks(ApartDigits.TOPICS, start)
            && apart.read(reading.text(), start)
            && apart.topic(reading, start) != Topic.NONE
            && rereading.find(sweep, reading, start, apart.end(), apart.digits());
    return number ? apart.end() : end;
  }

  /** Reads digits with letters among them that look like some; returns where to go on. */
  int alike(Sweep sweep, Reading reading, int start, int end) {
    boolean number =
        alike.read(reading.text(), start)
            && !reading.lacks(alike.isLong() ? AlikeDigits.TOPICS : AlikeDigits.CODES, start)
            && reading.mayReadAlike()
            && rereading.find(sweep, reading, start, alike.end(), alike.digits());
    return number ? alike.end() : end;
  }
}
