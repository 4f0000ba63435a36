package io.gatewaystack.transformabl.text;

import java.util.Locale;
import java.util.Set;

/** Which characters words, and what stands in for them, are made of. */
final class WordShape {
  private static final Marks LETTERS =
      Marks.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

  private static final int SENTENCE = 4; // letters in front of a value, at least
  private static final int SHORTEST_THINGS = 5; // letters

  /** Things whose numbers are those that the word in front of them stands for. */
  private static final Set<String> OWNERS =
      Set.of(
          "clients",
          "contacts",
          "customers",
          "details",
          "devices",
          "digits",
          "employees",
          "entries",
          "fields",
          "friends",
          "guests",
          "holders",
          "infos",
          "items",
          "lines",
          "members",
          "numbers",
          "others",
          "owners",
          "parents",
          "persons",
          "records",
          "results",
          "users",
          "values");

  private WordShape() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether a word that says something may end with two characters; false is certain. */
  static boolean mayEnd(char before, char last) {
    if (before >= 0x80 || last >= 0x80) {
      return true;
    }
    boolean alone = !isLetter(before) || isCapital(last) && !isCapital(before);
    return alone
        ? !isCodeMark(before) && Vocabulary.mayEnd('\0', last)
        : Vocabulary.mayEnd(before, last);
  }

  static boolean isOfPlaceholder(char c) {
    return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }

  /** Behind a digit letters are part of a code, behind a dollar the name of a type: no word. */
  static boolean isCodeMark(char c) {
    return c >= '0' && c <= '9' || c == '$';
  }

  /** Whether a letter is of a script that words are written in without spaces. */
  static boolean isEastern(char c) {
    return c >= 0x2E80;
  }

  /** Whether a letter ends words of such a script without being part of them: is, of, the. */
  static boolean isParticle(char c) {
    return "是为為はがをもの는은이가를을".indexOf(c) >= 0;
  }

  static int skip(char[] chars, int from, int length) {
    int at = from;
    while (at < length && isLetter(chars[at])) {
      at++;
    }
    return at;
  }

  /** Whether the last of several capitals starts a word of its own: not so in {@code SSNs}. */
  static boolean startsWord(char[] chars, int at, int length) {
    boolean small = at + 1 < length && chars[at + 1] >= 'a' && chars[at + 1] <= 'z';
    boolean plural =
        small && chars[at + 1] == 's' && (at + 2 == length || !isLetter(chars[at + 2]));
    return small && !plural;
  }

  static boolean isCapital(char c) {
    return c < 0x80 ? c < 'a' && LETTERS.have(c) : Character.isUpperCase(c);
  }

  /** A letter in lower case. */
  static char small(char c, boolean capital) {
    return c < 0x80 ? (char) (c | 0x20) : capital ? Character.toLowerCase(c) : c;
  }

  static boolean isLetter(char c) {
    return c < 0x80
        ? LETTERS.have(c)
        : Character.isLetter(c) || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  /** How far behind a value a word starts; much too far when another sentence begins between. */
  static int gapBehind(NormalText text, int to, int start, int most) {
    int gap = start - to;
    for (int i = to; i < start && gap <= most; i++) {
      char c = text.at(i);
      if (c == ';'
          || c == '|'
          || c == '\n'
          || c == '{'
          || c == '}'
          || c == '.' && text.at(i + 1) == ' ') {
        return Integer.MAX_VALUE;
      }
    }
    return gap;
  }

  /**
   * Where a word of ASCII ends, capitals alone or one at most in front of small letters, that says
   * nothing whatever stands around it; its start if it may say something.
   */
  static int dullEnd(char[] chars, int from, int length) {
    char first = chars[from];
    boolean capitals = first < 'a' && from + 1 < length && chars[from + 1] < 'a';
    char least = capitals ? 'A' : 'a';
    char most = capitals ? 'Z' : 'z';
    long head = first | 0x20;
    int to = from + 1;
    for (; to < length && chars[to] >= least && chars[to] <= most; to++) {
      head = to - from < Long.BYTES ? Eight.append(head, to - from, chars[to]) : head;
    }
    boolean ends = to == length || chars[to] < (capitals ? 'a' : 0x80);
    return first < 0x80 && ends && !Vocabulary.mayHold(head) ? to : from;
  }

  /**
   * Whether the name of several things is joined to a word, as its last part: {@code phone_masts},
   * {@code bankBranches}, {@code BANK_ACCESSES}. Things that have such a number of their own do not
   * count.
   */
  static boolean isJoinedToThings(char[] chars, int end, int length) {
    boolean joined = end < length && chars[end] == '_';
    int from = joined ? end + 1 : end;
    boolean shouted = joined && from + 1 < length && isCapital(chars[from + 1]);
    int to = from;
    while (to < length && isLetter(chars[to]) && (to == from || isCapital(chars[to]) == shouted)) {
      to++;
    }
    return to - from >= SHORTEST_THINGS
        && (joined || isCapital(chars[from]))
        && (chars[to - 1] | 0x20) == 's'
        && (chars[to - 2] | 0x20) != 's'
        && (to == length || chars[to] != '_' && !isLetter(chars[to]))
        && !OWNERS.contains(new String(chars, from, to - from).toLowerCase(Locale.ROOT));
  }

  /** Whether a text begins with more than a short word, and does not join it to a place. */
  static boolean isInSentence(NormalText text, int place) {
    int letters = 0;
    for (int at = 0; at < place && letters < SENTENCE; at++) {
      letters += text.isLetter(at) ? 1 : 0;
    }
    return letters == SENTENCE && text.at(place - 1) == ' ';
  }

  /** Where small letters end that may go on at a position. */
  static int smallEnd(NormalText text, int from) {
    int at = from;
    while (text.at(at) >= 'a' && text.at(at) <= 'z') {
      at++;
    }
    return at;
  }
}
