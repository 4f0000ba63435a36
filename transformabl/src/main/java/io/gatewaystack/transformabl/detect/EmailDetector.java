package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Domains;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * E-mail addresses: up to 64 characters of local part, a domain of at least two labels and 255
 * characters that ends in letters (RFC 5321 section 4.5.3.1, internationalised forms of RFC 6531).
 * Packages at a version ({@code lib@1.2.x}), pictures at a scale ({@code icon@2x.png}), units of
 * systemd ({@code getty@tty1.service}), places of repositories ({@code git@host:path}), logins of
 * URLs ({@code ssh://build@host/path}) and calls ({@code a@b.transpose()}) are not addresses. With
 * spaces around the at sign it must be called one.
 */
final class EmailDetector extends Detector {
  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 255;
  private static final int MAX_TLD = 24;
  private static final int LEAST_GROUP = 3; // digits, of a number
  private static final String MARKS = "._%+-'";
  private static final Set<String> PICTURES =
      Set.of("avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp");
  private static final Set<String> UNITS =
      Set.of("mount", "scope", "service", "slice", "socket", "timer");
  private static final List<String> MESSAGES =
      List.of("message-id", "in-reply-to", "content-id", "call-id");
  private static final Set<String> MEMBERS =
      Set.of("icaluid", "in_reply_to", "inreplyto", "internetmessageid", "message_id", "messageid");
  private static final Set<String> ACCESSES = Set.of("ftp", "git", "http", "https", "sftp", "ssh");
  private static final Set<String> REPOSITORIES = Set.of("git", "hg", "svn");

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.AT_SIGN);
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    boolean lines = text.at(at - 1) == '_' && text.at(at + 1) == '_';
    int before = lines || isGap(text.at(at - 1)) ? at - 1 : at;
    int wrapped = before == at ? BrokenKey.behindBreak(text, at + 1) : at + 1;
    int behind = lines || isGap(text.at(at + 1)) ? Math.max(at + 2, wrapped) : wrapped;
    int start = text.at(at - 1) == '"' ? quoteStart(text, at - 1) : localStart(text, before);
    if (EmphasisedAddress.isAround(text, at)) {
      return EmphasisedAddress.find(reading, at);
    }
    if (start == before) {
      return false;
    }
    if (SpelledAddress.isAround(text, at)) {
      return SpelledAddress.find(reading, at);
    }
    start = wrapped > at + 1 ? wrappedStart(text, start) : start;
    int end = domainEnd(text, behind);
    if (end < 0 && behind == at + 2) {
      int spaced = spacedEnd(text, behind);
      int from = spacedStart(text, start);
      return spaced > 0
          && (isCommon(text, spaced)
              || from < start
              || isFirst(text, from)
              || Mailboxes.isMarked(text, start, before)
              || reading.words().label(from) == Topic.EMAIL)
          && reading.add(from, spaced, Strength.FAIR, "domain");
    }
    if (end < 0 || isVersion(text, behind) || isPlace(text, start, at, end)) {
      return false;
    }
    if (start <= 1 && MEMBERS.contains(reading.name().words().toString().toLowerCase(Locale.ROOT))
        || isPassword(text, start)) {
      return false;
    }
    boolean whole = behind - before == 1;
    if (whole) {
      return reading.add(start, end, Strength.STRONG, "domain");
    }
    boolean named = reading.words().label(start) == Topic.EMAIL;
    boolean mailbox = Mailboxes.isProvider(text, behind, end);
    boolean marked = Mailboxes.isMarked(text, start, before) && isCommon(text, end);
    return (named || mailbox || marked)
        && reading.add(start, end, Strength.FAIR, named ? Topic.EMAIL.why() : "domain");
  }

  private static boolean isCommon(NormalText text, int end) {
    return Domains.isCommon(text.text(text.wordStart(end), end));
  }

  /** Where a domain with spaces around its dots ends; -1 when it does not end in a common one. */
  private static int spacedEnd(NormalText text, int from) {
    int end = text.blank(from);
    while (end - from < MAX_LOCAL && isSpacedDot(text, end)) {
      int label = text.at(end + 2) == ' ' ? end + 3 : end + 2;
      end = text.wordEnd(label);
      if (!isSpacedDot(text, end)) {
        return Domains.mayBe(text.text(label, end)) ? end : -1;
      }
    }
    return -1;
  }

  private static boolean isSpacedDot(NormalText text, int at) {
    return text.startsWith(" .", at) && text.isLetter(text.at(at + 2) == ' ' ? at + 3 : at + 2);
  }

  /** Whether nothing stands in front of an address in its line but a mark. */
  private static boolean isFirst(NormalText text, int from) {
    char before = text.at(text.at(from - 1) == ' ' ? from - 2 : from - 1);
    return before <= ' ' || before == ':' || before == '<' || before == '(' || before == '"';
  }

  /** Where a local part starts that is wrapped, too, behind a dot. */
  private static int wrappedStart(NormalText text, int start) {
    boolean wrapped = text.at(start - 1) == '\n' && text.at(start - 2) == '.';
    int from = wrapped ? localStart(text, start - 2) : start;
    return from < start - 2 ? from : start;
  }

  private static int spacedStart(NormalText text, int from) {
    int start = from;
    while (from - start < MAX_LOCAL && start > 3 && text.startsWith(" . ", start - 3)) {
      start = localStart(text, start - 3);
    }
    return start;
  }

  private static boolean isGap(char c) {
    return c == ' ' || c == '\n';
  }

  /**
   * Where the quoted local part whose last quote stands at a place starts; behind it if nowhere. It
   * has two words at most, as a stream holds back.
   */
  private static int quoteStart(NormalText text, int close) {
    int start = close - 1;
    int spaces = 0;
    while (close - start < MAX_LOCAL && text.at(start) >= ' ' && text.at(start) != '"') {
      spaces += text.at(start) == ' ' ? 1 : 0;
      start--;
    }
    return text.at(start) == '"' && close - start > 1 && spaces < 2 ? start : close + 1;
  }

  private static int localStart(NormalText text, int at) {
    int floor = Math.max(0, at - MAX_LOCAL);
    boolean wide = isWide(text.at(at - 1));
    int start = at;
    while (start > floor && isLocal(text.at(start - 1), wide)) {
      start--;
    }
    while (start < at && MARKS.indexOf(text.at(start)) >= 0) {
      start++; // a quote or a bullet in front of the address
    }
    return start;
  }

  private static boolean isLocal(char c, boolean wide) {
    return Character.isLetterOrDigit(c) ? wide || !isWide(c) : MARKS.indexOf(c) >= 0;
  }

  /**
   * Beyond Latin. Scripts written without spaces put words right beside an address; an address in
   * Latin letters ends where they begin.
   */
  private static boolean isWide(char c) {
    return c >= 0x250;
  }

  private static int domainEnd(NormalText text, int from) {
    int limit = Math.min(text.length(), from + MAX_DOMAIN);
    int best = -1;
    int labels = 0;
    int at = from;
    while (true) {
      int label = at;
      while (at < limit && (Character.isLetterOrDigit(text.at(at)) || text.at(at) == '-')) {
        at++;
      }
      if (at == label) {
        break;
      }
      if (labels++ > 0) {
        best = Math.max(best, topLevelEnd(text, label, at));
      }
      if (text.at(at) != '.') {
        break;
      }
      at++;
    }
    return best;
  }

  private static int topLevelEnd(NormalText text, int label, int labelEnd) {
    if (text.startsWith("xn--", label)) {
      return labelEnd; // an internationalised domain in ASCII (RFC 5890 section 2.3.1)
    }
    boolean wide = isWide(text.at(label));
    int end = label;
    while (end < labelEnd && Character.isLetter(text.at(end)) && isWide(text.at(end)) == wide) {
      end++;
    }
    boolean length = end - label >= 2 && end - label <= MAX_TLD;
    boolean whole = !text.isAlphanumeric(end) || isNumberBehind(text, label, end);
    return length && whole && !isFile(lowerCase(text, label, end)) ? end : -1;
  }

  /** Whether a name ends as that of a picture, or of a unit of systemd: {@code a@tty1.service}. */
  private static boolean isFile(String ending) {
    return PICTURES.contains(ending) || UNITS.contains(ending);
  }

  /** Whether a number stands right behind a common domain, glued to the address. */
  private static boolean isNumberBehind(NormalText text, int label, int end) {
    return digitsEnd(text, end) - end >= LEAST_GROUP && Domains.isCommon(text.text(label, end));
  }

  private static String lowerCase(NormalText text, int from, int to) {
    return text.text(from, to).toLowerCase(Locale.ROOT);
  }

  /** The release a package is pinned to, {@code 1.2…}, is not where mail goes. */
  private static boolean isVersion(NormalText text, int from) {
    int major = digitsEnd(text, from);
    int minor = digitsEnd(text, major + 1);
    return major > from
        && text.at(major) == '.'
        && minor > major + 1
        && !Character.isLetter(text.at(minor));
  }

  private static boolean isPlace(NormalText text, int start, int at, int end) {
    char after = text.at(end);
    boolean call = after == '(';
    boolean path = after == ':' || after == '/';
    boolean login =
        path
            && text.startsWith("://", start - 3)
            && ACCESSES.contains(lowerCase(text, text.wordStart(start - 3), start - 3))
            && !Mailboxes.isMarked(text, start, at);
    return call
        || login
        || isMessage(text, start)
        || path && at - start <= 3 && REPOSITORIES.contains(lowerCase(text, start, at));
  }

  /** Whether a message is named, as in a header of mail: {@code Message-ID: <…@mx.example>}. */
  private static boolean isMessage(NormalText text, int start) {
    int mark = start - (text.at(start - 1) == '<' ? 1 : 0);
    int end = mark - (text.at(mark - 1) == ' ' ? 1 : 0);
    boolean assigned = text.at(end - 1) == ':' || text.at(end - 1) == '=';
    return assigned
        && MESSAGES.stream().anyMatch(name -> text.startsWith(name, end - 1 - name.length()));
  }

  /** Whether it is the password, as documents have it, and the host: {@code //user:pass@host}. */
  private static boolean isPassword(NormalText text, int start) {
    int user = start - 1;
    while (text.at(start - 1) == ':' && start - user < MAX_LOCAL && text.isAlphanumeric(user - 1)) {
      user--;
    }
    return user < start - 1 && text.startsWith("://", user - 3);
  }

  private static int digitsEnd(NormalText text, int from) {
    int at = from;
    while (text.isDigit(at) && at < from + MAX_DOMAIN) {
      at++;
    }
    return at;
  }
}
