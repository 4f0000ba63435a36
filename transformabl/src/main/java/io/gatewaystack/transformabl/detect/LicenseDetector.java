package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * Driving licences of states of the United States, beside a word that says so: 7 to 9 digits, or
 * one or two letters and 5 to 14 digits with or without dashes.
 */
final class LicenseDetector implements Detector {
  private static final int LONGEST = 20;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER, Trigger.CODE, Trigger.KEY);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length >= 4 && length <= LONGEST;
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    int start = at;
    while (text.isLetter(start) && start - at < 3) {
      start++;
    }
    int letters = start - at;
    int end = start;
    int digits = 0;
    while (end - at < LONGEST && isPart(text, end, letters)) {
      digits += text.isDigit(end) ? 1 : 0;
      end++;
    }
    boolean shaped = letters > 0 ? digits >= 5 && digits <= 14 : digits >= 7 && digits <= 9;
    return shaped
        && letters < 3
        && !text.isAlphanumeric(end)
        && text.at(at - 1) != '-'
        && text.at(end) != '-'
        && reading.words().nearest(at, end) == Topic.LICENSE
        && !Quantities.areMeant(text, at, end)
        && reading.add(at, end, Strength.FAIR, Topic.LICENSE.why());
  }

  private static boolean isPart(NormalText text, int at, int letters) {
    return text.isDigit(at) || letters > 0 && text.at(at) == '-' && text.isDigit(at + 1);
  }
}
