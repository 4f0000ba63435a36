package io.gatewaystack.transformabl.detect;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gatewaystack.transformabl.text.Marks;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Map;
import java.util.Set;

/**
 * Passwords that stand behind the flag of a command which takes one: {@code mysql -u root
 * -pS3cret9}, {@code curl -u user:S3cret9}, {@code net use Z: \\host\share /user:bob S3cret9}.
 */
final class CommandCredentialDetector extends Detector {
  private static final String WHY = "context:password";
  private static final int LONGEST = 64;
  private static final int LONGEST_LINE = 200;
  private static final Marks QUOTES = Marks.of("\"'`");
  private static final Marks FRONTS = QUOTES.andBlanks();
  private static final Marks BORDERS = Marks.of("\"'`;(|&$");

  /** Flags with a password right behind them, or behind a space. */
  private static final Map<String, Set<String>> FLAGS =
      Map.ofEntries(
          Map.entry("mysql", Set.of("-p+")),
          Map.entry("mysqldump", Set.of("-p+")),
          Map.entry("mysqladmin", Set.of("-p+")),
          Map.entry("mariadb", Set.of("-p+")),
          Map.entry("7z", Set.of("-p+")),
          Map.entry("7za", Set.of("-p+")),
          Map.entry("rar", Set.of("-p+", "-hp+")),
          Map.entry("unrar", Set.of("-p+")),
          Map.entry("sshpass", Set.of("-p", "-p+")),
          Map.entry("redis-cli", Set.of("-a")),
          Map.entry("login", Set.of("-p")),
          Map.entry("mongo", Set.of("-p")),
          Map.entry("mongosh", Set.of("-p")),
          Map.entry("mongodump", Set.of("-p")),
          Map.entry("mongorestore", Set.of("-p")),
          Map.entry("sqlcmd", Set.of("-P")),
          Map.entry("bcp", Set.of("-P")),
          Map.entry("isql", Set.of("-P")),
          Map.entry("tsql", Set.of("-P")),
          Map.entry("zip", Set.of("-P")),
          Map.entry("unzip", Set.of("-P")),
          Map.entry("ldapsearch", Set.of("-w")),
          Map.entry("ldapmodify", Set.of("-w")),
          Map.entry("ldapadd", Set.of("-w")),
          Map.entry("psexec", Set.of("-p")),
          Map.entry("plink", Set.of("-pw")),
          Map.entry("keytool", Set.of("-storepass", "-keypass")),
          Map.entry("jarsigner", Set.of("-storepass", "-keypass")),
          Map.entry("cqlsh", Set.of("-p")),
          Map.entry("cypher-shell", Set.of("-p")),
          Map.entry("rdesktop", Set.of("-p")),
          Map.entry("useradd", Set.of("-p")),
          Map.entry("usermod", Set.of("-p")),
          Map.entry("openssl", Set.of("-k")),
          Map.entry("snmpwalk", Set.of("-A", "-X", "-c")),
          Map.entry("snmpget", Set.of("-A", "-X", "-c")),
          Map.entry("ipmitool", Set.of("-P")),
          Map.entry("mosquitto_pub", Set.of("-P")),
          Map.entry("mosquitto_sub", Set.of("-P")),
          Map.entry("tshark", Set.of("-k")),
          Map.entry("evil-winrm", Set.of("-p")),
          Map.entry("crackmapexec", Set.of("-p")),
          Map.entry("nxc", Set.of("-p")),
          Map.entry("hydra", Set.of("-p")),
          Map.entry("ldappasswd", Set.of("-w", "-s")),
          Map.entry("ldapdelete", Set.of("-w")),
          Map.entry("ldapwhoami", Set.of("-w")),
          Map.entry("curl", Set.of("-u:", "--user:", "-U:", "--proxy-user:", "-u+:")),
          Map.entry("http", Set.of("-a:", "--auth:")),
          Map.entry("smbclient", Set.of("-U%")),
          Map.entry("rpcclient", Set.of("-U%")));

  private static final int LONGEST_COMMAND =
      FLAGS.keySet().stream().mapToInt(String::length).max().orElseThrow();

  /** The flags of all of them: most of what looks like a flag is none of these. */
  private static final Set<String> NAMES =
      FLAGS.values().stream().flatMap(Set::stream).collect(toUnmodifiableSet());

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.CODE, Trigger.NUMBER);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length <= LONGEST && row == Row.ALONE;
  }

  @Override
  public boolean yields() {
    return true;
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    if (isNumber(text, at) && (text.at(at - 1) <= ' ' || !isWithin(text.at(at - 1)))) {
      return false;
    }
    int start = start(text.chars(), at);
    boolean quoted = isQuote(text.at(start - 1));
    boolean may = at - start < LONGEST && (quoted || isLong(text, start));
    if (may && (flagged(reading, start, quoted) || announced(reading, start, quoted))) {
      return true;
    }
    if (!may || reading.end() <= start) {
      reading.skipTo(front(text, at)); // what was asked of the token goes for the rest of it
    }
    return false;
  }

  /** Where the token starts that a place is in; some place in front if that is too far. */
  private static int start(char[] chars, int at) {
    int start = at;
    while (start > 0 && at - start < LONGEST && !FRONTS.have(chars[start - 1])) {
      start--;
    }
    return start;
  }

  private static boolean isLong(NormalText text, int from) {
    int end = from;
    while (end - from < Credentials.SHORTEST_PASSWORD && text.at(end) > ' ') {
      end++;
    }
    return end - from == Credentials.SHORTEST_PASSWORD;
  }

  /** Where another token may start, or the text ends. */
  private static int front(NormalText text, int from) {
    char[] chars = text.chars();
    int end = from;
    while (end < text.length() && !FRONTS.have(chars[end])) {
      end++;
    }
    return end;
  }

  private static boolean isNumber(NormalText text, int at) {
    int end = at;
    while (text.isDigit(end)) {
      end++;
    }
    return end > at && !text.isLetter(end);
  }

  /** Whether digits behind a mark may stand within a password. */
  private static boolean isWithin(char mark) {
    return "#!$%^*?=~+@_&".indexOf(mark) >= 0;
  }

  /** By what stands around it where no flag does. */
  private static boolean announced(Reading reading, int start, boolean quoted) {
    NormalText text = reading.text();
    if (!quoted && !ShellIdioms.mayAnnounce(text, start)) {
      return false;
    }
    int end = quoted ? quoteEnd(text, start) : Credentials.end(text, start);
    int login = text.startsWith("userid=", start) ? start + 7 : start;
    int within = ShellIdioms.within(text, login, end);
    int sign = end;
    while (within >= 0 && sign > within && text.at(sign) != '@') {
      sign--;
    }
    if (within >= 0) {
      return report(reading, within, sign > within ? sign : end);
    }
    int piped = ShellIdioms.piped(text, start, end);
    if (piped >= 0) {
      return report(reading, piped, end);
    }
    Topic topic = ShellIdioms.announced(text, start, end, quoted);
    return topic != Topic.NONE
        && reading.end() < end
        && Credentials.isMixed(text, start, end)
        && Credentials.report(reading, topic, start, end);
  }

  /** Behind the flag of a command. */
  private static boolean flagged(Reading reading, int start, boolean quoted) {
    NormalText text = reading.text();
    int before = quoted ? start - 1 : start;
    int flagEnd = text.at(before - 1) == ' ' ? before - 1 : before;
    int flag = text.at(start) == '-' ? start : tokenStart(text, flagEnd);
    flag = flag == flagEnd ? start : flag;
    if (text.at(flag) != '-') {
      return isNetUse(text, flag, start) && report(reading, start, text.blank(start));
    }
    int end = quoted ? quoteEnd(text, start) : text.blank(start);
    if (flag == start || flagEnd == before) {
      return attached(reading, flag, start, end);
    }
    String name = text.text(flag, flagEnd);
    int joint = joint(text, start, end);
    return joint > 0 && isFlag(text, flag, name + text.at(joint))
        ? report(reading, joint + 1, end)
        : isFlag(text, flag, name) && report(reading, start, end);
  }

  /** A password right behind the letter of its flag, in quotes or not. */
  private static boolean attached(Reading reading, int flag, int start, int end) {
    NormalText text = reading.text();
    int letters = text.at(flag + 1) == 'h' ? 3 : 2;
    int from = flag == start ? flag + letters : start;
    boolean whole = flag == start || flag + letters == start - 1;
    return whole
        && isAttached(
            reading, flag, from, end, text.text(flag, Math.min(text.length(), flag + letters)));
  }

  private static boolean isAttached(Reading reading, int flag, int from, int end, String name) {
    NormalText text = reading.text();
    if (isFlag(text, flag, name + '+')) {
      return report(reading, from, end);
    }
    int joint = isFlag(text, flag, name + "+:") ? joint(text, from, end) : 0;
    return joint > 0 && report(reading, joint + 1, end);
  }

  /** The first mark between a user and a password; 0 when there is none. */
  private static int joint(NormalText text, int from, int to) {
    for (int at = from + 1; at < to - 1; at++) {
      if (text.at(at) == ':' || text.at(at) == '%') {
        return at;
      }
    }
    return 0;
  }

  /** Whether a command in front, in the same line, has such a flag. */
  private static boolean isFlag(NormalText text, int flag, String name) {
    if (!NAMES.contains(name)) {
      return false;
    }
    int end = flag;
    while (flag - end < LONGEST_LINE && end > 0 && text.at(end - 1) >= ' ') {
      int start = tokenStart(text, end);
      Set<String> flags = mayBeCommand(text, start, end) ? FLAGS.get(text.text(start, end)) : null;
      if (flags != null) {
        return flags.contains(name);
      }
      end = start == end ? end - 1 : start;
    }
    return isLogin(text, flag, name);
  }

  private static boolean mayBeCommand(NormalText text, int start, int end) {
    char first = text.at(start);
    return end - start > 1
        && end - start <= LONGEST_COMMAND
        && (first >= 'a' && first <= 'z' || first == '7');
  }

  /**
   * Whether the flag of a user and a password starts a line of arguments: {@code -u bob:S3cret9}.
   */
  private static boolean isLogin(NormalText text, int flag, String name) {
    boolean login = name.equals("-u:") || name.equals("--user:");
    int front = flag;
    while (login && front > 0 && FRONTS.have(text.at(front - 1))) {
      front--;
    }
    return login && (front == 0 || text.at(front - 1) == '\n');
  }

  /** Whether a token stands behind the user, or in front of it, in a line of {@code net use}. */
  private static boolean isNetUse(NormalText text, int before, int from) {
    boolean user = text.startsWith("/user:", before);
    boolean share = !user && from - before > 2 && holdBackslash(text, before, from);
    if (!user && !(share && text.startsWith(" /user:", text.blank(from)))) {
      return false;
    }
    for (int at = from - 1; from - at < LONGEST_LINE && text.at(at) != ';'; at--) {
      if (text.startsWith("net use", at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdBackslash(NormalText text, int from, int to) {
    int at = from;
    while (at < to && text.at(at) != '\\') {
      at++;
    }
    return at < to;
  }

  private static int tokenStart(NormalText text, int end) {
    int start = end;
    while (end - start < LONGEST && text.at(start - 1) > ' ' && !isBorder(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isBorder(char c) {
    return BORDERS.have(c);
  }

  private static int quoteEnd(NormalText text, int from) {
    int end = from;
    while (end - from < LONGEST && text.at(end) >= ' ' && text.at(end) != text.at(from - 1)) {
      end++;
    }
    return end;
  }

  private static boolean isQuote(char c) {
    return QUOTES.have(c);
  }

  private static boolean report(Reading reading, int from, int to) {
    NormalText text = reading.text();
    char first = text.at(from);
    boolean path = first == '/' || text.at(from + 1) == ':';
    for (int at = from; at < to; at++) {
      path |= text.at(at) == '\\';
    }
    return !path
        && reading.end() < to
        && Credentials.isPassword(text, from, to)
        && reading.add(from, to, Strength.FAIR, WHY);
  }
}
