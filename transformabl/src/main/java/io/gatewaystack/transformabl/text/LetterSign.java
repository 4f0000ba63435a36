package io.gatewaystack.transformabl.text;

/** The sign of an address written as a letter in brackets: {@code joe(a)example.com}. */
final class LetterSign {
  private static final int LONGEST = 64;

  private LetterSign() {}

  /** Whether such a sign starts at a bracket: an address goes on on both sides of it. */
  static boolean isAt(char[] chars, int at, int size) {
    boolean letter = at > 0 && at + 3 < size && (chars[at + 1] | 0x20) == 'a';
    char close = chars[at] == '(' ? ')' : chars[at] == '[' ? ']' : '\0';
    return letter && chars[at + 2] == close && isPart(chars[at - 1]) && isDomain(chars, at, size);
  }

  /** Whether labels follow, of which the last is a common domain and no name in a program. */
  private static boolean isDomain(char[] chars, int at, int size) {
    int label = at + 3;
    int end = label;
    while (end < size && end - at < LONGEST && (isPart(chars[end]) || isPoint(chars, end, size))) {
      label = chars[end] == '.' ? end + 1 : label;
      end++;
    }
    boolean call = end < size && (chars[end] == '(' || chars[end] == '=');
    return label > at + 3 && !call && Domains.mayBe(new String(chars, label, end - label));
  }

  private static boolean isPoint(char[] chars, int at, int size) {
    return chars[at] == '.' && at + 1 < size && isPart(chars[at + 1]);
  }

  private static boolean isPart(char c) {
    return c >= '0' && c <= '9' || (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c == '-' || c == '_';
  }
}
