package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * Numbers in which letters stand for some of the digits, {@code 2O7-l4-88O1}, beside the word for
 * what they are; one that begins with a letter keeps it. Not safe for use by several threads.
 */
final class AlikeDigits {
  private static final int MOST = 24; // characters

  /** What a number so written may be, as bits. */
  static final int TOPICS =
      Topic.bits(
          Set.of(
              Topic.SSN,
              Topic.TAXPAYER,
              Topic.PHONE,
              Topic.ACCOUNT,
              Topic.ROUTING,
              Topic.PASSPORT,
              Topic.LICENSE,
              Topic.BIRTH,
              Topic.DIAGNOSIS,
              Topic.NPI,
              Topic.PROVIDER));

  /** What one of few digits may be, as bits. */
  static final int CODES = Topic.bits(Set.of(Topic.DIAGNOSIS));

  private static final int LONG = 7; // digits

  private final StringBuilder digits = new StringBuilder(MOST);
  private int count;
  private int end;

  /** Reads what starts at a place; whether it may be a number, and most of it figures. */
  boolean read(NormalText text, int start) {
    digits.setLength(0);
    boolean lettered = text.isLetter(start) && Digits.likeness(text.at(start)) < 0;
    end = start;
    if (lettered) {
      digits.append(text.at(end++));
    }
    int figures = 0;
    int letters = 0;
    while (digits.length() < MOST && (isFigure(text, end) || isJoint(text, end))) {
      char c = text.at(end++);
      int likeness = Digits.likeness(c);
      figures += c >= '0' && c <= '9' ? 1 : 0;
      letters += likeness >= 0 ? 1 : 0;
      digits.append(likeness >= 0 ? (char) ('0' + likeness) : c);
    }
    count = figures + letters;
    return letters > 0 && figures > letters && !text.isAlphanumeric(end);
  }

  /** Whether it has as many digits as all numbers but codes. */
  boolean isLong() {
    return count >= LONG;
  }

  /** Whether a mark stands between two figures. */
  private static boolean isJoint(NormalText text, int at) {
    char c = text.at(at);
    return (c == '-' || c == '.' || c == ' ' || c == '/') && isFigure(text, at + 1);
  }

  private static boolean isFigure(NormalText text, int at) {
    char c = text.at(at);
    return text.isDigit(at) || c != '|' && Digits.likeness(c) >= 0;
  }

  /** What was read, as digits and the marks between them. */
  CharSequence digits() {
    return digits;
  }

  /** Position behind the last character that was read. */
  int end() {
    return end;
  }
}
