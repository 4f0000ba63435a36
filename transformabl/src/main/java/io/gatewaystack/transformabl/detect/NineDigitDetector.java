package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Numbers of persons in the United States, written {@code AAA-GG-SSSS}; also in other groups or in
 * none beside a word that says what they are.
 */
final class NineDigitDetector extends Detector {
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
  public boolean fits(int length, Row row) {
    return switch (row) {
      case FIRST -> length <= DIGITS;
      case MIDDLE -> length == 3 || length == DIGITS;
      case ALONE, LAST -> length == DIGITS;
    };
  }

  @Override
  public boolean fitsUnnamed(int length, Row row) {
    return length == 3 && row.goesOn(); // as it is printed
  }

  @Override
  public boolean at(Reading reading, int at) {
    Digits digits = reading.digits();
    if (!digits.isFront()) {
      return false;
    }
    boolean shaped = digits.areSized(3, 2, 4) && digits.evenlySpaced(3);
    boolean whole = digits.size(0) == DIGITS && digits.isCell();
    int groups = shaped ? 3 : whole ? 1 : digits.follow() ? 0 : wholeRun(digits);
    if (groups == 0
        || groups == 3 && isAmount(digits)
        || !digits.standAlone(groups)
        || !assigned.test(digits.value(0, groups - 1))) {
      return false;
    }
    int to = digits.to(groups - 1);
    if (shaped && digits.gapHas(0, '-')) {
      Topic label = reading.words().label(at);
      Strength strength = digits.isLenient() ? Strength.FAIR : Strength.STRONG;
      boolean other = label == Topic.VERSION || Kin.areRevised(reading.text(), to);
      return label != Topic.REFERENCE
          && (!other || reading.words().personal(at) == Topic.SSN)
          && !isOfThing(reading, at, to)
          && reading.add(at, to, strength, "range");
    }
    Topic topic = topic(reading, groups, at, to);
    if (topic == Topic.NONE && reading.listsAnother(at)) {
      return reading.add(at, to, Strength.FAIR, Topic.SSN.why());
    }
    if (isRegister(topic) && !(groups == 1 && Quantities.haveMeasure(reading.text(), to))) {
      return reading.add(at, to, Strength.FAIR, topic.why());
    }
    return shaped
        && topic == Topic.NONE
        && digits.gap(0) == ' '
        && !digits.isLenient()
        && !digits.has(3)
        && !digits.follow()
        && reading.add(at, to, Strength.WEAK, "range");
  }

  /** Whether a thing bears it, and no word says whose it is. */
  private static boolean isOfThing(Reading reading, int from, int to) {
    return Bearers.are(reading, from)
        && !isRegister(reading.words().personal(from))
        && !isRegister(reading.words().nearest(from, to));
  }

  private static boolean isRegister(Topic topic) {
    return topic == Topic.SSN || topic == Topic.TAXPAYER;
  }

  private static Topic topic(Reading reading, int groups, int from, int to) {
    Digits digits = reading.digits();
    if (digits.areSingle(groups)) {
      return reading.words().personal(from);
    }
    return digits.evenlySpaced(groups) && groups != 2 // as the numbers of employers
        ? reading.words().nearest(from, to)
        : reading.words().label(from);
  }

  /** With its thousands apart: {@code 163,441,203}. */
  private static boolean isAmount(Digits digits) {
    return digits.areSized(3, 3, 3) && digits.areJoinedBy(',', 3);
  }

  /** How many groups a run of nine digits has; 0 when it has more or fewer. */
  private static int wholeRun(Digits digits) {
    int groups = 1;
    int total = digits.size(0);
    while (total < DIGITS && digits.has(groups)) {
      total += digits.size(groups++);
    }
    return total == DIGITS && !digits.has(groups) ? groups : 0;
  }
}
