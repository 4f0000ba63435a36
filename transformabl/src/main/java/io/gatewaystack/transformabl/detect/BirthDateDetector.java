package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Locale;
import java.util.Set;

/** Dates, in figures or with the name of the month, beside a word such as {@code born}. */
final class BirthDateDetector extends Detector {
  private static final int ROW = 120; // characters between two cells of a column
  private static final int LONGEST_MONTH = 12;
  private static final int MOST_STARS = 4;
  private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th", "er", "o");
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
      end += isDaySign(text.at(end)) ? 1 : 0;
      return digits.startsNumber() && ends(text, end) && report(reading, at, end);
    }
    if (figures && digits.startAt(at) && isShortened(text, digits)) {
      return report(reading, at, digits.to(1) + 4);
    }
    return day - at <= 4 && withMonth(reading, at, day);
  }

  private static boolean isDaySign(char c) {
    return c == '日' || c == '일';
  }

  /** Whether letters stand for some digits of a date right behind the word for it. */
  private static boolean isAlike(Reading reading, int at) {
    Digits digits = reading.digits();
    boolean date = digits.startAt(at) && Dates.startsWith(digits) && digits.endsNumber(2);
    return date && reading.words().label(at) == Topic.BIRTH;
  }

  /** Where a number ends, with the letters that make it an ordinal if it has some. */
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
    int letters = text.wordEnd(end);
    boolean ordinal =
        end - at <= 2
            && letters - end <= 2
            && ORDINALS.contains(text.text(end, letters).toLowerCase(Locale.ROOT));
    return ordinal ? letters : -1;
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
    int day = value(text, at, end);
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

  /** In figures, with a mark for the century: {@code 3.4.'71}. */
  private static boolean isShortened(NormalText text, Digits digits) {
    if (digits.size(0) > 2 || digits.size(1) > 2 || digits.size(1) == 0) {
      return false;
    }
    int one = (int) digits.value(0, 0);
    int two = (int) digits.value(1, 1);
    int mark = digits.to(1);
    return (Dates.isDay(one, two) || Dates.isDay(two, one))
        && text.at(mark) == digits.gap(0)
        && isMark(digits.gap(0))
        && isApostrophe(text.at(mark + 1))
        && text.isDigit(mark + 2)
        && text.wordEnd(mark + 2) == mark + 4;
  }

  private static boolean isApostrophe(char c) {
    return c == '\'' || c == '’';
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
    int stars = 0;
    while (at - from - stars < 2 && isMark(text.at(at)) || stars < MOST_STARS && isStar(text, at)) {
      stars += isStar(text, at) ? 1 : 0;
      at++;
    }
    return at;
  }

  private static int back(NormalText text, int from) {
    int at = from;
    int stars = 0;
    while (from - at - stars < 2 && isMark(text.at(at - 1))
        || stars < MOST_STARS && isStar(text, at - 1)) {
      at--;
      stars += isStar(text, at) ? 1 : 0;
    }
    return at;
  }

  /** Emphasis around a part of a date. */
  private static boolean isStar(NormalText text, int at) {
    return text.at(at) == '*' || text.at(at) == '_';
  }

  private static boolean isMark(char c) {
    return c == ' ' || c == ',' || c == '.' || c == '-' || c == '/' || c == '°';
  }

  private static int yearEnd(NormalText text, int start) {
    boolean shortened = isApostrophe(text.at(start));
    int from = shortened ? start + 1 : start;
    int end = from;
    while (end - from < 5 && text.isDigit(end)) {
      end++;
    }
    boolean joined = shortened || text.at(from - 1) == '-' || text.at(from - 1) == '/';
    boolean year =
        end - from == 4 && Dates.isYear(value(text, from, end)) || end - from == 2 && joined;
    return year && !text.isLetter(end) ? end : -1;
  }

  private static int value(NormalText text, int from, int to) {
    int value = 0;
    for (int i = from; i < to && text.isDigit(i); i++) {
      value = value * 10 + text.at(i) - '0';
    }
    return value;
  }

  private static boolean report(Reading reading, int from, int to) {
    return (isCalledBirth(reading, from, to) || isBelowAnother(reading, from))
        && !Births.areOfThing(reading.text(), from)
        && !BornThings.areSubject(reading.text(), from)
        && reading.add(from, to, Strength.FAIR, Topic.BIRTH.why());
  }

  /** By the nearest word, but dates are no ids; that of a time of day is the time of something. */
  private static boolean isCalledBirth(Reading reading, int from, int to) {
    boolean sign = isDaySign(reading.text().at(to - 1)); // also begins the word behind it
    Topic nearest = reading.words().nearest(from, sign ? to - 1 : to);
    return switch (nearest) {
      case BIRTH -> !isTime(reading.text(), to) || reading.words().personal(from) == Topic.BIRTH;
      case ID -> reading.words().personal(from) == Topic.BIRTH;
      case VERSION ->
          reading.text().startsWith(": ", from - 2)
              && reading.words().personal(from) == Topic.BIRTH;
      case OTHER -> isMemberOfBirth(reading, from);
      default -> Births.areOfPerson(reading.text(), from);
    };
  }

  /** Whether the date is the member of an object: {@code "birth":{"date":"1979-03-12"}}. */
  private static boolean isMemberOfBirth(Reading reading, int from) {
    NormalText text = reading.text();
    int quote = from - (text.at(from - 3) == ':' ? 3 : 2);
    return text.startsWith("\"date\":", quote - 6) && reading.words().personal(from) == Topic.BIRTH;
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
