package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Locale;
import java.util.Set;

/**
 * E-mail addresses as they are dictated: {@code joe at example dot com}, {@code
 * joe_at_example_dot_com}.
 */
final class SpokenEmailDetector implements Detector {
  private static final int LONGEST = 64;

  /** Common top-level domains that are no English words. */
  private static final Set<String> DOMAINS =
      Set.of(
          "ai", "app", "au", "biz", "br", "ca", "ch", "cn", "co", "com", "cz", "de", "dev", "dk",
          "edu", "es", "fi", "gr", "hu", "kr", "mx", "nz", "pt", "ro", "sk", "tw", "ua", "eu", "fr",
          "gov", "info", "io", "jp", "mil", "net", "nl", "org", "pl", "ru", "se", "tr", "uk");

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.DOT);
  }

  @Override
  public boolean at(Reading reading, int dot) {
    NormalText text = reading.text();
    char gap = text.at(dot - 1);
    int label = gap == '_' ? labelStart(text, dot - 1) : partStart(text, dot - 1);
    if (gap != ' ' && gap != '_' || label == dot - 1) {
      return false;
    }
    boolean spoken = text.startsWith(gap == '_' ? "_at_" : " at ", label - 4);
    int at = spoken ? label - 4 : label - 1;
    int local = partStart(text, at);
    if (local == at || !spoken && text.at(at) != '@') {
      return false;
    }
    int end = domainEnd(text, dot, gap);
    return end > 0 && reading.add(local, end, Strength.FAIR, "domain");
  }

  private static int partStart(NormalText text, int end) {
    int start = end;
    while (end - start < LONGEST && isPart(text, start - 1)) {
      start--;
    }
    return start;
  }

  private static int labelStart(NormalText text, int end) {
    int start = end;
    while (end - start < LONGEST && (text.isAlphanumeric(start - 1) || text.at(start - 1) == '-')) {
      start--;
    }
    return start;
  }

  private static boolean isPart(NormalText text, int at) {
    char c = text.at(at);
    return text.isAlphanumeric(at) || c == '.' || c == '_' || c == '-' || c == '+';
  }

  /** Behind the last of the words that follow each another {@code dot}; -1 if it is no domain. */
  private static int domainEnd(NormalText text, int dot, char gap) {
    int end = -1;
    int at = dot;
    while (isDot(text, at, gap) && at - dot < LONGEST) {
      end = text.wordEnd(at + 4);
      boolean domain = isDomain(text.text(at + 4, end).toLowerCase(Locale.ROOT));
      at = end + 1;
      if (text.at(end) != gap || !isDot(text, at, gap)) {
        return domain ? end : -1;
      }
    }
    return -1;
  }

  /** Whether a word in lower case is a common top-level domain and no word of English. */
  static boolean isDomain(String word) {
    return DOMAINS.contains(word);
  }

  private static boolean isDot(NormalText text, int at, char gap) {
    return text.startsWith("dot", at) && text.at(at + 3) == gap;
  }
}
