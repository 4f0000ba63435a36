package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * IPv4 addresses in dotted decimal. Versions, netmasks and addresses that name nobody ({@code
 * 0.x.x.x}) are none.
 */
final class Ipv4Detector extends Detector {
  private static final int LONGEST_REVISION = 4; // digits
  private static final int LONGEST_ARTIFACT = 64;
  private static final int LONGEST_PAIR = 16; // characters of two coordinates

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
        || !digits.areJoinedBy('.', 4)
        || !isQuad(digits)
        || digits.isLenient() && (digits.gap(3) == '.' || !areAlike(reading, digits))) {
      return false;
    }
    int to = digits.to(3);
    NormalText text = reading.text();
    boolean spaced = digits.gap(0) != '.';
    return (digits.endsNumber(3) || isFlow(text, digits))
        && !(spaced && (digits.has(4) || digits.follow() || digits.gapHas(0, ',')))
        && !isPartOfName(text, at, to)
        && !Versions.are(reading, digits)
        && reading.add(at, to, Strength.FAIR, "octets");
  }

  /**
   * Whether letters stand for digits, not for numbers as Roman numerals and variables do; or a word
   * says what they are.
   */
  private static boolean areAlike(Reading reading, Digits digits) {
    boolean alike = false;
    for (int group = 0; group < 4; group++) {
      String word = reading.text().text(digits.from(group), digits.to(group));
      if (word.indexOf('|') >= 0) {
        return false; // the line of a table
      }
      long capitals = word.chars().filter(c -> c == 'I').count();
      long letters = word.chars().filter(c -> c > '9').count();
      alike |= letters > 0 && word.length() > 1 && capitals < word.length();
    }
    return alike || reading.words().nearest(digits.from(0), digits.to(3)) == Topic.HOST;
  }

  /** With its port behind another point, as in the output of tcpdump. */
  private static boolean isFlow(NormalText text, Digits digits) {
    int port = digits.gap(3) == '.' && digits.size(4) <= 5 ? digits.to(4) : 0;
    boolean source = text.startsWith(" > ", port);
    boolean target = text.at(port) == ':' && text.startsWith(" > ", digits.from(0) - 3);
    return port > 0 && (source || target);
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
    boolean named = before == '-' || before == '_' || before == '.';
    if (named && text.isLetter(from - 2) || before == '/' && isProduct(text, from - 1)) {
      return true;
    }
    if (isOfDrawing(text, from, to)) {
      return true;
    }
    if (before == ':'
        && (isOfPath(text, text.wordStart(from - 1)) || isOfArtifact(text, from - 1, to))) {
      return true; // the tag of an image
    }
    char after = text.at(to);
    if (before == '=' && after == '=' && text.isLetter(to + 1)) {
      return true; // between a package and its build
    }
    if (text.startsWith(".in-addr.", to)) {
      return false; // as its name is asked for
    }
    if (after == '-' && text.isDigit(to + 1) && text.isLetter(digitsEnd(text, to + 1))) {
      return true; // the revision of a package
    }
    return (after == '-' || after == '_' || after == '.' || after == '~') && text.isLetter(to + 1)
        || text.startsWith(" -v ", from - 4);
  }

  private static int digitsEnd(NormalText text, int from) {
    int end = from;
    while (text.isDigit(end) && end - from < LONGEST_REVISION) {
      end++;
    }
    return end;
  }

  /** Whether a neighbour has coordinates that only a sign parts: {@code 1.52-.87 3.51.98.32}. */
  private static boolean isOfDrawing(NormalText text, int from, int to) {
    return text.at(from - 1) == ' ' && haveSign(text, from - 2, -1)
        || text.at(to) == ' ' && haveSign(text, to + 1, 1);
  }

  private static boolean haveSign(NormalText text, int from, int step) {
    for (int at = from; Math.abs(at - from) < LONGEST_PAIR; at += step) {
      char c = text.at(at);
      int point = digitsEnd(text, at + 1);
      if (c == '-' && text.isDigit(at - 1) && text.at(point) == '.' && text.isDigit(point + 1)) {
        return true;
      }
      if (!text.isDigit(at) && c != '.' && c != '-') {
        return false;
      }
    }
    return false;
  }

  /** Whether a word is a step of a path: {@code registry.local/app:1.2.3.4}. */
  private static boolean isOfPath(NormalText text, int word) {
    return text.at(word - 1) == '/' && text.isAlphanumeric(word - 2) && text.isLetter(word);
  }

  /** Whether a name with its group stands in front: {@code org.acme:codec:1.2.3.4}. */
  private static boolean isOfArtifact(NormalText text, int colon, int to) {
    int name = nameStart(text, colon, false);
    int group = nameStart(text, name - 1, true);
    return text.at(to) != ':'
        && name < colon
        && text.at(name - 1) == ':'
        && text.isLetter(name)
        && text.isLetter(group)
        && text.text(group, Math.max(group, name - 1)).indexOf('.') > 0;
  }

  private static int nameStart(NormalText text, int end, boolean points) {
    int start = end;
    while (end - start < LONGEST_ARTIFACT
        && (text.isAlphanumeric(start - 1)
            || text.at(start - 1) == '-'
            || text.at(start - 1) == '_'
            || points && text.at(start - 1) == '.')) {
      start--;
    }
    return start;
  }

  /** Whether the word in front of a slash is that of a product, not a step of a path. */
  private static boolean isProduct(NormalText text, int slash) {
    int start = text.wordStart(slash);
    return start < slash && text.at(start - 1) != '/' && slash - start < 40;
  }
}
