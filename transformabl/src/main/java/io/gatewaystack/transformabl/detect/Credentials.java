package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Marks;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Arrays;

/** Tells values that are passwords, keys or tokens from words and from what stands in for them. */
final class Credentials {
  /** Fewest characters of a password. */
  static final int SHORTEST_PASSWORD = 6;

  private static final int SHORTEST_SCRAMBLED = 8;
  private static final int SHORTEST_SECRET = 16;
  private static final int SHORTEST_GENERATED = 10;
  private static final int LEAST_MARKS = 3; // of different kinds
  private static final int LONGEST_GENERATED = 64;
  private static final int LONGEST_WORD = 20;

  /** Most characters of a value. */
  static final int LONGEST = 512;

  private static final int LONGEST_NAME = 32;
  private static final Marks ENDS = Marks.of(",;\"'`<>|)}]");
  private static final int LETTERS = 0b0011; // of what kind() returns
  private static final int DIGITS = 0b0100;
  private static final int MARKS = 0b1000;
  private static final int MOST_CODE_DIGITS = 4;
  private static final int LONGEST_EXTENSION = 4; // of a file

  /** Bits per character: random hexadecimal digits have up to 4, words of English 2 to 3.5. */
  private static final double RANDOM = 3.0;

  private Credentials() {}

  /** Reports a value if it is what the word beside it says. */
  static boolean report(Reading reading, Topic topic, int from, int to) {
    NormalText text = reading.text();
    boolean credential =
        topic == Topic.PASSWORD && isPassword(text, from, to)
            || topic == Topic.SECRET && (isSecret(text, from, to) || isGenerated(text, from, to));
    return credential
        && !ProgramNames.areCredentials(reading, from, to)
        && reading.add(from, to, Strength.FAIR, topic.why());
  }

  /** Whether a value has digits and what words have not: small letters and capitals, or marks. */
  static boolean isStrong(NormalText text, int from, int to) {
    int kinds = 0;
    for (int i = from; i < to; i++) {
      char c = text.at(i);
      kinds |= "-_./:".indexOf(c) >= 0 ? 0 : kind(c);
    }
    boolean mixed = (kinds & LETTERS) == LETTERS || (kinds & MARKS) != 0;
    return (kinds & DIGITS) != 0 && (kinds & LETTERS) != 0 && mixed;
  }

  /** Whether a value has digits, and letters of both cases or marks. */
  static boolean isMixed(NormalText text, int from, int to) {
    int kinds = 0;
    for (int i = from; i < to; i++) {
      kinds |= kind(text.at(i));
    }
    return (kinds & DIGITS) != 0
        && (kinds & LETTERS) != 0
        && ((kinds & LETTERS) == LETTERS || (kinds & MARKS) != 0);
  }

  /** Whether a script stands at a place that is written without spaces around other words. */
  static boolean isEastern(char c) {
    return c >= 0x2E80;
  }

  /** Where a value without quotes ends. */
  static int end(NormalText text, int from) {
    int end = from;
    boolean latin = !isEastern(text.at(from));
    while (end - from < LONGEST
        && text.at(end) > ' '
        && !isEnd(text, end)
        && !(latin && isEastern(text.at(end)))) {
      end++;
    }
    return end > from && text.at(end - 1) == '.' ? end - 1 : end; // the end of a sentence
  }

  private static boolean isEnd(NormalText text, int at) {
    return isEnd(text.at(at)) || text.at(at) == '&' && isParameter(text, at + 1);
  }

  /** Whether another parameter of a query starts: {@code token=…&user=…}. */
  private static boolean isParameter(NormalText text, int from) {
    int end = from;
    while (end - from < LONGEST_NAME && (text.isAlphanumeric(end) || text.at(end) == '_')) {
      end++;
    }
    return end > from && text.at(end) == '=';
  }

  /** Whether a mark stands behind values, not in them. */
  static boolean isEnd(char c) {
    return ENDS.have(c);
  }

  /** Whether a value could be a password: neither a plain word nor a phrase. */
  static boolean isPassword(NormalText text, int from, int to) {
    int length = to - from;
    if (length < SHORTEST_PASSWORD || length > LONGEST) {
      return false;
    }
    int kinds = 0;
    for (int i = from; i < to; i++) {
      char c = text.at(i);
      if (c <= ' ' || c == '(' || c == '[') {
        return false;
      }
      kinds |= kind(c);
    }
    boolean letters = (kinds & ~LETTERS) == 0 && length < LONGEST_WORD;
    boolean word = letters && !isScrambled(text, from, to) || text.at(from) == ':';
    boolean escaped = text.originalEnd(to) - text.originalStart(from) > length;
    return !word
        && (escaped || !isCode(text, from, to))
        && !isPath(text, from, to)
        && !StandIns.are(text, from, to);
  }

  /** Whether a value is the name of a file: {@code /home/anna}, {@code ~/src}. */
  private static boolean isPath(NormalText text, int from, int to) {
    if (text.isLetter(from) && text.at(from + 1) == ':' && text.at(from + 2) == '\\') {
      return true;
    }
    int root = text.at(from) == '~' || text.at(from) == '.' ? from + 1 : from;
    root += text.at(root) == '.' ? 1 : 0;
    int steps = 0;
    int digits = 0;
    for (int i = root; i < to; i++) {
      char c = text.at(i);
      boolean name = kind(c) == 1 || kind(c) == 2 && text.at(i - 1) == '/';
      if (c != '/' && !name && !text.isDigit(i) && c != '-' && c != '_' && c != '.') {
        return false;
      }
      steps += c == '/' ? 1 : 0;
      digits += text.isDigit(i) ? 1 : 0;
    }
    return text.at(root) == '/' && (root > from || steps > 1 || digits == 0);
  }

  /** Whether a value has steps, and ends as the name of a file does: {@code keys/B662E42F.gpg}. */
  private static boolean isFile(NormalText text, int from, int to) {
    int name = text.wordStart(to);
    boolean extension = to - name <= LONGEST_EXTENSION && text.isLetter(name);
    int at = extension && text.at(name - 1) == '.' ? name - 1 : from;
    while (at > from && text.at(at) != '/') {
      at--;
    }
    return at > from;
  }

  /** Whether letters of both cases make no words: hardly a vowel, or a capital every so often. */
  private static boolean isScrambled(NormalText text, int from, int to) {
    int vowels = 0;
    int small = 0;
    int changes = 0;
    for (int i = from; i < to; i++) {
      char c = text.at(i);
      vowels += "aeiouAEIOU".indexOf(c) >= 0 ? 1 : 0;
      small += c >= 'a' ? 1 : 0;
      changes += i > from && c < 'a' && text.at(i - 1) >= 'a' ? 1 : 0;
    }
    int length = to - from;
    boolean mixed = changes > 1 && small < length && length >= SHORTEST_SCRAMBLED;
    return mixed && (vowels * 5 < length || changes * 3 >= length);
  }

  /** Whether a value is a name in some program: {@code self.password}, {@code API_KEY_2}. */
  private static boolean isCode(NormalText text, int from, int to) {
    if (text.at(to) == '(' || text.at(to) == '[') {
      return true;
    }
    int digits = 0;
    int kinds = 0;
    int words = 0; // parts of small letters only
    int start = from;
    for (int i = from; i <= to; i++) {
      char c = i < to ? text.at(i) : '.';
      if (c == '.' || c == '_') {
        words += isWord(text, start, i) ? 1 : 0;
        start = i + 1;
      } else if (!text.isAlphanumeric(i) || i == start && text.isDigit(i)) {
        return false;
      }
      digits += i < to && text.isDigit(i) ? 1 : 0;
      kinds |= i < to ? kind(c) : 0;
    }
    boolean joined = (kinds & MARKS) != 0;
    return joined && digits <= MOST_CODE_DIGITS && ((kinds & LETTERS) != LETTERS || words > 0);
  }

  private static boolean isWord(NormalText text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.at(i) < 'a' || text.at(i) > 'z') {
        return false;
      }
    }
    return to - from >= 3;
  }

  private static int kind(char c) {
    if (c >= 'a' && c <= 'z') {
      return 1;
    }
    if (c >= 'A' && c <= 'Z') {
      return 2;
    }
    if (c >= 0x80 && Character.isLetter(c)) {
      return Character.isUpperCase(c) ? 2 : 1;
    }
    return c >= '0' && c <= '9' ? 4 : 8;
  }

  /** Whether a value could be a key or token: long, of letters and digits, without a pattern. */
  static boolean isSecret(NormalText text, int from, int to) {
    int length = to - from;
    if (length < SHORTEST_SECRET || length > LONGEST || text.at(from) == '/') {
      return false;
    }
    int kinds = 0;
    for (int i = from; i < to; i++) {
      char c = text.at(i);
      if (!text.isAlphanumeric(i) && "+/=_-.~:".indexOf(c) < 0
          || c == ':' && text.at(i + 1) == '/') {
        return false;
      }
      kinds |= kind(c);
    }
    boolean mixed = (kinds & 4) != 0 && (kinds & LETTERS) != 0;
    return mixed
        && !isCode(text, from, to)
        && !isFile(text, from, to)
        && !ProgramNames.isType(text, from, to)
        && entropy(text, from, to) >= RANDOM
        && !StandIns.are(text, from, to);
  }

  /** Whether a shorter value could be a key: as a password is made, of all kinds of characters. */
  private static boolean isGenerated(NormalText text, int from, int to) {
    int length = to - from;
    int kinds = 0;
    int marks = 0; // a bit for each
    for (int i = from; i < to && length >= SHORTEST_GENERATED; i++) {
      kinds |= kind(text.at(i));
      int mark = "!#$%^&*?@".indexOf(text.at(i));
      marks |= mark >= 0 ? 1 << mark : 0;
    }
    boolean cases = (kinds & LETTERS) == LETTERS;
    boolean many = length >= SHORTEST_SECRET && Integer.bitCount(marks) >= LEAST_MARKS;
    return (marks != 0 && cases || many)
        && (kinds & LETTERS) != 0
        && (kinds & DIGITS) != 0
        && length <= LONGEST_GENERATED
        && isPassword(text, from, to);
  }

  /** Shannon's entropy of the characters, in bits per character. */
  private static double entropy(NormalText text, int from, int to) {
    int[] counts = new int[128];
    for (int i = from; i < to; i++) {
      counts[text.at(i)]++;
    }
    double length = to - from;
    return -Arrays.stream(counts)
            .filter(count -> count > 0)
            .mapToDouble(count -> count / length * Math.log(count / length))
            .sum()
        / Math.log(2);
  }
}
