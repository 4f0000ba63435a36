package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/** Passport numbers: 9 digits, or a letter and 7 or 8 digits, beside a word such as passport. */
final class PassportDetector extends Detector {
  private static final int LONGEST = 9;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER, Trigger.CODE);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length == LONGEST || length == LONGEST - 1;
  }

  @Override
  public Set<Topic> topics() {
    return Set.of(Topic.PASSPORT);
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    int letters = text.isLetter(at) ? 1 : 0;
    int end = at + letters;
    while (text.isDigit(end) && end - at <= LONGEST) {
      end++;
    }
    int length = end - at;
    boolean shaped = length == LONGEST || letters == 1 && length == LONGEST - 1;
    return shaped
        && !text.isAlphanumeric(end)
        && isFree(text.at(at - 1))
        && isFree(text.at(end))
        && (reading.words().nearest(at, end) == Topic.PASSPORT || reading.listsAnother(at))
        && !Quantities.areMeant(text, at, end)
        && reading.add(at, end, Strength.FAIR, Topic.PASSPORT.why());
  }

  private static boolean isFree(char c) {
    return c != '-' && c != '_' && c != '/';
  }
}
