package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.Iban;
import io.gatewaystack.transformabl.text.Marks;
import io.gatewaystack.transformabl.text.NormalText;
import java.util.Set;

/** International bank account numbers, whole or in groups. See {@link Iban} for what is checked. */
final class IbanDetector extends Detector {
  private static final int LEAST_FIGURES = 8;
  private static final Marks JOINTS = Marks.of(" -._/~+\n");

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.CODE, Trigger.NUMBER);
  }

  @Override
  public boolean fits(int length, Row row) {
    return row == Row.FIRST ? length <= 2 : length >= 3 && length <= Iban.LONGEST;
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    if (text.isDigit(at)) {
      return spaced(reading, at);
    }
    char before = text.at(at - 1);
    return before != '-'
        && before != '_'
        && text.isLetter(at)
        && text.isLetter(at + 1)
        && text.isDigit(at + 2)
        && (text.isDigit(at + 3) || isJoint(text.at(at + 3)) && text.isDigit(at + 4))
        && read(reading, at, Iban.length(text.at(at), text.at(at + 1)));
  }

  /** The country stands apart from its check digits, or each character from the next. */
  private static boolean spaced(Reading reading, int digit) {
    NormalText text = reading.text();
    int second = digit - 2;
    if (text.at(digit - 1) != ' ' || !text.isLetter(second)) {
      return false;
    }
    int first = text.at(second - 1) == ' ' && text.isLetter(second - 2) ? second - 2 : second - 1;
    return text.isLetter(first)
        && !text.isAlphanumeric(first - 1)
        && read(reading, first, Iban.length(text.at(first), text.at(second)));
  }

  private static boolean read(Reading reading, int at, int length) {
    if (length == 0) {
      return false;
    }
    NormalText text = reading.text();
    char[] chars = reading.scratch();
    int read = 0;
    int figures = 0;
    int end = at;
    while (read < length) {
      end += read > 0 ? joint(text, end) : 0;
      if (!text.isAlphanumeric(end)) {
        return false;
      }
      figures += text.isDigit(end) ? 1 : 0;
      chars[read++] = text.at(end++);
    }
    return !text.isAlphanumeric(end)
        && figures >= LEAST_FIGURES // names in programs have fewer
        && Iban.isValid(chars, length)
        && reading.add(at, end, Strength.STRONG, "mod97");
  }

  /** How many characters part two groups: spaces may be typed twice. */
  private static int joint(NormalText text, int at) {
    boolean twice = text.at(at) == ' ' && text.at(at + 1) == ' ';
    return isJoint(text.at(at)) ? twice ? 2 : 1 : 0;
  }

  private static boolean isJoint(char c) {
    return JOINTS.have(c);
  }
}
