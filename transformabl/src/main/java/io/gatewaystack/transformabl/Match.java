package io.gatewaystack.transformabl;

/**
 * A place in a text where personal data stands. It points at the value and does not hold it, so a
 * match may be logged; positions count characters ({@code char}) of the original text.
 *
 * @param type what stands there
 * @param start position of the first character
 * @param end position behind the last character
 * @param confidence how sure the detector is
 * @param why what confirmed the match: a stable word such as {@code luhn}, {@code mod97} or {@code
 *     context:account}, never part of the text
 */
public record Match(PiiType type, int start, int end, Confidence confidence, String why) {

  /** Refuses an empty or negative span. */
  public Match {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "match %d..%d: (expected: 0 <= start < end)".formatted(start, end));
    }
  }

  /** The value as it stands in the text that was scanned, invisible characters included. */
  public String value(String text) {
    return text.substring(start, end);
  }

  int length() {
    return end - start;
  }
}
