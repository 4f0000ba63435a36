package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;

/** Tells the names of variables and types that hold credentials from credentials. */
final class ProgramNames {
  private static final int SHORTEST_TYPE_WORD = 3;

  private ProgramNames() {}

  /** Whether a value is itself called a key or token, in a program: {@code load_private_key}. */
  static boolean areCredentials(Reading reading, int from, int to) {
    int end = reading.text().at(to - 1) == ':' ? to - 1 : to;
    int word = reading.text().wordStart(end);
    Topic last = reading.words().endingAt(end);
    return word > from
        && reading.text().at(word - 1) == '_'
        && (last == Topic.SECRET || last == Topic.PASSWORD);
  }

  /** Whether a value is the name of a type: {@code V1SecretProjection}, {@code oauth2.Client}. */
  static boolean isType(NormalText text, int from, int to) {
    int start = to;
    while (start > from && text.isAlphanumeric(start - 1)) {
      start--;
    }
    int words = 0;
    int letters = 0; // of words
    int at = start;
    while (at < to) {
      int end = at + 1;
      while (end < to && text.at(end) >= 'a' && text.at(end) <= 'z') {
        end++;
      }
      boolean word = isCapital(text.at(at)) && end - at >= SHORTEST_TYPE_WORD;
      words += word ? 1 : 0;
      letters += word ? end - at : 0;
      at = end;
    }
    boolean qualified = start > from && text.at(start - 1) == '.';
    return (start == from || qualified)
        && words >= (qualified ? 1 : 2)
        && 2 * letters > to - start
        && isCapital(text.at(start))
        && text.isLetter(to - 1);
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
