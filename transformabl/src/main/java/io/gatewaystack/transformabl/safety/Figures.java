package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Uuid;

/**
 * Values of documents in which nothing can be said: dates, times, amounts and UUIDs. They are most
 * of what programs send each other, so they are told apart before anything is read.
 */
final class Figures {
  /** Not a figure. */
  static final int NONE = -1;

  private static final int LONGEST = 40;
  private static final int MOST_NUMBERS = 11; // more may be the codes of characters
  private static final int MOST_SINGLE = 3; // more single digits may spell a word
  private static final int GROUPS = 5; // of a UUID
  private static final int DIGIT = 1; // or what joins a date and a time, or ends one
  private static final int MARK = 2;
  private static final byte[] KINDS = kinds();

  private Figures() {}

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    "0123456789TZ".chars().forEach(c -> kinds[c] = DIGIT);
    " -:./+,".chars().forEach(c -> kinds[c] = MARK);
    return kinds;
  }

  /** How many numbers a text has that has nothing else; {@link #NONE} when it has. */
  static int count(NormalText text) {
    if (text.length() > LONGEST) {
      return NONE;
    }
    boolean uuid = text.length() == Uuid.LENGTH && text.at(Uuid.FIRST_GROUP) == '-';
    if (uuid) {
      return Uuid.is(text) ? GROUPS : NONE;
    }
    return numbers(text.chars(), text.length());
  }

  private static int numbers(char[] chars, int length) {
    int count = 0;
    int single = 0;
    int start = 0;
    for (int at = 0; at <= length; at++) {
      int kind = at == length ? MARK : chars[at] < 128 ? KINDS[chars[at]] : 0;
      if (kind == MARK) {
        count += at > start ? 1 : 0;
        single += at == start + 1 ? 1 : 0;
        start = at + 1;
      } else if (kind != DIGIT) {
        return NONE;
      }
    }
    return count <= MOST_NUMBERS && single <= MOST_SINGLE ? count : NONE;
  }
}
