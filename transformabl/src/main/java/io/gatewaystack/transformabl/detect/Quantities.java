package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Locale;
import java.util.Set;

/** Tells amounts and measures from numbers that name somebody. */
final class Quantities {
  private static final int LONGEST_UNIT = 8;

  private static final Set<String> UNITS =
      Set.of(
          "aud",
          "bpm",
          "bytes",
          "cad",
          "cents",
          "chars",
          "chf",
          "cm",
          "cny",
          "days",
          "dollars",
          "eur",
          "euro",
          "euros",
          "gb",
          "gbp",
          "hours",
          "hrs",
          "inr",
          "items",
          "jpy",
          "kb",
          "kg",
          "km",
          "lb",
          "lbs",
          "mb",
          "mg",
          "miles",
          "mins",
          "minutes",
          "ml",
          "mm",
          "ms",
          "ns",
          "people",
          "percent",
          "pieces",
          "points",
          "pounds",
          "records",
          "requests",
          "rows",
          "rub",
          "rupees",
          "sec",
          "seconds",
          "shares",
          "tb",
          "tokens",
          "units",
          "usd",
          "users",
          "views",
          "weeks",
          "words",
          "yen");

  private Quantities() {}

  /** Whether the number at a place has a currency or unit beside it. */
  static boolean areMeant(NormalText text, int from, int to) {
    char before = text.at(text.at(from - 1) == ' ' ? from - 2 : from - 1);
    if (before == '$' || before == '€' || before == '£' || before == '¥' || before == '₹') {
      return true;
    }
    int start = text.at(to) == ' ' ? to + 1 : to;
    if (text.at(start) == '%' || text.at(start) == '€' || text.at(start) == '°') {
      return true;
    }
    int end = start;
    while (end - start <= LONGEST_UNIT && text.isLetter(end)) {
      end++;
    }
    return end > start && UNITS.contains(text.text(start, end).toLowerCase(Locale.ROOT));
  }
}
