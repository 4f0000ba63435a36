package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Domains;
import io.gatewaystack.transformabl.text.NormalText;

/** An e-mail address with marks of emphasis around its signs: {@code joe**@**example**.**org}. */
final class EmphasisedAddress {
  private static final int LONGEST = 96; // characters on either side

  private EmphasisedAddress() {}

  /** Whether stars stand on both sides of a sign. */
  static boolean isAround(NormalText text, int sign) {
    return text.at(sign - 1) == '*' && text.at(sign + 1) == '*';
  }

  /** Reports the address around a sign, if it is one. */
  static boolean find(Reading reading, int sign) {
    NormalText text = reading.text();
    int from = sign;
    while (sign - from < LONGEST && isPart(text, from - 1)) {
      from--;
    }
    int end = sign + 1;
    while (end - sign < LONGEST && isPart(text, end)) {
      end++;
    }
    while (from < sign && !text.isAlphanumeric(from)) {
      from++;
    }
    while (end > sign && !text.isAlphanumeric(end - 1)) {
      end--;
    }
    int label = text.wordStart(end);
    boolean dotted = text.at(label - 1) == '.' || text.at(label - 1) == '*';
    return from < sign
        && label > sign + 2
        && dotted
        && text.text(sign, label).indexOf('.') > 0
        && Domains.mayBe(text.text(label, end))
        && reading.add(from, end, Strength.FAIR, "domain");
  }

  private static boolean isPart(NormalText text, int at) {
    return text.isAlphanumeric(at) || "*._-+%".indexOf(text.at(at)) >= 0 && text.at(at) != 0;
  }
}
