package io.gatewaystack.transformabl.safety;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows prose about attacks, which shows the code that it warns of: lessons, reviews, advisories.
 */
final class CodeTalk {
  /** What code counts less where it is only shown. */
  static final int WEIGHT = 55;

  private static final int PROSE = 5; // words that a sentence has at least

  private static final Lexicon ABOUT =
      lexicon(
          """
          advisory attack attacker attackers attacks csrf cve cwe exploits injection injections
          lecture lesson log4shell mitigation owasp parameterised parameterized pentest sanitise
          sanitize sqli ssrf ssti traversal tutorial vulnerabilities vulnerability vulnerable
          waf
          block blocks blocked dangerous xss xxe
          bypassed denied deserialisation deserialization escape escaped escapes payloads rejected
          scripting unescaped untrusted""");

  private CodeTalk() {}

  private static Lexicon lexicon(String words) {
    return new Lexicon(
        Stream.of(words.split("\\s+")).collect(Collectors.toMap(word -> word, word -> 1)));
  }

  /** Whether a text is prose with a word about attacks in it. */
  static boolean is(char[] chars, int length) {
    int words = 0;
    boolean about = false;
    int at = 0;
    while (at < length && !(about && words >= PROSE)) {
      int start = at;
      while (at < length && isOfWord(chars[at])) {
        at++;
      }
      int size = at - start;
      words += size > 1 && isBetweenSpaces(chars, length, start, at) ? 1 : 0;
      about |= size > 2 && ABOUT.meaning(chars, start, at) != Lexicon.UNKNOWN;
      at += size == 0 ? 1 : 0;
    }
    return about && words >= PROSE;
  }

  private static boolean isOfWord(char c) {
    return c < 0x80 ? CharKind.of(c) == CharKind.WORD : Character.isLetterOrDigit(c);
  }

  private static boolean isBetweenSpaces(char[] chars, int length, int from, int to) {
    return (from == 0 || chars[from - 1] == ' ')
        && (to == length || chars[to] == ' ' || chars[to] == ',' || chars[to] == '.')
        && Character.isLetter(chars[from]);
  }
}
