package io.gatewaystack.validatabl.schema;

/** Puts one pattern of ECMA-262 into the syntax of RE2. */
final class EcmaTranslation {
  private static final String LINE_ENDS = "\\n\\r\\x{2028}\\x{2029}";
  private static final String SPACES =
      "\\t\\n\\x{0b}\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}"
          + "\\x{3000}\\x{feff}";

  private final String pattern;
  private final StringBuilder re2 = new StringBuilder();
  private int at;
  private boolean inClass;

  EcmaTranslation(String pattern) {
    this.pattern = pattern;
  }

  /**
   * The pattern in the syntax of RE2, which may still refuse it.
   *
   * @throws IllegalArgumentException when it asks for what RE2 cannot do
   */
  String translate() {
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      switch (c) {
        case '\\' -> escape();
        case '.' -> re2.append(inClass ? "." : "[^" + LINE_ENDS + "]");
        case '[' -> openClass();
        case ']' -> {
          inClass = false;
          re2.append(c);
        }
        case '(' -> openGroup();
        default -> re2.append(c);
      }
    }
    return re2.toString();
  }

  /** In ECMA-262 a bracket within a class is a member, and an empty class matches nothing. */
  private void openClass() {
    if (inClass) {
      re2.append("\\[");
      return;
    }
    if (pattern.startsWith("]", at) || pattern.startsWith("^]", at)) {
      throw unfit("an empty class");
    }
    inClass = true;
    re2.append('[');
  }

  private void openGroup() {
    boolean special = !inClass && pattern.startsWith("?", at);
    if (!special || pattern.startsWith("?:", at)) {
      re2.append('(');
    } else if (startsName(at + 2) && pattern.startsWith("?<", at)) {
      re2.append("(?P");
      at++;
    } else {
      throw unfit("a group of the form (?…");
    }
  }

  private boolean startsName(int index) {
    return index < pattern.length() && Character.isJavaIdentifierStart(pattern.charAt(index));
  }

  private void escape() {
    if (at == pattern.length()) {
      throw unfit("a backslash at the end");
    }
    char c = pattern.charAt(at++);
    switch (c) {
      case 's' -> re2.append(inClass ? SPACES : "[" + SPACES + "]");
      case 'S' -> re2.append(notSpaces());
      case 'u' -> unicode();
      case 'c' -> re2.append("\\x{%x}".formatted(letter(next()) % 32));
      case 'v' -> re2.append("\\x{b}");
      case '0' -> re2.append("\\x{0}");
      case 'b', 'B' -> {
        if (inClass) {
          throw unfit("\\b within a class");
        }
        re2.append('\\').append(c);
      }
      case 'p', 'P' -> property(c);
      case 'd', 'D', 'w', 'W', 't', 'n', 'f', 'r', 'x' -> re2.append('\\').append(c);
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw unfit("\\" + c);
        }
        re2.append('\\').append(c);
      }
    }
  }

  private String notSpaces() {
    if (inClass) {
      throw unfit("\\S within a class");
    }
    return "[^" + SPACES + "]";
  }

  private char next() {
    if (at == pattern.length()) {
      throw unfit("an escape that is not complete");
    }
    return pattern.charAt(at++);
  }

  private int letter(char c) {
    if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
      return c;
    }
    throw unfit("\\c without a letter");
  }

  /** Four digits, or any number of them in braces; a pair of surrogates is one character. */
  private void unicode() {
    if (pattern.startsWith("{", at)) {
      int close = pattern.indexOf('}', at);
      appendCodePoint(hex(at + 1, close));
      at = close + 1;
      return;
    }
    int unit = hex(at, at + 4);
    at += 4;
    if (Character.isHighSurrogate((char) unit) && pattern.startsWith("\\u", at)) {
      int low = hex(at + 2, at + 6);
      at += 6;
      unit = Character.toCodePoint((char) unit, (char) low);
    }
    appendCodePoint(unit);
  }

  private void appendCodePoint(int codePoint) {
    re2.append("\\x{").append(Integer.toHexString(codePoint)).append('}');
  }

  private int hex(int from, int to) {
    if (to > pattern.length() || from >= to || to - from > 6) {
      throw unfit("an escape that is not complete");
    }
    try {
      return Integer.parseInt(pattern, from, to, 16);
    } catch (NumberFormatException e) {
      throw unfit("an escape that is not hexadecimal");
    }
  }

  /** RE2 knows general categories by their short names, and scripts. */
  private void property(char negation) {
    int close = pattern.startsWith("{", at) ? pattern.indexOf('}', at) : -1;
    if (close < 0) {
      throw unfit("\\p without braces");
    }
    String name = pattern.substring(at + 1, close);
    at = close + 1;
    re2.append('\\').append(negation).append('{').append(UnicodeNames.re2(name)).append('}');
  }

  private IllegalArgumentException unfit(String what) {
    return new IllegalArgumentException(
        pattern + " (expected: a pattern RE2 can run, without " + what + ")");
  }
}
