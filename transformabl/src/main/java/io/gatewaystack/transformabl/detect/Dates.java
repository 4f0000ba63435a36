package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Calendar dates in the ways people and machines write them. */
final class Dates {
  /** Their names in some languages, and in any but French their first three letters. */
  private static final String[] NAMES = {
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december"
  };

  private static final Map<String, Integer> MONTHS = months();
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int FIRST_YEAR = 1890;
  private static final int LAST_YEAR = 2049;

  private Dates() {}

  /** Whether the first three groups are a date with a year of four digits. */
  static boolean startsWith(Digits digits) {
    return digits.has(2) && isWritten(digits) && (digits.size(0) == 4 || digits.size(2) == 4);
  }

  /** Whether the first two groups are years, as in {@code 2019-2024}. */
  static boolean startsWithYears(Digits digits) {
    return digits.areSized(4, 4)
        && isYear((int) digits.value(0, 0))
        && isYear((int) digits.value(1, 1));
  }

  /** Whether the first three groups are a date, whatever its order: {@code 1990-01-15}. */
  static boolean isWritten(Digits digits) {
    if (!digits.has(2) || !isJoined(digits) && !isNamed(digits)) {
      return false;
    }
    int first = digits.size(0);
    int third = digits.size(2);
    if (first > 4 || third > 4 || digits.size(1) > 2) {
      return false;
    }
    int one = (int) digits.value(0, 0);
    int two = (int) digits.value(1, 1);
    int three = (int) digits.value(2, 2);
    if (first == 4) {
      return third <= 2 && isYear(one) && isDay(two, three);
    }
    boolean year = third == 4 ? isYear(three) : third == 2;
    return first <= 2 && year && (isDay(one, two) || isDay(two, one));
  }

  private static boolean isJoined(Digits digits) {
    return digits.evenlySpaced(3) && (digits.gap(0) != 0 || isSpacedJoint(digits));
  }

  /** Year and month in Chinese, Japanese or Korean. */
  private static boolean isNamed(Digits digits) {
    return digits.gap(0) == '年' && digits.gap(1) == '月'
        || digits.gap(0) == '년' && (digits.gap(1) == '월' || digits.gapHas(1, '월'));
  }

  private static boolean isSpacedJoint(Digits digits) {
    return digits.gapHas(0, '-') || digits.gapHas(0, '/') || digits.gapHas(0, '.');
  }

  /** Whether eight digits are a date without separators. */
  static boolean isCompact(long number) {
    int first = (int) (number / 10_000);
    int last = (int) (number % 10_000);
    return isYear(first) && isDay(last / 100, last % 100)
        || isYear(last) && (isDay(first / 100, first % 100) || isDay(first % 100, first / 100));
  }

  static boolean isYear(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  static boolean isDay(int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1];
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> months = new HashMap<>();
    for (String language : NAMES) {
      int month = 1;
      for (String name : language.split(" ", -1)) {
        months.put(name, month);
        if (!name.startsWith("jui")) {
          months.putIfAbsent(name.substring(0, 3), month);
        }
        month++;
      }
    }
    months.put("sept", 9);
    months.put("juil", 7);
    return Map.copyOf(months);
  }

  /** The month, 1 to 12, whose name or first letters stand at a place; 0 when none does. */
  static int month(NormalText text, int from, int to) {
    String name = text.text(from, to).toLowerCase(Locale.ROOT);
    return MONTHS.getOrDefault(name, 0);
  }
}
