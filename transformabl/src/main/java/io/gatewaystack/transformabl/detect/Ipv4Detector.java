package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Locale;
import java.util.Set;

/**
 * IPv4 addresses in dotted decimal. Versions, netmasks and addresses that name nobody ({@code
 * 0.x.x.x}) are none.
 */
final class Ipv4Detector extends Detector {
  private static final int LONGEST_PLACE = 12;
  private static final int LONGEST_ARROW = 4;
  private static final int SHORTEST_QUAD = 7;
  private static final int LONGEST_QUAD = 15;
  private static final int MOST_SECTIONS = 100; // of one chapter

  /** Words for the places of a text, some as they are shortened before numbers. */
  private static final Set<String> PLACES =
      Set.of(
          "abb",
          "abs",
          "abschn",
          "abbildung",
          "art",
          "cap",
          "čl",
          "fig",
          "figura",
          "figure",
          "hfst",
          "item",
          "kap",
          "lp",
          "nr",
          "pkt",
          "ponto",
          "pos",
          "poz",
          "punkt",
          "punto",
          "req",
          "requirement",
          "rozdz",
          "sec",
          "sect",
          "tab",
          "tabela",
          "tabell",
          "tabella",
          "tabelle",
          "table",
          "tabla",
          "tz",
          "ziff");

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length <= 3 && row.goesOn();
  }

  @Override
  public boolean at(Reading reading, int at) {
    Digits digits = reading.digits();
    if (!digits.startsNumber()
        || digits.isLenient()
        || !digits.areJoinedBy('.', 4)
        || !isQuad(digits)) {
      return false;
    }
    int to = digits.to(3);
    NormalText text = reading.text();
    boolean spaced = digits.gap(0) != '.';
    return (digits.endsNumber(3) || isFlow(text, digits))
        && !(spaced && (digits.has(4) || digits.follow()))
        && !isPartOfName(text, at, to)
        && !(isSmall(digits) && isNumbered(text, at))
        && !isNextVersion(reading, at)
        && (isPrivate(digits) || reading.words().nearest(at, to) != Topic.VERSION)
        && reading.add(at, to, Strength.FAIR, "octets");
  }

  /** With its port behind another point, as in the output of tcpdump. */
  private static boolean isFlow(NormalText text, Digits digits) {
    int port = digits.gap(3) == '.' && digits.size(4) <= 5 ? digits.to(4) : 0;
    boolean source = text.startsWith(" > ", port);
    boolean target = text.at(port) == ':' && text.startsWith(" > ", digits.from(0) - 3);
    return port > 0 && (source || target);
  }

  /** Whether no number is larger than those of sections. */
  private static boolean isSmall(Digits digits) {
    for (int group = 0; group < 4; group++) {
      if (digits.value(group, group) >= MOST_SECTIONS) {
        return false;
      }
    }
    return true;
  }

  /** Whether a word for a place in a text stands in front: {@code Pos. 1.1.2.10}. */
  private static boolean isNumbered(NormalText text, int from) {
    int end = text.at(from - 1) == ' ' ? from - 1 : from;
    end -= text.at(end - 1) == '.' ? 1 : 0;
    int start = end;
    while (end - start <= LONGEST_PLACE && Character.isLetter(text.at(start - 1))) {
      start--;
    }
    return end < from
        && start < end
        && PLACES.contains(text.text(start, end).toLowerCase(Locale.ROOT));
  }

  /** Whether an arrow leads to an address from one that is a version. */
  private static boolean isNextVersion(Reading reading, int at) {
    NormalText text = reading.text();
    int arrow = at;
    while (at - arrow < LONGEST_ARROW && isOfArrow(text.at(arrow - 1))) {
      arrow--;
    }
    int end = arrow;
    int start = end;
    while (end - start < LONGEST_QUAD && (text.isDigit(start - 1) || text.at(start - 1) == '.')) {
      start--;
    }
    return at - arrow >= 3
        && end - start >= SHORTEST_QUAD
        && reading.words().nearest(start, end) == Topic.VERSION;
  }

  private static boolean isOfArrow(char c) {
    return c == ' ' || c == '-' || c == '=' || c == '>' || c == '→';
  }

  /** In the networks of RFC 1918 that no version looks like. */
  private static boolean isPrivate(Digits digits) {
    long first = digits.value(0, 0);
    long second = digits.value(1, 1);
    return first == 192 && second == 168 || first == 172 && second >= 16 && second < 32;
  }

  private static boolean isQuad(Digits digits) {
    boolean padded = digits.areSized(3, 3, 3, 3);
    for (int group = 0; group < 4; group++) {
      int size = digits.size(group);
      if (size == 0 || size > 3) {
        return false;
      }
      boolean zero = digits.digit(digits.from(group)) == 0 && size > 1;
      if (digits.value(group, group) > 255 || zero && !padded) {
        return false;
      }
    }
    long first = digits.value(0, 0);
    return first > 0 && first < 255;
  }

  /** {@code lib-1.2.3.4.jar}, {@code Chrome/120.0.0.0}, {@code 1.2.3.4-rc1}. */
  static boolean isPartOfName(NormalText text, int from, int to) {
    char before = text.at(from - 1);
    if (before == '\u00A7' || before == ' ' && text.at(from - 2) == '\u00A7') {
      return true; // a section of a law
    }
    boolean named = before == '-' || before == '_';
    if (named && text.isLetter(from - 2) || before == '/' && isProduct(text, from - 1)) {
      return true;
    }
    char after = text.at(to);
    if (text.startsWith(".in-addr.", to)) {
      return false; // as its name is asked for
    }
    return (after == '-' || after == '_' || after == '.') && text.isLetter(to + 1);
  }

  /** Whether the word in front of a slash is that of a product, not a step of a path. */
  private static boolean isProduct(NormalText text, int slash) {
    int start = text.wordStart(slash);
    return start < slash && text.at(start - 1) != '/' && slash - start < 40;
  }
}
