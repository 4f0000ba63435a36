package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/** Dates, in figures or with the name of the month, beside a word such as {@code born}. */
final class BirthDateDetector implements Detector {
  private static final int ROW = 120; // characters between two cells of a column
  private static final int LONGEST_MONTH = 12;
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
    if (reading.digits().isLenient() && isAlike(reading, at)) {
      return reading.add(at, reading.digits().to(2), Strength.FAIR, Topic.BIRTH.why());
    }
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
    if (figures && Dates.isApart(digits)) {
      return report(reading, at, digits.to(Dates.APART - 1));
    }
    if (figures && Dates.isWritten(digits)) {
      int end = digits.to(2);
      end += text.at(end) == '日' || text.at(end) == '일' ? 1 : 0;
      return digits.startsNumber() && ends(text, end) && report(reading, at, end);
    }
    return day - at <= 4 && withMonth(reading, at, day);
  }

  /** Whether letters stand for some digits of a date right behind the word for it. */
  private static boolean isAlike(Reading reading, int at) {
    Digits digits = reading.digits();
    boolean date = digits.from(0) == at && Dates.startsWith(digits) && digits.endsNumber(2);
    return date && reading.words().label(at) == Topic.BIRTH;
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
    if (end - at == 4 && text.isDigit(end - 1)) {
      return Dates.isYear(value(text, at, end)) && fromYear(reading, at, end);
    }
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

  /** As in Hungarian: {@code 1990. augusztus 27}. */
  private static boolean fromYear(Reading reading, int at, int end) {
    NormalText text = reading.text();
    int name = skip(text, end);
    int nameEnd = letters(text, name, 1);
    int month = Dates.month(text, name, nameEnd);
    int from = skip(text, nameEnd);
    int to = text.wordEnd(from);
    return month > 0
        && to - from <= 2
        && text.isDigit(from)
        && text.isDigit(to - 1)
        && Dates.isDay(month, value(text, from, to))
        && report(reading, at, to);
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
    return (isCalledBirth(reading, from, to) || isBelowAnother(reading, from))
        && reading.add(from, to, Strength.FAIR, Topic.BIRTH.why());
  }

  /** By the nearest word, but dates are no ids; that of a time of day is the time of something. */
  private static boolean isCalledBirth(Reading reading, int from, int to) {
    Topic nearest = reading.words().nearest(from, to);
    return switch (nearest) {
      case BIRTH -> !isTime(reading.text(), to) || reading.words().personal(from) == Topic.BIRTH;
      case ID, VERSION -> reading.words().personal(from) == Topic.BIRTH;
      default -> false;
    };
  }

  private static boolean isTime(NormalText text, int from) {
    return text.at(from) == ' ' && text.isDigit(from + 2) && text.at(from + 3) == ':';
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
