package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Locale;
import java.util.Set;

/**
 * Values of no known form that are called a password, key or token: {@code password=…}, {@code
 * "api_key": "…"}, {@code Authorization: Bearer …}, or the whole of a text so called.
 */
final class CredentialDetector extends Detector {
  private static final int LONGEST = 512;

  private static final int LONGEST_JOINT = 12;
  private static final int LONGEST_TYPE = 24;
  private static final int LONGEST_CLAUSE = 40;
  private static final int LONGEST_NEUTRAL = 7;
  private static final String JOINTS = " \"'`,:={}\n-";
  private static final Set<String> NEUTRAL = Set.of("value", "val", "v", "default", "data");

  private static final Set<String> SCHEMES = Set.of("apikey", "basic", "bearer", "token");

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NAMED_TEXT, Trigger.EQUALS, Trigger.COLON);
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
    if (at == 0 && named(reading)) {
      return true;
    }
    char c = reading.text().at(at);
    return (c == '=' || c == ':') && assigned(reading, at);
  }

  /** A whole text whose name says that it is a credential. */
  private static boolean named(Reading reading) {
    Topic topic = reading.words().ofName();
    return Credentials.report(reading, topic, 0, reading.text().length());
  }

  private static boolean assigned(Reading reading, int sign) {
    NormalText text = reading.text();
    int name = nameEnd(text, sign);
    boolean scheme = text.at(sign + 1) == '/' && text.at(sign) == ':';
    if (scheme || !Character.isLetter(text.at(name - 1)) || isStep(text, text.wordStart(name))) {
      return false;
    }
    Topic named = topic(reading, name);
    named = named == Topic.NONE ? topic(reading, behindType(text, sign, name)) : named;
    boolean clause = text.at(sign) == ':' && mayBelong(named);
    Topic topic = clause ? ofClause(reading, name) : named;
    if (topic != Topic.PASSWORD && topic != Topic.SECRET) {
      return false;
    }
    int from = sign + 1;
    while (from - sign < 4 && " =>".indexOf(text.at(from)) >= 0) {
      from++;
    }
    boolean quoted = isQuote(text.at(from));
    from = behindScheme(text, quoted ? from + 1 : from);
    int end = quoted ? quoteEnd(text, from) : Credentials.end(text, from);
    reading.skipTo(end);
    boolean doubtful = clause || Verdicts.standBefore(text, from);
    if (Verdicts.areOfTests(text, from, end)
        || areNames(text, sign, end)
        || doubtful && !Credentials.isStrong(text, from, end)) {
      return false;
    }
    return Credentials.report(reading, topic, from, end);
  }

  /** Whether a word is a step in the name of a resource: {@code arn:…:123456789012:secret:db}. */
  private static boolean isStep(NormalText text, int word) {
    return text.at(word - 1) == ':' && text.isDigit(word - 2);
  }

  /** Where the name ends that a sign stands behind: {@code env["KEY"] ||= …}. */
  private static int nameEnd(NormalText text, int sign) {
    int name = sign;
    boolean equals = text.at(sign) == '=';
    while (sign - name < 6
        && (isQuoteOrSpace(text.at(name - 1)) || equals && "]|?:".indexOf(text.at(name - 1)) >= 0)
        && name > 0) {
      name--;
    }
    return name;
  }

  /** Where a name ends behind which its type stands: {@code KEY: &str =}; else the same place. */
  private static int behindType(NormalText text, int sign, int name) {
    int type = name;
    boolean equals = text.at(sign) == '=';
    while (equals && name - type < LONGEST_TYPE && isOfType(text, type - 1)) {
      type--;
    }
    boolean typed = type < name && text.startsWith(": ", type - 2) && text.isAlphanumeric(type - 3);
    return typed ? type - 2 : name;
  }

  private static boolean isOfType(NormalText text, int at) {
    return text.isAlphanumeric(at) || at >= 0 && "&<>[]'_?.".indexOf(text.at(at)) >= 0;
  }

  /** What a name says or, if it says nothing but that there is a value, the name of that value. */
  private static Topic topic(Reading reading, int end) {
    Topic topic = reading.words().endingAt(end);
    NormalText text = reading.text();
    char last = text.at(end - 1);
    boolean neutral = last == 'e' || last == 'l' || last == 'v' || last == 't' || last == 'a';
    if (topic != Topic.NONE || !neutral) {
      return topic;
    }
    int start = text.wordStart(end);
    if (end - start > LONGEST_NEUTRAL || !NEUTRAL.contains(text.text(start, end))) {
      return topic;
    }
    int before = start;
    while (start - before < LONGEST_JOINT && JOINTS.indexOf(text.at(before - 1)) >= 0) {
      before--;
    }
    return reading.words().endingAt(before);
  }

  /** Whether a word may say whose password it is, or where it is for. */
  private static boolean mayBelong(Topic topic) {
    return switch (topic) {
      case PASSWORD, SECRET, VERSION, REFERENCE, ID, OTHER -> false;
      default -> true;
    };
  }

  /** What the first words of a clause say: {@code Password for the old system: …}. */
  private static Topic ofClause(Reading reading, int end) {
    NormalText text = reading.text();
    for (int at = end; end - at < LONGEST_CLAUSE && at > 0; at--) {
      boolean border = !Character.isLetter(text.at(at)) && Character.isLetter(text.at(at - 1));
      Topic topic = border ? reading.words().endingAt(at) : Topic.NONE;
      if (topic == Topic.PASSWORD) {
        return text.at(at) == ' ' ? topic : Topic.NONE;
      }
      if (!mayBelong(topic)
          || !Character.isLetterOrDigit(text.at(at - 1)) && text.at(at - 1) != ' ') {
        return Topic.NONE;
      }
    }
    return Topic.NONE;
  }

  /** Whether colons part the names of fields: {@code user:passwd:UID:GID}. */
  private static boolean areNames(NormalText text, int sign, int to) {
    int colons = 0;
    for (int at = sign; at < to; at++) {
      if (!text.isLetter(at) && text.at(at) != ':' && text.at(at) != '_') {
        return false;
      }
      colons += text.at(at) == ':' ? 1 : 0;
    }
    return colons > 2;
  }

  private static int quoteEnd(NormalText text, int from) {
    int end = from;
    while (end - from < LONGEST && text.at(end) >= ' ' && !isQuote(text.at(end))) {
      end++;
    }
    return end;
  }

  private static int behindScheme(NormalText text, int from) {
    int end = text.wordEnd(Math.min(from, text.length()));
    boolean scheme =
        end - from <= 6
            && end > from
            && text.at(end) == ' '
            && SCHEMES.contains(text.text(from, end).toLowerCase(Locale.ROOT));
    return scheme ? end + 1 : from;
  }

  private static boolean isQuoteOrSpace(char c) {
    return isQuote(c) || c == ' ';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
