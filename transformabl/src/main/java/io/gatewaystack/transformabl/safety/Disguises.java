package io.gatewaystack.transformabl.safety;

/** Spellings that keep every letter and can be undone without a key. */
final class Disguises {

  private Disguises() {}

  /** The text with every Latin letter moved by thirteen places. */
  static String rot13(String text) {
    StringBuilder turned = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      turned.append(rot13(text.charAt(i)));
    }
    return turned.toString();
  }

  /** The text with every word, and what clings to it, spelled from its end. */
  static String wordsReversed(String text) {
    StringBuilder turned = new StringBuilder(text.length());
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\n') {
        for (int at = i - 1; at >= start; at--) {
          turned.append(text.charAt(at));
        }
        turned.append(i < text.length() ? text.substring(i, i + 1) : "");
        start = i + 1;
      }
    }
    return turned.toString();
  }

  private static char rot13(char c) {
    if (c >= 'a' && c <= 'z') {
      return (char) ('a' + (c - 'a' + 13) % 26);
    }
    if (c >= 'A' && c <= 'Z') {
      return (char) ('A' + (c - 'A' + 13) % 26);
    }
    return c;
  }
}
