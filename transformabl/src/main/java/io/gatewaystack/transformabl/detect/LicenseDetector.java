package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * Driving licences of states of the United States, beside a word that says so: 7 to 9 digits, or
 * one or two letters and 5 to 14 digits with or without dashes.
 */
final class LicenseDetector extends Detector {
  private static final int LONGEST = 20;
  private static final int MOST_GROUPS = 4;
  private static final int WASHINGTON = 12; // characters

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER, Trigger.CODE, Trigger.KEY);
  }

  @Override
  public boolean fits(int length, Row row) {
    boolean group = length == 2 || length == 3 || length == 5; // four digits are years
    return row == Row.FIRST
        ? group || length >= 7 && length <= LONGEST
        : length >= 4 && length <= LONGEST;
  }

  @Override
  public Set<Topic> topics() {
    return Set.of(Topic.LICENSE);
  }

  @Override
  public boolean at(Reading reading, int at) {
    return whole(reading, at) || ofWashington(reading, at) || inGroups(reading, at);
  }

  /** Two to four groups, right behind the word: {@code D 123 456 789}, {@code 12-345-6789}. */
  private static boolean inGroups(Reading reading, int at) {
    NormalText text = reading.text();
    int start = text.isLetter(at) ? at + 1 : at;
    int end = start;
    int digits = 0;
    int groups = 0;
    boolean goesOn = true;
    while (goesOn && groups < MOST_GROUPS) {
      while (text.isDigit(end)) {
        end++;
        digits++;
      }
      groups++;
      char joint = text.at(end);
      goesOn = (joint == ' ' || joint == '-') && text.isDigit(end + 1);
      end += goesOn && groups < MOST_GROUPS ? 1 : 0;
    }
    boolean shaped = groups > 1 && !goesOn && digits >= 7 && digits <= 14 && text.isDigit(start);
    if (!shaped || text.isAlphanumeric(end) || text.at(end) == '-') {
      return false;
    }
    boolean apart = text.at(at - 1) == ' ' && text.isLetter(at - 2) && !text.isLetter(at - 3);
    int from = apart && start == at ? at - 2 : at;
    return reading.words().label(from) == Topic.LICENSE
        && reading.add(from, end, Strength.FAIR, Topic.LICENSE.why());
  }

  /** The one state that mixes letters and digits: {@code WDL} and nine of them. */
  private static boolean ofWashington(Reading reading, int at) {
    int end = at + WASHINGTON;
    return reading.text().startsWith("wdl", at)
        && reading.text().wordEnd(at) == end
        && reading.words().nearest(at, end) == Topic.LICENSE
        && reading.add(at, end, Strength.FAIR, Topic.LICENSE.why());
  }

  private static boolean whole(Reading reading, int at) {
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
