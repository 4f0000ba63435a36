package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.Iban;
import io.gatewaystack.transformabl.text.Marks;
import io.gatewaystack.transformabl.text.NormalText;
import java.util.Set;

/** International bank account numbers, whole or in groups. See {@link Iban} for what is checked. */
final class IbanDetector extends Detector {
  private static final int LEAST_FIGURES = 8;
  private static final int CHECK_END = 4; // behind country and check digits
  private static final int BANK_END = 8; // where the bank has four letters
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
        && isFigure(text, at + 2)
        && (isFigure(text, at + 3) || isJoint(text.at(at + 3)) && isFigure(text, at + 4))
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
        && (Iban.isValid(chars, length) || unmask(chars, length) && Iban.isValid(chars, length))
        && reading.add(at, end, Strength.STRONG, "mod97");
  }

  private static boolean isFigure(NormalText text, int at) {
    return text.isDigit(at) || text.isLetter(at) && Digits.likeness(text.at(at)) >= 0;
  }

  /**
   * Puts digits in the place of letters that look like some, but for those of the country and the
   * bank; whether there were any.
   */
  private static boolean unmask(char[] chars, int length) {
    int bank = CHECK_END;
    while (bank < BANK_END && chars[bank] > '9') {
      bank++;
    }
    boolean unmasked = false;
    for (int i = 2; i < length; i++) {
      boolean kept = bank == BANK_END && i >= CHECK_END && i < BANK_END;
      int likeness = kept ? -1 : Digits.likeness(chars[i]);
      chars[i] = likeness >= 0 ? (char) ('0' + likeness) : chars[i];
      unmasked |= likeness >= 0;
    }
    return unmasked;
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
