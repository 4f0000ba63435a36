package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import io.gatewaystack.transformabl.text.Words;
import java.util.Locale;
import java.util.Set;

/**
 * What says that a token is a password by the form of its line, without a word for it: {@code $pass
 * = '…'}, {@code IDENTIFIED BY '…'}, {@code rabbitmqctl add_user bob …}, {@code echo '…' | passwd
 * --stdin}.
 */
final class ShellIdioms {
  private static final int LONGEST = 64;
  private static final String IDENTIFIED = "identified by ";
  private static final String[] READERS = {"passwd --stdin", "sudo -s", "docker login", "su -"};
  private static final Set<String> USER_COMMANDS =
      Set.of("add_user", "change_password", "authenticate_user");

  private ShellIdioms() {}

  /**
   * Whether anything here may be said of a token without quotes that starts at a place; false is
   * certain.
   */
  static boolean mayAnnounce(NormalText text, int from) {
    return text.at(from - 1) == ' '
        || text.startsWith("/p:", from)
        || text.startsWith("userid=", from)
        || mayBePiped(text, from);
  }

  private static boolean mayBePiped(NormalText text, int from) {
    char[] chars = text.chars();
    int most = Math.min(text.length(), from + Credentials.LONGEST + 1);
    int end = from;
    while (end < most && chars[end] > ' ') {
      end++;
    }
    return text.at(end + 1) == '|';
  }

  /** What a value is by what stands in front of it; NONE when that says nothing. */
  static Topic announced(NormalText text, int value, int end, boolean quoted) {
    int from = quoted ? value - 1 : value;
    char before = text.at(from - 1);
    if (before == '(' && !quoted || before != ' ' && before != '=' && before != '(') {
      return Topic.NONE;
    }
    Topic variable = ofVariable(text, from);
    boolean call = quoted && isNoName(text, value, end) && LoginCall.precedes(text, value);
    boolean said = call || isIdentified(text, from) || before == ' ' && isArgument(text, from);
    return variable == Topic.NONE && said ? Topic.PASSWORD : variable;
  }

  /** As databases make users: {@code CREATE USER bob IDENTIFIED BY '…'}. */
  private static boolean isIdentified(NormalText text, int from) {
    int start = from - IDENTIFIED.length();
    boolean phrase = text.startsWith(IDENTIFIED, start);
    boolean user = phrase && text.at(start) == 'I';
    for (int at = start; phrase && !user && start - at < LONGEST && at >= 0; at--) {
      user = text.startsWith("user ", at);
    }
    return user;
  }

  /** Whether a value is no name such as {@code OAuth2Provider}: it has several digits, or marks. */
  private static boolean isNoName(NormalText text, int from, int to) {
    int unusual = 0;
    int changes = 0;
    for (int at = from; at < to; at++) {
      unusual += text.isLetter(at) ? 0 : text.isDigit(at) ? 1 : 2;
      changes += at > from && text.at(at) < 'a' && text.at(at - 1) >= 'a' ? 1 : 0;
    }
    return (unusual > 1 || changes > 1) && Credentials.isStrong(text, from, to);
  }

  /** What the name behind a dollar says to which a value is assigned. */
  private static Topic ofVariable(NormalText text, int from) {
    int sign = text.at(from - 1) == ' ' ? from - 2 : from - 1;
    if (text.at(sign) != '=') {
      return Topic.NONE;
    }
    int end = text.at(sign - 1) == ' ' ? sign - 1 : sign;
    int start = end;
    int hump = end;
    while (end - start < LONGEST && text.isLetter(start - 1)) {
      start--;
      hump = hump == end && text.at(start) < 'a' ? start : hump;
    }
    if (text.at(start - 1) != '$' || start == end) {
      return Topic.NONE;
    }
    Topic whole = meaning(text, start, end);
    return whole == Topic.NONE && hump < end ? meaning(text, hump, end) : whole;
  }

  private static Topic meaning(NormalText text, int from, int to) {
    return Words.meaning(text.text(from, to).toLowerCase(Locale.ROOT));
  }

  /** Whether a password is the argument at a place of its command. */
  private static boolean isArgument(NormalText text, int from) {
    int first = token(text, from);
    int second = token(text, first);
    char start = text.at(second);
    if ((start == 'a' || start == 'c')
        && second < first
        && USER_COMMANDS.contains(text.text(second, first - 1))) {
      return true;
    }
    int third = text.at(second - 1) == ' ' ? token(text, second) : second;
    return text.at(third) == '-'
        && text.text(third, second).indexOf('b') > 0
        && text.startsWith("htpasswd ", token(text, third));
  }

  /** Where the token in front of a space starts. */
  private static int token(NormalText text, int from) {
    int start = from - 1;
    while (from - start < LONGEST && text.at(start - 1) > ' ') {
      start--;
    }
    return text.at(from - 1) == ' ' ? start : from;
  }

  /**
   * Where the password starts within a token that holds more: {@code sqlplus bob/…@base}, {@code
   * xfreerdp /p:…}; -1 when there is none.
   */
  static int within(NormalText text, int from, int to) {
    if (text.startsWith("/p:", from)) {
      return isCommand(text, from, "freerdp ") ? from + 3 : -1;
    }
    int slash = from;
    while (slash < to && (text.isAlphanumeric(slash) || text.at(slash) == '_')) {
      slash++;
    }
    boolean user = slash > from && text.at(slash) == '/';
    return user && (text.startsWith("sqlplus ", from - 8) || isBehind(text, from, "userid="))
        ? slash + 1
        : -1;
  }

  private static boolean isBehind(NormalText text, int from, String word) {
    return from >= word.length() && text.startsWith(word, from - word.length());
  }

  private static boolean isCommand(NormalText text, int from, String name) {
    for (int at = from; from - at < LONGEST && at >= 0; at--) {
      if (text.startsWith(name, at)) {
        return true;
      }
    }
    return false;
  }

  /** Where the password starts that is piped to what sets or asks for it; -1 when it is none. */
  static int piped(NormalText text, int from, int to) {
    int bar = text.at(to) == '"' || text.at(to) == '\'' ? to + 1 : to;
    if (text.at(bar + 1) != '|' || text.at(bar) != ' ') {
      return -1;
    }
    int command = text.at(bar + 2) == ' ' ? bar + 3 : bar + 2;
    int asked = text.startsWith("sudo ", command) ? command + 5 : command;
    if (text.startsWith("chpasswd", asked)) {
      int colon = text.text(from, to).indexOf(':');
      return colon > 0 ? from + colon + 1 : -1;
    }
    for (String reader : READERS) {
      if (text.startsWith(reader, command) || text.startsWith(reader, asked)) {
        return from;
      }
    }
    return -1;
  }
}
