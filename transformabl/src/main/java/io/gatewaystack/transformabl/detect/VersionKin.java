package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import io.gatewaystack.transformabl.text.Words;
import java.util.Locale;

/**
 * Tells four numbers that are a version by another in front of them: they begin as it does, or they
 * stand behind a name as it does.
 */
final class VersionKin {
  private static final int LONGEST_NAME = 24;
  private static final int LONGEST_QUAD = 15;

  private static final String[] JOINTS = {", and ", ", ", " and ", " & ", "; ", " / ", " or "};

  private VersionKin() {}

  /** Whether numbers are of the kind of a version in front of them. */
  static boolean are(Reading reading, Digits digits, boolean small) {
    int from = digits.from(0);
    int other = reading.kin().versionBefore(from);
    NormalText text = reading.text();
    if (other < 0) {
      return false;
    }
    boolean same = Kin.areSame(text, other, from, digits.to(1) + 1 - from);
    return (same || small && areListed(text, other, from)) && !isMachine(reading, from);
  }

  /** Whether the word in front of a number, or a place named there, speaks of machines. */
  private static boolean isMachine(Reading reading, int from) {
    NormalText text = reading.text();
    boolean joined = text.startsWith(" and ", from - 5) || text.startsWith(" or ", from - 4);
    return text.startsWith(" on ", from - 4)
        || !joined && Versions.areBehindMachine(text, from)
        || reading.words().label(from) == Topic.HOST;
  }

  /** Whether both stand behind names in one list: {@code Parser 2.14.3.1, Writer 10.0.4.2}. */
  private static boolean areListed(NormalText text, int other, int from) {
    int name = name(text, from);
    if (name < 0 || name(text, other) < 0) {
      return false;
    }
    for (String joint : JOINTS) {
      int end = name - joint.length();
      if (end > other && end - other <= LONGEST_QUAD && text.startsWith(joint, end)) {
        return text.isDigit(end - 1);
      }
    }
    return false;
  }

  /** Where the name begins that stands in front of a number, if it is one of a thing; else -1. */
  private static int name(NormalText text, int number) {
    int end = number - 1;
    int start = end;
    while (end - start <= LONGEST_NAME && text.isLetter(start - 1)) {
      start--;
    }
    boolean written =
        Character.isUpperCase(text.at(start)) && Character.isLowerCase(text.at(start + 1));
    boolean named = text.at(end) == ' ' && written && end - start <= LONGEST_NAME;
    return named && Words.meaning(text.text(start, end).toLowerCase(Locale.ROOT)) == Topic.NONE
        ? start
        : -1;
  }
}
