package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Locale;
import java.util.Set;

/** Tells amounts, measures, progress and steps of paths from numbers that name somebody. */
final class Quantities {
  private static final int LONGEST_UNIT = 12;
  private static final int OF = 4; // characters
  private static final int SLUG = 3; // words

  private static final Set<String> CURRENCIES =
      Set.of(
          """
          aud cad chf cny dollars eur euro euros gbp inr jpy rub rupees usd yen
          """
              .strip()
              .split("\\s+"));

  private static final Set<String> MEASURES =
      Set.of(
          """
          bands bits blocks bpm bytes calls cents chars clicks cm copies customers cycles days
          documents downloads entries events files frames ft gb ghz gw gwh hectares hits hours hrs
          impressions installs items joules kb kg khz km kva kw kwh lb lbs lines mb messages meters
          metres mg mhz miles mins minutes ml mm ms mw mwh nodes ns objects orders packets pages
          people percent pieces pixels points pounds products px queries records requests rows
          samples sec seconds sessions shares steps subscribers tb times tokens tonnes tons units
          users values views visitors visits volts watts weeks wh words years
          """
              .strip()
              .split("\\s+"));

  private Quantities() {}

  /**
   * Whether the number at a place has a currency or unit beside it, or is a step of a path, or of a
   * name.
   */
  static boolean areMeant(NormalText text, int from, int to) {
    boolean owned = text.isAlphanumeric(from - 2) || text.at(from - 2) == '*'; // any
    boolean step = owned && text.at(from - 1) == ':' && text.at(to) == ':';
    if (step || text.at(from - 1) == '/' || isOfSlug(text, from)) {
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
    if (text.startsWith(" of ", to) && text.isDigit(to + OF)
        || text.startsWith(" of ", from - OF) && text.isDigit(from - OF - 1)) {
      return true; // how much of all
    }
    String unit = unit(text, to);
    return CURRENCIES.contains(unit) || MEASURES.contains(unit);
  }

  /** Whether what is measured or counted stands right behind the number that ends at a place. */
  static boolean haveMeasure(NormalText text, int to) {
    return MEASURES.contains(unit(text, to));
  }

  private static String unit(NormalText text, int to) {
    int start = text.at(to) == ' ' ? to + 1 : to;
    int end = start;
    while (end - start <= LONGEST_UNIT && text.isLetter(end)) {
      end++;
    }
    return text.text(start, end).toLowerCase(Locale.ROOT);
  }

  /** Whether dashes join it to several words: {@code to-create-a-contact-1630360152750}. */
  private static boolean isOfSlug(NormalText text, int from) {
    int at = from;
    int words = 0;
    while (words < SLUG && text.at(at - 1) == '-' && text.isLetter(at - 2)) {
      at = text.wordStart(at - 1);
      words++;
    }
    return words == SLUG;
  }
}
