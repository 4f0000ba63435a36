package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Marks;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * Keys with the prefix of their issuer that no prefix announces to a sweep: spelled letter by
 * letter, {@code A K I A 1 2 …}, or short up to a break of the line.
 */
final class SpacedKeyDetector extends Detector {
  private static final int LONGEST = 256; // characters, each with its space
  private static final int SHORTEST = 20;
  private static final int SHORTEST_PASSWORD = 6;
  private static final int MOST_WORDS = 3; // of one letter, in front of a key
  private static final int GROUP = 4; // characters of a key that is read out in groups
  private static final int MOST_HEAD = 12;
  private static final int LEAST_DIGITS = 32; // of a secret without a prefix
  private static final Marks QUOTES = Marks.of("\"'`");
  private static final Marks ENDS = Marks.of(".,;\"'`)");
  private static final int WHOLE = 16; // a word from this length on announces itself

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER, Trigger.CODE);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length == 1 || length >= GROUP && length < WHOLE && row == Row.ALONE;
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
    if (text.wordEnd(at) == at + GROUP) {
      return isGap(text.at(at - 1)) && !isNumber(text, at) && grouped(reading, at);
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
    if (last - from >= 2 * SHORTEST - 2 && spelled(reading, from, last)) {
      return true;
    }
    return password(reading, from) || unspelled(reading, last);
  }

  private static boolean unspelled(Reading reading, int last) {
    reading.skipTo(last + 1);
    return false;
  }

  /** Characters one by one behind a word for a password: {@code password: h u n t e r 2}. */
  private static boolean password(Reading reading, int single) {
    NormalText text = reading.text();
    int from = single;
    while (single - from < LONGEST && isApart(text, from - 2) && text.at(from - 3) <= ' ') {
      from -= 2;
    }
    int to = single + 1;
    while (to - from < LONGEST && text.at(to) == ' ' && isApart(text, to + 1)) {
      to += 2;
    }
    if (to - from < 2 * SHORTEST_PASSWORD - 1) {
      return false;
    }
    int word = from;
    while (from - word < 5 && text.at(word - 1) != 0 && " :=\"'`".indexOf(text.at(word - 1)) >= 0) {
      word--;
    }
    word -= text.startsWith(" is", word - 3) ? 3 : 0;
    Topic topic = word < from ? reading.words().endingAt(word) : Topic.NONE;
    return (topic == Topic.PASSWORD || topic == Topic.SECRET)
        && reading.add(from, to, Strength.FAIR, topic.why());
  }

  /** Whether a character stands between spaces. */
  private static boolean isApart(NormalText text, int at) {
    return text.at(at) > ' ' && text.at(at - 1) <= ' ' && text.at(at + 1) <= ' ';
  }

  /** The first group of four with a digit; those in front of it are seldom many. */
  private static boolean grouped(Reading reading, int at) {
    NormalText text = reading.text();
    char gap = text.at(at - 1);
    int from = at;
    while (at - from < LONGEST && text.at(from - 1) == gap && isGroup(text, from - GROUP - 1)) {
      from -= GROUP + 1;
    }
    int to = at + GROUP;
    while (to - at < LONGEST && text.at(to) == gap && isGroup(text, to + 1)) {
      to += GROUP + 1;
    }
    reading.skipTo(to);
    if (to - from < 3 * (GROUP + 1)) {
      return false;
    }
    int head = from;
    while (from - head < MOST_HEAD && text.at(head - 1 - (head == from ? 1 : 0)) > ' ') {
      head -= head == from ? 2 : 1; // a prefix with its mark, as in: ghp_ 16C7
    }
    char mark = text.at(from - 2);
    boolean marked = head < from && (mark == '_' || mark == '-');
    return marked && isJoined(reading, head, to)
        || text.at(from) == 'A' && isJoined(reading, from, to)
        || isCalled(reading, from, to);
  }

  /** Whether random digits in groups are called a secret. */
  private static boolean isCalled(Reading reading, int from, int to) {
    NormalText text = reading.text();
    if ((to - from) * GROUP / (GROUP + 1) < LEAST_DIGITS - 1
        || reading.words().label(from) != Topic.SECRET) {
      return false;
    }
    int digits = 0;
    int letters = 0;
    for (int at = from; at < to; at++) {
      digits += text.isDigit(at) ? 1 : 0;
      letters += text.isLetter(at) ? 1 : 0;
    }
    return digits > 0 && letters > 0 && reading.add(from, to, Strength.FAIR, Topic.SECRET.why());
  }

  private static boolean isGroup(NormalText text, int at) {
    return text.wordEnd(at) == at + GROUP && !text.isAlphanumeric(at - 1);
  }

  private static boolean isNumber(NormalText text, int at) {
    for (int i = at; i < at + GROUP; i++) {
      if (!text.isDigit(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isGap(char c) {
    return c == ' ' || c == '-';
  }

  /** Whether groups written as one are a key. */
  private static boolean isJoined(Reading reading, int from, int to) {
    StringBuilder joined = new StringBuilder();
    NormalText text = reading.text();
    char gap = text.at(to - GROUP - 1);
    for (int at = from; at < to; at++) {
      if (text.at(at) != gap) {
        joined.append(text.at(at));
      }
    }
    for (IssuedKey key : IssuedKeyDetector.KEYS) {
      int size = joined.length() - key.prefix().length();
      if (size >= key.least() && size <= key.most() && joined.indexOf(key.prefix()) == 0) {
        return reading.add(from, to, Strength.FAIR, "prefix");
      }
    }
    return false;
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
