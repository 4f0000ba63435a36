package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.Iban;
import io.gatewaystack.transformabl.text.NormalText;
import java.util.Set;

/** International bank account numbers, whole or in groups. See {@link Iban} for what is checked. */
final class IbanDetector implements Detector {

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.CODE);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length >= 4 && length <= Iban.LONGEST;
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    char before = text.at(at - 1);
    if (before == '-'
        || before == '_'
        || !text.isLetter(at)
        || !text.isLetter(at + 1)
        || !text.isDigit(at + 2)
        || !text.isDigit(at + 3)) {
      return false;
    }
    int length = Iban.length(text.at(at), text.at(at + 1));
    if (length == 0) {
      return false;
    }
    char[] chars = reading.scratch();
    int read = 0;
    int end = at;
    while (read < length) {
      end += isJoint(text.at(end)) && read > 0 ? 1 : 0;
      if (!text.isAlphanumeric(end)) {
        return false;
      }
      chars[read++] = text.at(end++);
    }
    return !text.isAlphanumeric(end)
        && Iban.isValid(chars, length)
        && reading.add(at, end, Strength.STRONG, "mod97");
  }

  private static boolean isJoint(char c) {
    return c == ' ' || c == '-' || c == '.' || c == '\n';
  }
}
