package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Locale;
import java.util.Set;

/** Tells amounts, measures and steps of paths from numbers that name somebody. */
final class Quantities {
  private static final int LONGEST_UNIT = 12;

  private static final Set<String> UNITS =
      Set.of(
          """
          aud bands bpm bytes cad calls cents chars chf clicks cm cny copies customers days dollars
          downloads eur euro euros events files gb gbp ghz hits hours hrs impressions inr items jpy kb khz
          kg km lb lbs lines mb messages mg mhz miles mins minutes ml mm ms ns objects orders pages
          people percent pieces points pounds queries records requests rows rub rupees samples sec
          seconds shares steps tb times tokens units usd users views visitors visits weeks words
          years yen
          """
              .split("\\s+"));

  private Quantities() {}

  /** Whether the number at a place has a currency or unit beside it, or is a step of a path. */
  static boolean areMeant(NormalText text, int from, int to) {
    if (text.at(from - 1) == '/') {
      return true;
    }
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
