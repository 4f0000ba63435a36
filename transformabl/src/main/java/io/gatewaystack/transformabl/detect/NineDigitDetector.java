package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Numbers of persons in the United States, written {@code AAA-GG-SSSS}; also in other groups or in
 * none beside a word that says what they are.
 */
final class NineDigitDetector implements Detector {
  private static final int DIGITS = 9;

  private final LongPredicate assigned;

  /**
   * A detector.
   *
   * @param assigned whether nine digits are in the range of the register
   */
  NineDigitDetector(LongPredicate assigned) {
    this.assigned = assigned;
  }

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER);
  }

  @Override
  public boolean at(Reading reading, int at) {
    Digits digits = reading.digits();
    boolean shaped = digits.areSized(3, 2, 4) && digits.evenlySpaced(3);
    int groups = shaped ? 3 : wholeRun(digits);
    if (groups == 0 || !digits.standAlone(groups) || !assigned.test(digits.value(0, groups - 1))) {
      return false;
    }
    int to = digits.to(groups - 1);
    if (shaped && digits.gap(0) == '-') {
      Topic label = reading.words().label(at);
      Strength strength = digits.isLenient() ? Strength.FAIR : Strength.STRONG;
      return label != Topic.REFERENCE
          && label != Topic.VERSION
          && reading.add(at, to, strength, "range");
    }
    Topic topic = reading.words().nearest(at, to);
    if (topic == Topic.SSN || topic == Topic.TAXPAYER) {
      return reading.add(at, to, Strength.FAIR, topic.why());
    }
    return shaped
        && topic == Topic.NONE
        && digits.gap(0) == ' '
        && !digits.isLenient()
        && !digits.has(3)
        && !followsNumber(reading.text(), at)
        && reading.add(at, to, Strength.WEAK, "range");
  }

  /** How many groups a run of nine digits has that is divided evenly; 0 when it is none. */
  private static int wholeRun(Digits digits) {
    int groups = 1;
    int total = digits.size(0);
    while (total < DIGITS && digits.has(groups)) {
      total += digits.size(groups++);
    }
    return total == DIGITS && digits.evenlySpaced(groups) ? groups : 0;
  }

  private static boolean followsNumber(NormalText text, int at) {
    return text.at(at - 1) == ' ' && text.isAlphanumeric(at - 2) && text.isDigit(at - 2);
  }
}
