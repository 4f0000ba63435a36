package io.gatewaystack.transformabl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names of members that may hold a credential, or that leave it to others to say so. */
final class CredentialNames {
  /** How they end. */
  private static final String[] ENDS = {
    "password",
    "passwd",
    "pwd",
    "pass",
    "passphrase",
    "passcode",
    "pw",
    "wort",
    "secret",
    "key",
    "token",
    "credential",
    "bearer",
    "authorization",
    "confirmation",
    "value",
    "val",
    "v",
    "text",
    "data",
    "content",
    "raw",
    "input",
    "answer",
    "senha",
    "passe",
    "mdp",
    "contrasena",
    "contraseña",
    "clave",
    "woord",
    "senord",
    "passord",
    "adgangskode",
    "salasana",
    "haslo",
    "hasło",
    "heslo",
    "jelszo",
    "jelszó",
    "parola",
    "parolă",
    "geslo",
    "lozinka",
    "sifre",
    "şifre",
    "κωδικός",
    "пароль",
    "schlüssel",
    "schluessel",
    "jeton"
  };

  private static final byte[][][] BY_LAST_LETTER = byLastLetter();

  private CredentialNames() {}

  /** Those ends in UTF-8, by their last byte as {@link #letter} reads it. */
  private static byte[][][] byLastLetter() {
    byte[][][] sorted = new byte[128][][];
    for (int c = 0; c < sorted.length; c++) {
      int letter = c;
      sorted[c] =
          Arrays.stream(ENDS)
              .map(name -> name.getBytes(StandardCharsets.UTF_8))
              .filter(name -> letter(name[name.length - 1]) == letter)
              .toArray(byte[][]::new);
    }
    return sorted;
  }

  private static int letter(byte b) {
    return (b | 0x20) & 0x7F;
  }

  /**
   * Whether the name of a member ends like one of them, whatever digits, marks and plural follow.
   *
   * @param json holds the name
   * @param from its first byte
   * @param to behind its last byte
   */
  static boolean isOne(byte[] json, int from, int to) {
    int end = to;
    while (end > from && (json[end - 1] < 'A' || (json[end - 1] | 0x20) == 's')) {
      end--;
    }
    return endsThere(json, from, to) || end < to && endsThere(json, from, end);
  }

  private static boolean endsThere(byte[] json, int from, int end) {
    int last = end > from ? letter(json[end - 1]) : 0;
    for (byte[] credential : BY_LAST_LETTER[last]) {
      if (endsWith(credential, json, from, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(byte[] credential, byte[] json, int start, int end) {
    int from = end - credential.length;
    if (from < start) {
      return false;
    }
    for (int i = credential.length - 1; i >= 0; i--) {
      if (letter(json[from + i]) != letter(credential[i])) {
        return false;
      }
    }
    return true;
  }
}
