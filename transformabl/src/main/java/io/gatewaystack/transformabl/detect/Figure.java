package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Eight;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Uuid;

/**
 * Texts that are one small amount, one UUID or one point in time, and nothing else: most of what
 * programs send each other. Where no word says what a value is, no detector finds anything in them:
 * an amount has too few digits; those of a UUID stand in groups of eight, four and twelve; those of
 * a time are parted by a letter and by colons. Sorted out by their shape, they cost a few looks at
 * eight characters each.
 */
final class Figure {
  private static final int MOST_DIGITS = 7; // the shortest telephone number has more
  private static final int SHORTEST_TIME = 17; // 2026-07-28T12:34Z
  private static final int LONGEST_TIME = 35; // with nanoseconds and an offset
  private static final int SECONDS = 16; // where they start

  // Where digits stand in eight characters of an amount or a time: their highest bits.
  private static final long DIGITS = Eight.bits("00000000");
  private static final long DATE = Eight.bits("0000-00-");
  private static final long HOUR = Eight.bits("00T00:00");

  private Figure() {}

  /** Whether a text is a UUID that does not start with two letters, as an IBAN does. */
  static boolean isUuid(NormalText text) {
    byte[] bytes = text.bytes();
    return Uuid.is(text) && bytes != null && Eight.letters(Eight.at(bytes, text.origin())) != 2;
  }

  /** Whether a text is an amount or a time: in these there are no words either. */
  static boolean hasNoWords(NormalText text) {
    byte[] bytes = text.bytes();
    int length = text.length();
    if (bytes == null || length > LONGEST_TIME) {
      return false;
    }
    return length <= MOST_DIGITS
        ? isAmount(Eight.at(bytes, text.origin()), length)
        : length >= SHORTEST_TIME && isTime(text, bytes);
  }

  /** Digits, and at most one point or dash among them. */
  private static boolean isAmount(long eight, int length) {
    long marks = (1L << Byte.SIZE * length) - 1 & DIGITS & ~Eight.digits(eight);
    char mark = (char) (eight >>> Long.numberOfTrailingZeros(marks) - 7 & 0x7F);
    return marks == 0 || (marks & marks - 1) == 0 && (mark == '.' || mark == '-');
  }

  private static boolean isTime(NormalText text, byte[] bytes) {
    boolean date =
        Eight.digits(Eight.at(bytes, text.origin())) == DATE
            && Eight.digits(Eight.at(bytes, text.origin() + Long.BYTES)) == HOUR;
    return date
        && text.at(4) == '-'
        && text.at(7) == '-'
        && text.at(10) == 'T'
        && text.at(13) == ':'
        && isZone(text, behindSeconds(text));
  }

  private static int behindSeconds(NormalText text) {
    int at = text.at(SECONDS) == ':' ? behindDigits(text, SECONDS + 1, 2) : SECONDS;
    return text.at(at) == '.' && at > SECONDS ? behindDigits(text, at + 1, 9) : at;
  }

  private static int behindDigits(NormalText text, int from, int most) {
    int at = from;
    while (at - from < most && text.isDigit(at)) {
      at++;
    }
    return at;
  }

  /** {@code Z}, {@code +05:30} or {@code +0530}. */
  private static boolean isZone(NormalText text, int at) {
    if (text.at(at) == 'Z') {
      return at + 1 == text.length();
    }
    boolean sign = text.at(at) == '+' || text.at(at) == '-';
    int hours = behindDigits(text, at + 1, 2);
    int minutes = text.at(hours) == ':' ? hours + 1 : hours;
    return sign
        && hours == at + 3
        && behindDigits(text, minutes, 2) == minutes + 2
        && minutes + 2 == text.length();
  }
}
