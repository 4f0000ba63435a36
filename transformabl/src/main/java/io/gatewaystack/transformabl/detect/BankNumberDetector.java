package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.UsNumbers;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * Account numbers of 8 to 17 digits and routing numbers of 9, beside a word that says so. Dates and
 * amounts are none.
 */
final class BankNumberDetector extends Detector {
  private static final int MIN_DIGITS = 8;
  private static final int MAX_DIGITS = 17;
  private static final int MOST_GROUPS = 5;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length <= MAX_DIGITS && (length >= MIN_DIGITS || row == Row.FIRST);
  }

  @Override
  public Set<Topic> topics() {
    return Set.of(Topic.ACCOUNT, Topic.ROUTING);
  }

  @Override
  public boolean at(Reading reading, int at) {
    Digits digits = reading.digits();
    int groups = groups(digits);
    if (groups == 0
        || !digits.standAlone(groups)
        || Dates.startsWith(digits)
        || Dates.startsWithYears(digits)) {
      return false;
    }
    int to = digits.to(groups - 1);
    Topic topic = reading.words().nearest(at, to);
    if (topic != Topic.ACCOUNT && topic != Topic.ROUTING
        || reading.text().startsWith("::", at - 2) // of a resource's name
        || isOfSlug(reading, at)
        || reading.text().startsWith("account for ", at - 12) // makes up so many
        || Nouns.own(reading, at)
        || digits.size(0) == Clouds.DIGITS && Clouds.areNear(reading.text(), at, to)
        || Quantities.areMeant(reading.text(), at, to)) {
      return false;
    }
    boolean routing =
        topic == Topic.ROUTING && digits.size(0) == 9 && UsNumbers.isRouting(digits.value(0, 0));
    return routing
        ? reading.add(at, to, Strength.STRONG, "aba")
        : reading.add(at, to, Strength.FAIR, topic.why());
  }

  /** Whether a dash joins it to a word that is not for it: {@code CVE-2019-15604}. */
  private static boolean isOfSlug(Reading reading, int at) {
    return reading.text().at(at - 1) == '-'
        && reading.text().isLetter(at - 2)
        && reading.words().endingAt(at - 1) == Topic.NONE;
  }

  /** How many groups the whole run has; 0 when it cannot be an account number. */
  private static int groups(Digits digits) {
    if (digits.isLenient()
        || digits.size(0) > MAX_DIGITS
        || digits.follow() && digits.size(0) < MIN_DIGITS) {
      return 0;
    }
    if (digits.size(0) >= MIN_DIGITS) {
      return 1;
    }
    int groups = 1;
    int total = digits.size(0);
    while (groups < MOST_GROUPS && digits.has(groups) && isJoint(digits.gap(groups - 1))) {
      total += digits.size(groups++);
    }
    boolean fits = total >= MIN_DIGITS && total <= MAX_DIGITS;
    boolean whole = !digits.has(groups) || !isJoint(digits.gap(groups - 1));
    return fits && whole && digits.size(0) > 1 && digits.evenlySpaced(groups) ? groups : 0;
  }

  private static boolean isJoint(char c) {
    return c == '-' || c == ' ';
  }
}
