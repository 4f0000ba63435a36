package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import io.gatewaystack.transformabl.text.Words;
import java.util.Locale;

/** Tells four numbers that are a version by the marks that join them to a name or a date. */
final class VersionMarks {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_REVISION = 24;
  private static final int LONGEST_GAP = 5; // to a date

  private VersionMarks() {}

  /** Whether such marks stand in front of numbers, or behind them. */
  static boolean are(NormalText text, Digits digits) {
    int from = digits.from(0);
    int to = digits.to(3);
    return isPackage(text, from)
        || isRequired(text, from)
        || isReleased(text, from, to)
        || isPackaged(text, digits);
  }

  /** With a revision, in brackets behind the name of a package: {@code libfoo (2.39.90.1-2)}. */
  private static boolean isPackaged(NormalText text, Digits digits) {
    int from = digits.from(0);
    int to = digits.to(3);
    int end = to + 1;
    while (end - to < LONGEST_REVISION && (text.isAlphanumeric(end) || isJoint(text.at(end)))) {
      end++;
    }
    return text.startsWith(" (", from - 2)
        && text.isAlphanumeric(from - 3)
        && text.at(to) == '-'
        && text.isDigit(to + 1)
        && text.at(end) == ')'
        && (Versions.areTiny(digits) || !isRange(text, digits, end));
  }

  /** Whether what follows may be the last address of several: {@code 10.4.2.1-50}. */
  private static boolean isRange(NormalText text, Digits digits, int end) {
    int last = IpWords.value(text, digits.to(3) + 1, end, 10);
    return last <= 255 && last > digits.value(3, 3);
  }

  /** A package whose name has several steps: {@code pkg:npm/ui@10.4.2.1}, {@code @acme/ui@…}. */
  private static boolean isPackage(NormalText text, int from) {
    if (text.at(from - 1) != '@') {
      return false;
    }
    int at = from - 1;
    while (from - at < LONGEST_NAME && (text.isAlphanumeric(at - 1) || isJoint(text.at(at - 1)))) {
      at--;
    }
    return at < from - 1 && text.at(at - 1) == '/' && text.isAlphanumeric(at - 2);
  }

  private static boolean isJoint(char c) {
    return c == '.' || c == '-' || c == '_';
  }

  /**
   * A name that is compared with them, or none: {@code lib==10.4.2.1}, {@code lib <= 10.4.2.1},
   * {@code ">=10.4.2.1"}.
   */
  private static boolean isRequired(NormalText text, int from) {
    int sign = text.at(from - 1) == ' ' ? from - 1 : from;
    char first = text.at(sign - 2);
    boolean compared =
        text.at(sign - 1) == '=' && (first == '<' || first == '>' || first == '=')
            || text.at(sign - 1) == '>' && first == '~';
    if (!compared) {
      return false;
    }
    int end = text.at(sign - 3) == ' ' ? sign - 3 : sign - 2;
    int start = text.wordStart(end);
    if (sign == 2 && first != '=') {
      return true; // the whole of a text, as in the file of a package
    }
    return end - start < LONGEST_NAME
        && text.isLetter(start)
        && text.at(start - 1) != '.' // a field: ip.dst == 10.4.2.1
        && text.at(start - 1) != '_'
        && Words.meaning(text.text(start, end).toLowerCase(Locale.ROOT)) == Topic.NONE;
  }

  /** A heading with its date: {@code ## [10.4.2.1] - 2026-03-02}, {@code # 10.4.2.1 (2026-…)}. */
  private static boolean isReleased(NormalText text, int from, int to) {
    boolean quoted = text.at(from - 1) == '[' && text.at(to) == ']';
    int start = quoted ? from - 1 : from;
    if (!text.startsWith("# ", start - 2)) {
      return false;
    }
    int date = quoted ? to + 1 : to;
    int first = date;
    while (date - first < LONGEST_GAP && " -(\u2013".indexOf(text.at(date)) >= 0) {
      date++;
    }
    return date > first && text.isDigit(date + 3) && text.at(date + 4) == '-';
  }
}
