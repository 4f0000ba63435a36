package io.gatewaystack.transformabl.safety;

import java.util.Locale;
import java.util.Set;

/**
 * Knows prose about attacks, which shows the code that it warns of: lessons, reviews, advisories.
 */
final class CodeTalk {
  /** What code counts less where it is only shown. */
  static final int WEIGHT = 55;

  private static final int LONGEST = 24; // letters of a word
  private static final int PROSE = 5; // words that a sentence has at least

  private static final Set<String> ABOUT =
      Set.of(
          """
          advisory attack attacker attackers attacks csrf cve cwe exploits injection injections
          lecture lesson log4shell mitigation owasp parameterised parameterized pentest sanitise
          sanitize sqli ssrf ssti traversal tutorial vulnerabilities vulnerability vulnerable
          waf
          block blocks blocked dangerous           xss xxe"""
              .strip()
              .split("\\s+"));

  private CodeTalk() {}

  /** Whether a text is prose with a word about attacks in it. */
  static boolean is(char[] chars, int length) {
    int words = 0;
    boolean about = false;
    int at = 0;
    while (at < length) {
      int start = at;
      while (at < length && Character.isLetterOrDigit(chars[at])) {
        at++;
      }
      int size = at - start;
      words += size > 1 && isBetweenSpaces(chars, length, start, at) ? 1 : 0;
      about |=
          size > 2
              && size <= LONGEST
              && ABOUT.contains(new String(chars, start, size).toLowerCase(Locale.ROOT));
      at += size == 0 ? 1 : 0;
    }
    return about && words >= PROSE;
  }

  private static boolean isBetweenSpaces(char[] chars, int length, int from, int to) {
    return (from == 0 || chars[from - 1] == ' ')
        && (to == length || chars[to] == ' ' || chars[to] == ',' || chars[to] == '.')
        && Character.isLetter(chars[from]);
  }
}
