package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;

/** An e-mail address spelled letter by letter: {@code j o e @ e x a m p l e . o r g}. */
final class SpelledAddress {
  private static final int LONGEST = 64; // characters on either side
  private static final int SHORTEST_DOMAIN = 4;

  private SpelledAddress() {}

  /** Whether single characters stand on both sides of a sign. */
  static boolean isAround(NormalText text, int sign) {
    return text.at(sign - 1) == ' '
        && text.at(sign + 1) == ' '
        && isSingle(text, sign - 2)
        && isSingle(text, sign + 2);
  }

  private static boolean isSingle(NormalText text, int at) {
    return isOfAddress(text, at) && !isOfAddress(text, at - 1) && !isOfAddress(text, at + 1);
  }

  private static boolean isOfAddress(NormalText text, int at) {
    return text.isAlphanumeric(at) || "._-+".indexOf(text.at(at)) >= 0;
  }

  /** Reports the address around a sign, if it is one. */
  static boolean find(Reading reading, int sign) {
    NormalText text = reading.text();
    int from = sign - 2;
    while (sign - from < 2 * LONGEST && text.at(from - 1) == ' ' && isSingle(text, from - 2)) {
      from -= 2;
    }
    int last = sign + 2;
    while (last - sign < 2 * LONGEST && text.at(last + 1) == ' ' && isSingle(text, last + 2)) {
      last += 2;
    }
    last -= text.at(last) == '.' ? 2 : 0; // the end of the sentence
    return isDomain(text, sign + 2, last) && reading.add(from, last + 1, Strength.FAIR, "domain");
  }

  /** Whether characters, every second of them, end in a point and two letters or more. */
  private static boolean isDomain(NormalText text, int from, int last) {
    int letters = 0;
    int at = last;
    while (at >= from && text.isLetter(at)) {
      letters++;
      at -= 2;
    }
    return letters >= 2
        && at > from
        && text.at(at) == '.'
        && (last - from) / 2 >= SHORTEST_DOMAIN - 1;
  }
}
