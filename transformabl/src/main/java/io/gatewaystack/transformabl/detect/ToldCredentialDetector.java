package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Locale;
import java.util.Set;

/** Values that a sentence calls a credential: {@code the password is …}, {@code bearer …}. */
final class ToldCredentialDetector implements Detector {
  private static final int SHORTEST = 6;
  private static final int LONGEST = 64;

  private static final Set<String> FILLERS =
      Set.of(
          "é", "è", "är", "είναι", "are", "as", "be", "been", "changed", "er", "es", "est", "ist",
          "je", "jest", "lautet", "lautete", "luidt", "is", "neu", "new", "now", "on", "reset",
          "set", "sind", "string", "sunt", "the", "to", "war", "was");

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
        && !Credentials.isEnd(text.at(from - 1))) {
      from--;
    }
    if (from == 0) {
      reading.skipTo(text.blank(at));
      return false;
    }
    int to = Credentials.end(text, from);
    reading.skipTo(to);
    if (to - from < SHORTEST || reading.end() >= to) {
      return false;
    }
    Topic topic = reading.words().label(from);
    boolean credential =
        topic == Topic.SECRET
            || topic == Topic.PASSWORD
                && (!isNumber(text, at) || Credentials.isStrong(text, from, to));
    return credential && isTold(reading, from) && Credentials.report(reading, topic, from, to);
  }

  /** Whether only words such as {@code is} stand between the name and the value. */
  private static boolean isTold(Reading reading, int from) {
    NormalText text = reading.text();
    int end = from;
    while (end > 0 && reading.words().endingAt(end) == Topic.NONE) {
      int start = letters(text, end);
      boolean allowed =
          start < end
              ? isFiller(text, start, end)
              : " :=\"'`->".indexOf(text.at(end - 1)) >= 0 || isArgument(reading, end - 1);
      if (!allowed) {
        return false;
      }
      end = start < end ? start : end - 1;
    }
    boolean verb =
        text.at(end) == ' ' && end - text.wordStart(end) == 4 && text.startsWith("pass", end - 4);
    return end < from && !verb;
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
