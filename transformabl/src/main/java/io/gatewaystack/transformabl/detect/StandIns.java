package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Locale;
import java.util.Set;

/** Tells what stands in for a credential: its name, a template, or what it was masked with. */
final class StandIns {
  private static final int LONGEST_WORD = 20;

  private static final Set<String> STAND_INS =
      Set.of(
          "argon2",
          "argon2id",
          "base64",
          "bcrypt",
          "changeit",
          "empty",
          "example",
          "false",
          "hidden",
          "masked",
          "none",
          "null",
          "optional",
          "pass",
          "passwd",
          "password",
          "pwd",
          "redacted",
          "required",
          "secret",
          "sha1",
          "sha256",
          "sha512",
          "string",
          "token",
          "true",
          "undefined",
          "unset",
          "value");

  private static final String[] TEMPLATES = {
    "your",
    "my-",
    "my_",
    "insert",
    "enter",
    "example",
    "placeholder",
    "xxx",
    "process.env",
    "os.env",
    "env.",
    "env(",
    "config.",
    "secrets.",
    "vault:",
    "ref:",
    "arn:",
    "system.get",
    "var.",
    "local.",
    "data.",
    "module.",
    "op://",
    "file:",
    "env:",
    "ssm:",
    "sm://",
    "valuefrom",
    "secretref",
    "secretkeyref",
    "keyring",
    "keychain",
    "projects/",
    "@microsoft.keyvault",
    "@/",
    "#{",
    "enc["
  };

  private StandIns() {}

  /** Whether a value is the name of a credential, a template or masked. */
  static boolean are(NormalText text, int from, int to) {
    char first = text.at(from);
    if (first == '<' || first == '[' || first == '{' || first == '$' || first == '%') {
      return true;
    }
    for (String template : TEMPLATES) {
      if (text.startsWith(template, from)) {
        return true;
      }
    }
    boolean word = to - from < LONGEST_WORD;
    return first == '!' && isTag(text, from + 1, to)
        || word && STAND_INS.contains(text.text(from, to).toLowerCase(Locale.ROOT))
        || isMasked(text, from, to);
  }

  /** Whether a word is a tag of YAML, {@code !vault}: what follows says where the value is. */
  private static boolean isTag(NormalText text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!text.isLetter(i) && text.at(i) != '_') {
        return false;
      }
    }
    return to > from && (text.at(to) == ' ' || text.at(to) == '\n');
  }

  /** Whether two of the same mark, or three of the same letter, stand side by side in it. */
  private static boolean isMasked(NormalText text, int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      char c = text.at(i);
      boolean twice = c == text.at(i + 1);
      boolean thrice = twice && i + 2 < to && c == text.at(i + 2);
      boolean mark = c == '*' || c == '#' || c == '•';
      if (thrice && (c == 'x' || c == 'X' || c == '.') || twice && mark) {
        return true;
      }
    }
    return false;
  }
}
