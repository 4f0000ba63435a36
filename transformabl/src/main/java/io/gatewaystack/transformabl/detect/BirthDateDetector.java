package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/** Dates, in figures or with the name of the month, beside a word such as {@code born}. */
final class BirthDateDetector implements Detector {
  private static final int ROW = 120; // characters between two cells of a column
  private static final int LONGEST_MONTH = 10;
  private static final String CELLS = ",;|\t";

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER, Trigger.CODE);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length <= 4 || length == 8;
  }

  @Override
  public Set<Topic> topics() {
    return Set.of(Topic.BIRTH);
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    int day = dayEnd(text, at);
    if (day < 0) {
      return false;
    }
    boolean figures = !text.isLetter(day - 1);
    Digits digits = reading.digits();
    if (figures && digits.isLenient()) {
      return false;
    }
    if (figures && digits.size(0) == 8) {
      return Dates.isCompact(digits.value(0, 0))
          && digits.standAlone(1)
          && report(reading, at, digits.to(0));
    }
    if (figures && Dates.isWritten(digits)) {
      int end = digits.to(2);
      end += text.at(end) == '日' || text.at(end) == '일' ? 1 : 0;
      return digits.startsNumber() && ends(text, end) && report(reading, at, end);
    }
    return day - at <= 4 && withMonth(reading, at, day);
  }

  /** Where a number with an optional {@code st}, {@code nd}, {@code rd} or {@code th} ends. */
  private static int dayEnd(NormalText text, int at) {
    int end = at;
    while (text.isDigit(end) && end - at <= 8) {
      end++;
    }
    if (end == at || end - at > 8) {
      return -1;
    }
    if (!text.isLetter(end)) {
      return text.isDigit(end) ? -1 : end;
    }
    boolean ordinal =
        text.startsWith("st", end)
            || text.startsWith("nd", end)
            || text.startsWith("rd", end)
            || text.startsWith("th", end);
    return ordinal && end - at <= 2 && !text.isAlphanumeric(end + 2) ? end + 2 : -1;
  }

  /** A date ends where its digits end, or where a time of day begins. */
  private static boolean ends(NormalText text, int end) {
    boolean time = (text.at(end) | 0x20) == 't' && text.isDigit(end + 1);
    return time || !text.isAlphanumeric(end) && text.at(end) != '-' && text.at(end) != '/';
  }

  private static boolean withMonth(Reading reading, int at, int end) {
    NormalText text = reading.text();
    int day = value(text, at, text.isLetter(end - 1) ? end - 2 : end);
    int next = skip(text, end);
    next += text.startsWith("of ", next) || text.startsWith("de ", next) ? 3 : 0;
    int nextEnd = letters(text, next, 1);
    int month = Dates.month(text, next, nextEnd);
    if (month > 0 && Dates.isDay(month, day)) {
      int from = skip(text, nextEnd);
      int year = yearEnd(text, text.startsWith("de ", from) ? from + 3 : from);
      return year > 0 && report(reading, at, year);
    }
    int previousEnd = back(text, at);
    int previous = letters(text, previousEnd, -1);
    month = Dates.month(text, previous, previousEnd);
    if (month > 0 && Dates.isDay(month, day)) {
      int year = yearEnd(text, skip(text, end));
      return year > 0 && report(reading, previous, year);
    }
    return false;
  }

  private static int letters(NormalText text, int from, int step) {
    int at = from;
    while (Math.abs(at - from) < LONGEST_MONTH
        && Character.isLetter(text.at(step > 0 ? at : at - 1))) {
      at += step;
    }
    return at;
  }

  /** Up to two of the marks that stand between the parts of a date. */
  private static int skip(NormalText text, int from) {
    int at = from;
    while (at - from < 2 && isMark(text.at(at))) {
      at++;
    }
    return at;
  }

  private static int back(NormalText text, int from) {
    int at = from;
    while (from - at < 2 && isMark(text.at(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isMark(char c) {
    return c == ' ' || c == ',' || c == '.' || c == '-' || c == '/';
  }

  private static int yearEnd(NormalText text, int from) {
    int end = from;
    while (end - from < 5 && text.isDigit(end)) {
      end++;
    }
    boolean joined = text.at(from - 1) == '-' || text.at(from - 1) == '/';
    boolean year =
        end - from == 4 && Dates.isYear(value(text, from, end)) || end - from == 2 && joined;
    return year && !text.isLetter(end) ? end : -1;
  }

  private static int value(NormalText text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.at(i) - '0';
    }
    return value;
  }

  private static boolean report(Reading reading, int from, int to) {
    return (reading.words().nearest(from, to) == Topic.BIRTH || isBelowAnother(reading, from))
        && reading.add(from, to, Strength.FAIR, Topic.BIRTH.why());
  }

  /** Whether the row above of a table has a date of birth in it. */
  private static boolean isBelowAnother(Reading reading, int from) {
    NormalText text = reading.text();
    int above = reading.skipped();
    boolean cell = above > 0 && from - above < ROW && CELLS.indexOf(text.at(from - 1)) >= 0;
    int breaks = 0;
    for (int at = above; cell && at < from; at++) {
      breaks += text.at(at) == '\n' ? 1 : 0;
    }
    return cell && breaks == 1;
  }
}
