package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import io.gatewaystack.transformabl.text.Words;
import java.util.Locale;

/** Tells numbers of things by the word right in front of them, whatever was spoken of before. */
final class Nouns {
  private static final int SHORTEST = 4; // letters
  private static final int LONGEST = 24;
  private static final int CLAUSE = 40; // characters

  private Nouns() {}

  /**
   * Whether the word before that says something had its number, and another word stands right in
   * front of this one: {@code account 1200 is debited, document 5100000243}.
   */
  static boolean own(Reading reading, int at) {
    NormalText text = reading.text();
    int word = text.at(at - 1) == ' ' ? text.wordStart(at - 1) : at;
    if (at - 1 - word < SHORTEST || !text.isLetter(word) || text.at(word - 1) != ' ') {
      return false;
    }
    int number = word;
    boolean clause = false;
    while (word - number < CLAUSE && number > 0 && !text.isDigit(number - 1)) {
      number--;
      clause |= text.at(number) == ',' || text.at(number) == ';';
    }
    return clause
        && text.isDigit(number - 1)
        && reading.words().lastWithin(number, at) == Topic.NONE;
  }

  /**
   * Whether a German compound in front says that a number is that of some thing: {@code
   * Inventarnummer: …}, {@code Teilenr. …}.
   */
  static boolean areCompounds(NormalText text, int at) {
    int end = at;
    while (at - end < 3 && " :.".indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    boolean number = text.startsWith("nummer", end - 6);
    int stem = number ? end - 6 : text.startsWith("nr", end - 2) ? end - 2 : end;
    if (stem == end || end == at || !text.isLetter(stem - 1)) {
      return false;
    }
    int start = text.wordStart(end);
    return end - start <= LONGEST && isDull(text, start, end) && isDull(text, start, stem);
  }

  private static boolean isDull(NormalText text, int from, int to) {
    return Words.meaning(text.text(from, to).toLowerCase(Locale.ROOT)) == Topic.NONE;
  }
}
