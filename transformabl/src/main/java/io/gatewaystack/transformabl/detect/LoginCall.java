package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.List;
import java.util.Locale;

/**
 * Calls that take a user and the password behind it: {@code auth=("bob", "…")}, {@code
 * smtp.login("bob", "…")}, {@code new PDO(dsn, "bob", "…")}, {@code basic_auth 'bob', '…'}.
 */
final class LoginCall {
  private static final int LONGEST_ARGUMENT = 80;
  private static final int LONGEST_NAME = 48;
  private static final int MOST_ARGUMENTS = 3; // in front of the password
  private static final String[] WRAPPERS = {"Some(", "[]byte("};

  /** How the names of such calls end. */
  private static final List<String> NAMES =
      List.of(
          "auth",
          "authentication",
          "authenticate",
          "login",
          "logon",
          "signin",
          "sign_in",
          "credential",
          "credentials",
          "credentials.create",
          "credentials.of",
          "authinfo::basic",
          "auth.basic",
          "username_pw_set",
          "userpassword",
          "userinfo",
          "getconnection",
          "connect",
          "mysqli",
          "pdo",
          "ftp",
          "sftp",
          "smtp",
          "imap");

  private LoginCall() {}

  /** Whether the arguments in front of a value in quotes are those of such a call. */
  static boolean precedes(NormalText text, int value) {
    int end = value - 1;
    for (String wrapper : WRAPPERS) {
      int from = end - wrapper.length();
      end = text.at(end - 1) == '(' && isAt(text, wrapper, from) ? from : end;
    }
    for (int argument = 0; argument < MOST_ARGUMENTS; argument++) {
      int comma = back(text, end) - 1;
      int start = text.at(comma) == ',' ? argumentStart(text, comma) : comma;
      if (start == comma) {
        return false;
      }
      end = back(text, start);
      char open = text.at(end - 1);
      if (open == '(' || open == '[') {
        return isNamed(text, end - 1);
      }
      if (open != ',') {
        return end < start && isNamed(text, end);
      }
    }
    return false;
  }

  private static boolean isAt(NormalText text, String word, int from) {
    return from >= 0 && text.startsWith(word.toLowerCase(Locale.ROOT), from);
  }

  private static int back(NormalText text, int from) {
    int at = from;
    while (from - at < LONGEST_NAME && (text.at(at - 1) == ' ' || text.at(at - 1) == '\n')) {
      at--;
    }
    return at;
  }

  /** Where the string or name in front of a comma starts; the comma when there is none. */
  private static int argumentStart(NormalText text, int comma) {
    char quote = text.at(comma - 1);
    int at = comma - 1;
    if (quote == '"' || quote == '\'') {
      at--;
      while (comma - at < LONGEST_ARGUMENT && text.at(at) >= ' ' && text.at(at) != quote) {
        at--;
      }
      return text.at(at) == quote ? at : comma;
    }
    while (comma - at < LONGEST_ARGUMENT && isOfName(text, at)) {
      at--;
    }
    return at + 1;
  }

  private static boolean isOfName(NormalText text, int at) {
    return text.isAlphanumeric(at) || text.at(at) != 0 && "_.$:>-".indexOf(text.at(at)) >= 0;
  }

  private static boolean isNamed(NormalText text, int bracket) {
    int end = bracket;
    while (bracket - end < 3 && text.at(end - 1) != 0 && " =:".indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (end - start < LONGEST_NAME && isOfName(text, start - 1)) {
      start--;
    }
    String name = text.text(start, end).toLowerCase(Locale.ROOT);
    return NAMES.stream().anyMatch(name::endsWith);
  }
}
