package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Marks;
import io.gatewaystack.transformabl.text.NormalText;
import java.util.Set;

/**
 * Keys with the prefix of their issuer that no prefix announces to a sweep: spelled letter by
 * letter, {@code A K I A 1 2 …}, or short up to a break of the line.
 */
final class SpacedKeyDetector implements Detector {
  private static final int LONGEST = 256; // characters, each with its space
  private static final int SHORTEST = 20;
  private static final int MOST_WORDS = 3; // of one letter, in front of a key
  private static final Marks QUOTES = Marks.of("\"'`");
  private static final Marks ENDS = Marks.of(".,;\"'`)");
  private static final int WHOLE = 16; // a word from this length on announces itself

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER, Trigger.CODE);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length == 1 || length > 4 && length < WHOLE && row == Row.ALONE;
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    if (isSingle(text, at)) {
      return text.isDigit(at)
          && isSingle(text, at - 2)
          && !text.isDigit(at - 2)
          && single(reading, at);
    }
    int start = text.at(at) == 'A' ? at : BrokenKey.before(text, at);
    return start >= 0 && broken(reading, start);
  }

  /** The first digit among letters that stand one by one; those in front are seldom many. */
  private static boolean single(Reading reading, int at) {
    NormalText text = reading.text();
    int from = at;
    while (at - from < LONGEST && from > 1 && isSingle(text, from - 2)) {
      from -= 2;
    }
    int last = at;
    while (last - at < LONGEST && isSingle(text, last + 2)) {
      last += 2;
    }
    reading.skipTo(last + 1);
    return last - from >= 2 * SHORTEST - 2 && spelled(reading, from, last);
  }

  private static boolean broken(Reading reading, int at) {
    NormalText text = reading.text();
    for (IssuedKey key : IssuedKeyDetector.KEYS) {
      int end = key.startsAt(text, at) ? BrokenKey.end(key, text, at) : -1;
      if (end > 0 && !text.isAlphanumeric(end)) {
        return reading.add(at, end, Strength.FAIR, "prefix");
      }
    }
    return false;
  }

  private static boolean isSingle(NormalText text, int at) {
    char before = text.at(at - 1);
    char behind = text.at(at + 1);
    boolean apart = before <= ' ' || QUOTES.have(before);
    boolean ends = behind <= ' ' || ENDS.have(behind);
    return apart && ends && (text.isAlphanumeric(at) || text.at(at) == '_' || text.at(at) == '-');
  }

  /** Whether every second of some characters make a key. */
  private static boolean spelled(Reading reading, int from, int last) {
    NormalText text = reading.text();
    StringBuilder letters = new StringBuilder();
    for (int at = from; at <= last; at += 2) {
      letters.append(text.at(at));
    }
    for (int skip = 0; skip <= MOST_WORDS; skip++) {
      for (IssuedKey key : IssuedKeyDetector.KEYS) {
        int size = letters.length() - skip - key.prefix().length();
        if (size >= key.least()
            && size <= key.most()
            && letters.indexOf(key.prefix(), skip) == skip) {
          return reading.add(from + 2 * skip, last + 1, Strength.FAIR, "prefix");
        }
      }
    }
    return false;
  }
}
