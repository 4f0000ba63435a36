package io.gatewaystack.transformabl.safety;

import java.util.HashMap;
import java.util.Map;

/**
 * Knows prose that shows code: about attacks, as lessons, reviews and advisories are, and questions
 * of developers about their programs.
 */
final class CodeTalk {
  /** What code counts less where talk about attacks shows it. */
  static final int SHOWN = 55;

  /** What code counts less where somebody asks about it. */
  static final int ASKED = 45;

  private static final int PROSE = 5; // words that a sentence has at least

  private static final int ABOUT = 1; // attacks
  private static final int ASKS = 2; // where a sentence starts
  private static final int POLITE = 3; // what stands before the word that asks
  private static final int TRADE = 4; // of those who write programs
  private static final int SPEAKER = 5;
  private static final int YOU = 6;

  private static final Lexicon MEANINGS = meanings();

  private int words;
  private boolean about;
  private boolean asks;
  private boolean trade;

  private CodeTalk() {}

  private static Lexicon meanings() {
    Map<String, Integer> meanings = new HashMap<>();
    mean(
        meanings,
        ABOUT,
        """
        advisory attack attacker attackers attacks csrf cve cwe exploits injection injections
        lecture lesson log4shell mitigation owasp parameterised parameterized pentest sanitise
        sanitize sqli ssrf ssti traversal tutorial vulnerabilities vulnerability vulnerable waf
        block blocks blocked dangerous xss xxe
        bypassed denied deserialisation deserialization escape escaped escapes payloads rejected
        scripting unescaped untrusted""");
    mean(
        meanings,
        ASKS,
        """
        how why what what's whats which who where when is are does do did should explain convert
        rewrite port fix debug review refactor show write wrote my""");
    mean(meanings, POLITE, "please can could would someone somebody anyone anybody help");
    mean(meanings, YOU, "you me");
    mean(meanings, SPEAKER, "i");
    mean(
        meanings,
        TRADE,
        """
        sql query queries mysql postgres postgresql sqlite clause duplicates bash shell script
        scripts command commands python java javascript typescript php ruby rails perl powershell
        linux macos windows html css xml json yaml regex docker dockerfile compose helm kubernetes
        django flask jinja jinja2 twig thymeleaf angular vue react laravel spring nginx log4j
        log4j2 function functions method methods variable variables argument arguments parameter
        parameters syntax linter compiler template templates makefile cron cronjob crontab
        container browser chrome safari firefox cookies httponly console terminal git github
        migration row rows column test tests snippet code callback framework library npm node
        kotlin golang rust api sdk jwt cookie csp class string array database line wsl""");
    return new Lexicon(meanings);
  }

  private static void mean(Map<String, Integer> meanings, int meaning, String words) {
    for (String word : words.split("\\s+", -1)) {
      meanings.put(word, meaning);
    }
  }

  /** How much less code counts because of the prose around it; 0 where there is none. */
  static int weight(char[] chars, int length) {
    CodeTalk talk = new CodeTalk();
    talk.read(chars, length);
    if (talk.words < PROSE) {
      return 0;
    }
    return talk.about ? SHOWN : talk.asks && talk.trade ? ASKED : 0;
  }

  private void read(char[] chars, int length) {
    boolean opens = true; // a sentence, or a clause
    boolean polite = false;
    int at = 0;
    while (at < length && !(about && words >= PROSE)) {
      int start = at;
      while (at < length && isOfWord(chars[at])) {
        at++;
      }
      if (at == start) {
        boolean ends = ",.;:?!\n".indexOf(chars[at++]) >= 0;
        opens |= ends;
        polite &= !ends;
      } else {
        boolean prose = isBetweenSpaces(chars, length, start, at);
        words += at - start > 1 && prose ? 1 : 0;
        int meaning = MEANINGS.meaning(chars, start, at);
        about |= meaning == ABOUT;
        trade |= meaning == TRADE;
        asks |= opens && meaning == ASKS || prose && meaning == SPEAKER && chars[start] == 'I';
        polite = opens && (meaning == POLITE || polite && meaning == YOU);
        opens = polite;
      }
    }
  }

  private static boolean isOfWord(char c) {
    return c < 0x80 ? CharKind.of(c) == CharKind.WORD : Character.isLetterOrDigit(c);
  }

  private static boolean isBetweenSpaces(char[] chars, int length, int from, int to) {
    return (from == 0 || chars[from - 1] == ' ')
        && (to == length || " ,.?:".indexOf(chars[to]) >= 0)
        && Character.isLetter(chars[from]);
  }
}
