package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Locale;
import java.util.Set;

/** Values that a sentence calls a credential: {@code the password is …}, {@code bearer …}. */
final class ToldCredentialDetector extends Detector {
  private static final int SHORTEST = 6;
  private static final int LONGEST = 64;
  private static final int SHORTEST_PART = 3; // of a passphrase
  private static final int LONGEST_LINE = 300;
  private static final int MOST_FILLERS = 16; // letters between a name and its value

  private static final Set<String> COPULAS =
      Set.of("is", "was", "ist", "war", "lautet", "es", "est", "è", "é", "jest", "är", "er", "to");

  private static final Set<String> FILLERS =
      Set.of(
          "é",
          "è",
          "är",
          "είναι",
          "are",
          "as",
          "be",
          "been",
          "changed",
          "er",
          "es",
          "est",
          "este",
          "ist",
          "je",
          "jest",
          "lautet",
          "lautete",
          "luidt",
          "is",
          "neu",
          "new",
          "now",
          "on",
          "reset",
          "set",
          "sind",
          "string",
          "sunt",
          "the",
          "to",
          "war",
          "was",
          "value",
          "wifi",
          "wlan",
          "vpn",
          "wi",
          "fi",
          "del",
          "do",
          "da",
          "de",
          "la",
          "le",
          "на",
          "от",
          "для",
          "вайфая",
          "هي",
          "هو",
          "है",
          "là",
          "adalah",
          "van",
          "für",
          "temporal",
          "temporary",
          "temporär",
          "provisional",
          "provisoire",
          "temporanea",
          "provisoria",
          "temporária",
          "provisória",
          "tijdelijke",
          "tymczasowe",
          "old",
          "current",
          "aktuell",
          "actual",
          "nueva",
          "nuevo",
          "nova",
          "nouveau",
          "text",
          "asplaintext");

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.CODE, Trigger.NUMBER);
  }

  @Override
  public boolean yields() {
    return true;
  }

  @Override
  public Set<Topic> topics() {
    return Set.of(Topic.PASSWORD, Topic.SECRET);
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    int from = at;
    while (at - from < LONGEST
        && text.at(from - 1) > ' '
        && !Credentials.isEnd(text.at(from - 1))
        && !Credentials.isEastern(text.at(from - 1))) {
      from--;
    }
    if (from == 0) {
      reading.skipTo(text.blank(at));
      return false;
    }
    int to = Credentials.end(text, from);
    reading.skipTo(to);
    if (to - from < SHORTEST || reading.end() >= to || isHost(text, from, to)) {
      return false;
    }
    if (Verdicts.areOfTests(text, from, to)) {
      return false;
    }
    Topic topic = reading.words().label(isLevel(text, from) ? from - 2 : from, MOST_FILLERS);
    if (topic == Topic.NONE
        && Credentials.isStrong(text, from, to)
        && isOfClause(reading, from)
        && Credentials.report(reading, Topic.PASSWORD, from, to)) {
      return true;
    }
    if (isBehindUser(text, from) && Credentials.isStrong(text, from, to)) {
      topic = reading.words().label(from) == Topic.SECRET ? Topic.PASSWORD : topic;
    }
    boolean credential =
        topic == Topic.SECRET
            || topic == Topic.PASSWORD
                && (!isNumber(text, at)
                    || Credentials.isStrong(text, from, to)
                    || text.isLetter(from - 2) && isPassphrase(text, from, to));
    return credential && isTold(reading, from) && Credentials.report(reading, topic, from, to);
  }

  /** Whether the name is itself a stand-in, in front of a host: {@code <password>@db.local}. */
  private static boolean isHost(NormalText text, int from, int to) {
    return text.at(from) == '@' && text.at(from - 1) == '>' && text.at(to) != '<';
  }

  /** Whether only words such as {@code is} stand between the name and the value. */
  private static boolean isTold(Reading reading, int from) {
    NormalText text = reading.text();
    if (isCell(text, from)) {
      return true;
    }
    int end = behindName(text, from);
    while (end > 0 && reading.words().endingAt(end) == Topic.NONE) {
      int start = letters(text, end);
      boolean allowed =
          start < end
              ? isFiller(text, start, end)
              : " :=\"'`->\t".indexOf(text.at(end - 1)) >= 0
                  || isArgument(reading, end - 1)
                  || isOpened(text, end);
      if (!allowed) {
        return false;
      }
      end = start < end ? start : end - 1;
    }
    boolean verb =
        text.at(end) == ' '
            && end - text.wordStart(end) == 4
            && text.startsWith("pass", end - 4)
            && !text.startsWith(" is ", end);
    boolean beside = end == from && from > 0 && Credentials.isEastern(text.at(from - 1));
    return beside || end < from && !verb;
  }

  /** Where what stands between a name and its value ends: a level of hiding, a user, a wrapper. */
  private static int behindName(NormalText text, int from) {
    int quote = text.at(from - 1) == '"' ? from - 1 : from;
    if (text.startsWith("[]byte(", quote - 7)) {
      return quote - 7;
    }
    return isLevel(text, from) ? from - 2 : isBehindUser(text, from) ? userStart(text, from) : from;
  }

  /**
   * Whether how a password is hidden stands in front of it, as routers write: {@code secret 0 …}.
   */
  private static boolean isLevel(NormalText text, int from) {
    return text.at(from - 1) == ' '
        && text.isDigit(from - 2)
        && text.at(from - 3) == ' '
        && text.isLetter(from - 4);
  }

  /** Whether a user stands in front of a value: {@code admin / …}, {@code admin:…}. */
  private static boolean isBehindUser(NormalText text, int from) {
    return userStart(text, from) < from;
  }

  private static int userStart(NormalText text, int from) {
    int end = text.at(from - 1) == ' ' ? from - 2 : from - 1;
    if (text.at(end) != '/' && text.at(end) != '|') {
      return from;
    }
    end -= text.at(end - 1) == ' ' ? 1 : 0;
    int start = end;
    while (end - start < LONGEST && isOfUser(text, start - 1)) {
      start--;
    }
    return start < end ? start : from;
  }

  private static boolean isOfUser(NormalText text, int at) {
    return text.isAlphanumeric(at) || text.at(at) != 0 && "._-@\\".indexOf(text.at(at)) >= 0;
  }

  /** Whether a bracket opens in front of a value in quotes. */
  private static boolean isOpened(NormalText text, int end) {
    char mark = text.at(end - 1);
    char next = text.at(end);
    return mark == '(' && (next == '"' || next == '\'');
  }

  /** Whether a value is a cell, not the first, of a line that another is above. */
  private static boolean isCell(NormalText text, int from) {
    int mark = text.at(from - 1) == ' ' || text.at(from - 1) == '"' ? from - 2 : from - 1;
    if (text.at(mark) == 0 || ",;\t|".indexOf(text.at(mark)) < 0) {
      return false;
    }
    int line = mark;
    while (mark - line < LONGEST_LINE && line > 0 && text.at(line) != '\n') {
      if ("(='".indexOf(text.at(line)) >= 0) {
        return false; // of a program
      }
      line--;
    }
    return text.at(line) == '\n';
  }

  /** Whether a clause about a password ends in front of a value: {@code pass for the lab is …}. */
  private static boolean isOfClause(Reading reading, int from) {
    NormalText text = reading.text();
    int end = from - 1;
    int start = letters(text, end);
    if (text.at(end) != ' ' || start == end || !COPULAS.contains(text.text(start, end))) {
      return false;
    }
    for (int at = start - 1; from - at < LONGEST && at > 0; at--) {
      char c = text.at(at);
      if (c != ' ' && c != '-' && c != '\'' && !Character.isLetterOrDigit(c)) {
        return false;
      }
      if (c == ' ' && reading.words().endingAt(at) == Topic.PASSWORD) {
        return true;
      }
    }
    return false;
  }

  /** Whether dashes join at least two words and a number: {@code purple-otter-4412}. */
  private static boolean isPassphrase(NormalText text, int from, int to) {
    int words = 0;
    int part = from;
    while (part < to) {
      int end = text.wordEnd(part);
      boolean word = letters(text, end) == part && !text.isDigit(part) && !text.isDigit(end - 1);
      words += word && end - part >= SHORTEST_PART ? 1 : 0;
      if (end < to && text.at(end) != '-') {
        return false;
      }
      part = end + 1;
    }
    return words > 1;
  }

  /** Whether digits stand by themselves: a number, or what ends a word in a password. */
  private static boolean isNumber(NormalText text, int at) {
    int end = at;
    while (text.isDigit(end)) {
      end++;
    }
    return end > at && !text.isLetter(end);
  }

  private static int letters(NormalText text, int end) {
    int start = end;
    while (end - start < LONGEST && Character.isLetterOrDigit(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  /**
   * Whether a comma stands behind the first of several arguments: {@code define('NAME', 'value')}.
   */
  private static boolean isArgument(Reading reading, int comma) {
    NormalText text = reading.text();
    char quote = text.at(comma - 1);
    if (text.at(comma) != ',' || quote != '"' && quote != '\'') {
      return false;
    }
    int open = comma - 2;
    while (comma - open < LONGEST && text.at(open) > ' ' && text.at(open) != quote) {
      open--;
    }
    return text.at(open) == quote && text.at(open - 1) == '(' && text.isLetter(open - 2);
  }

  private static boolean isFiller(NormalText text, int from, int to) {
    return FILLERS.contains(text.text(from, to).toLowerCase(Locale.ROOT));
  }
}
