package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Locale;
import java.util.Set;

/**
 * Passwords behind the colon of lines in a known form: {@code joe@example.com:…} as leaks list
 * them, {@code host:5432:base:user:…} of PostgreSQL's password file, {@code WIFI:S:home;P:…;;} of
 * the codes that phones read.
 */
final class LoginLineDetector extends Detector {
  private static final String WHY = "context:password";
  private static final int LONGEST = 64;
  private static final int LONGEST_LINE = 120;
  private static final int FIELDS = 4; // in front of the password

  /** Commands whose colon stands in front of a path. */
  private static final String[] COPIES = {"scp ", "rsync ", "sftp ", "ssh ", "sshfs ", "git "};

  private static final Set<String> REPOSITORIES = Set.of("git", "hg", "svn");

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.COLON);
  }

  @Override
  public boolean yields() {
    return true;
  }

  @Override
  public boolean at(Reading reading, int colon) {
    NormalText text = reading.text();
    char next = text.at(colon + 1);
    if (next <= ' ' || next == '/' || next == ':') {
      return false;
    }
    if (text.at(colon - 1) == 'P' && text.at(colon - 2) == ';') {
      return isIn(text, "wifi:", colon) && report(reading, colon + 1, semicolon(text, colon + 1));
    }
    if (!text.isAlphanumeric(colon - 1)) {
      return false;
    }
    int mailbox = mailbox(text, colon);
    if (mailbox == colon && !isPasswordFile(text, colon)) {
      return false;
    }
    int to = Credentials.end(text, colon + 1);
    return (mailbox == colon || isOfMailbox(text, mailbox, colon, to))
        && report(reading, colon + 1, to);
  }

  private static boolean report(Reading reading, int from, int to) {
    return Credentials.isPassword(reading.text(), from, to)
        && reading.add(from, to, Strength.FAIR, WHY);
  }

  private static int semicolon(NormalText text, int from) {
    int end = from;
    while (end - from < LONGEST && text.at(end) > ' ' && text.at(end) != ';') {
      end++;
    }
    return end;
  }

  /** Whether a word, in any case, stands in front of a place in the same line. */
  private static boolean isIn(NormalText text, String word, int to) {
    for (int at = to; to - at < LONGEST_LINE && at >= 0 && text.at(at) != '\n'; at--) {
      if (text.startsWith(word, at)) {
        return true;
      }
    }
    return false;
  }

  /** Where the address starts that ends at a colon; the colon when none does. */
  private static int mailbox(NormalText text, int colon) {
    int sign = colon;
    int dots = 0;
    while (colon - sign < LONGEST && isOfDomain(text, sign - 1)) {
      sign--;
      dots += text.at(sign) == '.' ? 1 : 0;
    }
    sign--;
    if (text.at(sign) != '@' || dots == 0) {
      return colon;
    }
    int start = sign;
    while (sign - start < LONGEST && (isOfDomain(text, start - 1) || isOfLocal(text, start - 1))) {
      start--;
    }
    boolean found =
        start < sign
            && text.at(start - 1) != '/'
            && !REPOSITORIES.contains(text.text(start, sign).toLowerCase(Locale.ROOT));
    return found ? start : colon;
  }

  /** Whether what is behind an address and a colon is neither a port nor a path. */
  private static boolean isOfMailbox(NormalText text, int start, int colon, int to) {
    return (Credentials.isStrong(text, colon + 1, to) || isLine(text, start, colon, to))
        && !isFile(text, colon + 1, to)
        && !isCopied(text, start);
  }

  private static boolean isOfDomain(NormalText text, int at) {
    return text.isAlphanumeric(at) || text.at(at) == '.' || text.at(at) == '-';
  }

  private static boolean isOfLocal(NormalText text, int at) {
    return text.at(at) == '_' || text.at(at) == '+';
  }

  /** Whether address and value fill their line, and the value has letters and digits. */
  private static boolean isLine(NormalText text, int start, int colon, int to) {
    boolean whole = text.at(start - 1) < ' ' && text.at(to) < ' ';
    int digits = 0;
    int letters = 0;
    for (int at = colon + 1; at < to && whole; at++) {
      digits += text.isDigit(at) ? 1 : 0;
      letters += text.isLetter(at) ? 1 : 0;
    }
    return digits > 0 && letters > 0;
  }

  private static boolean isFile(NormalText text, int from, int to) {
    int letters = to;
    while (letters > from && text.isAlphanumeric(letters - 1)) {
      letters--;
    }
    boolean suffix = to - letters <= 4 && text.at(letters - 1) == '.' && text.isLetter(letters);
    return suffix || text.text(from, to).indexOf('/') >= 0 || text.at(from) == '~';
  }

  private static boolean isCopied(NormalText text, int start) {
    for (String copy : COPIES) {
      if (isIn(text, copy, start)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a host, a port, a database and a user stand in front of a colon. */
  private static boolean isPasswordFile(NormalText text, int colon) {
    int end = colon;
    boolean port = false;
    for (int field = 1; field <= FIELDS; field++) {
      int start = end;
      while (end - start < LONGEST && isOfField(text.at(start - 1))) {
        start--;
      }
      if (start == end || field < FIELDS && text.at(start - 1) != ':') {
        return false;
      }
      port |= field == FIELDS - 1 && isPort(text, start, end);
      end = start - 1;
    }
    return port && text.at(end) <= ' ' && text.isAlphanumeric(colon + 1);
  }

  private static boolean isOfField(char c) {
    return c > ' ' && c != ':' && !Credentials.isEnd(c) && c != '/';
  }

  private static boolean isPort(NormalText text, int from, int to) {
    if (to - from == 1) {
      return text.at(from) == '*';
    }
    for (int at = from; at < to; at++) {
      if (!text.isDigit(at)) {
        return false;
      }
    }
    return to - from >= 4 && to - from <= 5;
  }
}
