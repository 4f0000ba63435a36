package io.gatewaystack.transformabl.text;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one escape: {@code %40}, {@code %u0040}, HTML entities by number or name, a backslash with
 * {@code u0040}, {@code u{40}}, {@code x40} or a mark, a word in brackets as in {@code [at]}; also
 * what stands for nothing at all between the parts of a text: {@link InlineTag}, {@link Pieces},
 * {@link QuotedPrintable}, {@link LetterSign}. Not safe for use by several threads.
 */
final class Escape {
  private static final int LONGEST_NAME = 14;
  private static final int MOST_DIGITS = 8;

  /** An invisible character, which is dropped. */
  private static final int NOTHING = 0x200B;

  /** What people write for the sign in an address and for the dot, in a few languages. */
  private static final String[] SPELLED = {
    "at-sign",
    "at sign",
    "at",
    "dot",
    "@",
    ".",
    ":",
    "punkt",
    "klammeraffe",
    "punto",
    "ponto",
    "point",
    "arroba",
    "arobase",
    "chez",
    "ät",
    "собака",
    "точка"
  };

  private static final Set<String> SIGNS =
      Set.of(
          "at",
          "at-sign",
          "at sign",
          "@",
          "klammeraffe",
          "arroba",
          "arobase",
          "chez",
          "ät",
          "собака");

  private final InlineTag tag = new InlineTag();
  private final QuotedPrintable printable = new QuotedPrintable();
  private int codePoint;
  private int end;
  private boolean spelled;

  /** Another text is read. */
  void restart() {
    tag.restart();
    printable.restart();
  }

  /** What the escape that was read stands for. */
  int codePoint() {
    return codePoint;
  }

  /** Position behind the escape that was read. */
  int end() {
    return end;
  }

  static boolean mayStart(char[] chars, int at, int size) {
    return at + 2 < size && mayStart(chars[at], chars[at + 1], chars[at + 2])
        || at + 2 == size && mayStart(chars[at], chars[at + 1], '\0');
  }

  static boolean mayStart(byte[] bytes, int at, int to) {
    return at + 2 < to && mayStart((char) bytes[at], latin(bytes[at + 1]), latin(bytes[at + 2]));
  }

  /** Whether an escape may start with two characters, if the third is right. */
  static boolean mayStart(char first, char second) {
    for (char third = 0; third < 0x80; third++) {
      if (mayStart(first, second, third)) {
        return true;
      }
    }
    return false;
  }

  private static char latin(byte b) {
    return (char) (b & 0xFF);
  }

  /** Whether two characters let the one before them be the start of an escape. */
  private static boolean mayStart(char first, char second, char third) {
    return switch (first) {
      case '%' ->
          (second == 'u' || Character.digit(second, 16) >= 0) && Character.digit(third, 16) >= 0;
      case '&' -> second == '#' || isLetter(second);
      case '\\' ->
          "\"\\/bfnrtuUx'@.-_+()*".indexOf(second) >= 0
              || (second == '0' || second == '1') && third >= '0' && third <= '7';
      case '<' -> InlineTag.mayStart(second) || maySpell(second, third);
      case '[' -> isDigit(second) && third == ']' || maySpell(second, third);
      case '(', '{' -> maySpell(second, third);
      case '"', '\'' -> Pieces.mayStart(first, second, third);
      case '|' -> isDigit(second) && !isDigit(third);
      case '=' -> QuotedPrintable.mayStart(second, third);
      default -> false;
    };
  }

  private static boolean maySpell(char second, char third) {
    return switch (second) {
      case '@', '.', ':', 'ä', 'Ä', 'с', 'т' -> true;
      case 'a', 'A' -> "tTrR)]".indexOf(third) >= 0;
      case 'd', 'D' -> third == 'o' || third == 'O';
      case 'p', 'P' -> "uUoO".indexOf(third) >= 0;
      case 'k', 'K' -> third == 'l' || third == 'L';
      case 'c', 'C' -> third == 'h' || third == 'H';
      case ' ' -> "@.:aAdDpPkKcCäÄст".indexOf(third) >= 0;
      default -> false;
    };
  }

  /** Whether the escape that was read is a word in brackets, which may stand between spaces. */
  boolean spelled() {
    return spelled;
  }

  /**
   * Reads the escape that starts at a position.
   *
   * @return whether there is one
   */
  boolean read(char[] chars, int at, int size) {
    spelled = false;
    return switch (chars[at]) {
      case '%' ->
          chars[at + 1] == 'u' ? percentUnit(chars, at + 2, size) : percent(chars, at, size);
      case '&' -> entity(chars, at + 1, size);
      case '\\' -> backslash(chars, at + 1, size);
      case '<' ->
          nothing(tag.end(chars, at, size))
              || line(tag.lineEnd(chars, at, size))
              || bracketed(chars, at, size);
      case '[' -> digit(chars, at, size) || bracketed(chars, at, size);
      case '(', '{' -> bracketed(chars, at, size);
      case '"', '\'' ->
          nothing(Pieces.joint(chars, at, size)) || nothing(Pieces.quoteOfDigit(chars, at, size));
      case '|' -> Pieces.parts(chars, at, size) && nothing(at + 1);
      case '=' -> printable.isAddress(chars, at, size) && is(hex(chars, at + 1, at + 3), at + 3);
      default -> false;
    };
  }

  private boolean is(int value, int behind) {
    codePoint = value;
    end = behind;
    return true;
  }

  /** What ends at a position stands for nothing a reader sees; -1 when there is no such thing. */
  private boolean nothing(int behind) {
    return behind >= 0 && is(NOTHING, behind);
  }

  /** What ends at a position stands for a break between groups of digits; -1 when none does. */
  private boolean line(int behind) {
    return behind >= 0 && is('\n', behind);
  }

  /** One of several digits, each in brackets. */
  private boolean digit(char[] chars, int at, int size) {
    return Pieces.isBoxed(chars, at, size) && is(chars[at + 1], at + 3);
  }

  private boolean bracketed(char[] chars, int at, int size) {
    return LetterSign.isAt(chars, at, size)
        ? is('@', at + 3)
        : spelled(chars, at + 1, size, closing(chars[at]));
  }

  /** Percent signs escape bytes: of UTF-8, if they can be. */
  private boolean percent(char[] chars, int at, int size) {
    int lead = percentByte(chars, at, size);
    if (lead < 0) {
      return false;
    }
    if (lead < ' ' && lead != '\t' && lead != '\n' && lead != '\r') {
      return false; // nobody writes such characters: a percent sign within a password
    }
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    int value = more == 0 ? lead : lead & 0x3F >> more;
    for (int i = 1; i <= more; i++) {
      int next = percentByte(chars, at + 3 * i, size);
      if (next < 0 || (next & 0xC0) != 0x80) {
        return is(lead, at + 3);
      }
      value = value << 6 | next & 0x3F;
    }
    return Character.isValidCodePoint(value) && is(value, at + 3 + 3 * more);
  }

  /** As browsers once escaped: {@code %u0040}. */
  private boolean percentUnit(char[] chars, int from, int size) {
    return fixed(chars, from, 4, size)
        && codePoint >= ' '
        && !Character.isSurrogate((char) codePoint);
  }

  private static int percentByte(char[] chars, int at, int size) {
    return at + 2 < size && chars[at] == '%' ? hex(chars, at + 1, at + 3) : -1;
  }

  private static int hex(char[] chars, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = chars[i] < 0x80 ? Character.digit(chars[i], 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private boolean entity(char[] chars, int from, int size) {
    if (from < size && chars[from] == '#') {
      boolean hex = from + 1 < size && (chars[from + 1] | 0x20) == 'x';
      return numeric(chars, from + (hex ? 2 : 1), size, hex ? 16 : 10);
    }
    int at = from;
    while (at < size && at - from < LONGEST_NAME && isLetter(chars[at])) {
      at++;
    }
    if (at == size || chars[at] != ';') {
      return false;
    }
    Integer value = Entities.find(new String(chars, from, at - from));
    return value != null && is(value, at + 1);
  }

  private boolean numeric(char[] chars, int from, int size, int radix) {
    int value = 0;
    int at = from;
    while (at < size && at - from < MOST_DIGITS && chars[at] < 0x80) {
      int digit = Character.digit(chars[at], radix);
      if (digit < 0) {
        break;
      }
      value = value * radix + digit;
      at++;
    }
    if (at == from || !Character.isValidCodePoint(value)) {
      return false;
    }
    return is(value, at < size && chars[at] == ';' ? at + 1 : at);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private boolean backslash(char[] chars, int at, int size) {
    if (at == size) {
      return false;
    }
    return switch (chars[at]) {
      case '"', '\\', '/', '\'', '@', '.', '-', '_', '+', '(', ')', '*' -> is(chars[at], at + 1);
      case 'b', 'f', 'n', 'r', 't' -> is('\n', at + 1);
      case 'x' -> fixed(chars, at + 1, 2, size);
      case 'U' -> fixed(chars, at + 1, 8, size);
      case 'u' -> unicode(chars, at + 1, size);
      case '0', '1' -> octal(chars, at, size);
      default -> false;
    };
  }

  /** Three digits, as programs write a printable character. */
  private boolean octal(char[] chars, int at, int size) {
    int value = 0;
    for (int i = at; i < at + 3; i++) {
      if (i >= size || chars[i] < '0' || chars[i] > '7') {
        return false;
      }
      value = value << 3 | chars[i] - '0';
    }
    return value > ' ' && value < 0x7F && is(value, at + 3);
  }

  private boolean unicode(char[] chars, int at, int size) {
    if (at < size && chars[at] == '{') {
      int close = at + 1;
      while (close < size && close - at <= MOST_DIGITS && chars[close] != '}') {
        close++;
      }
      boolean closed = close < size && chars[close] == '}' && close > at + 1;
      return closed && fixed(chars, at + 1, close - at - 1, size) && is(codePoint, close + 1);
    }
    if (!fixed(chars, at, 4, size)) {
      return false;
    }
    char high = (char) codePoint;
    if (Character.isHighSurrogate(high) && at + 5 < size && chars[at + 4] == '\\') {
      int low = at + 10 <= size && chars[at + 5] == 'u' ? hex(chars, at + 6, at + 10) : -1;
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        return is(Character.toCodePoint(high, (char) low), at + 10);
      }
    }
    return true;
  }

  private boolean fixed(char[] chars, int at, int digits, int size) {
    int value = at + digits <= size ? hex(chars, at, at + digits) : -1;
    return value >= 0 && Character.isValidCodePoint(value) && is(value, at + digits);
  }

  private static char closing(char open) {
    return switch (open) {
      case '[' -> ']';
      case '(' -> ')';
      case '{' -> '}';
      default -> '>';
    };
  }

  /** People write {@code joe [at] example [dot] com}. */
  private boolean spelled(char[] chars, int from, int size, char closing) {
    int at = skipSpace(chars, from, size);
    String word = word(chars, at, size);
    if (word == null) {
      return false;
    }
    int close = skipSpace(chars, at + word.length(), size);
    if (close == size || chars[close] != closing) {
      return false;
    }
    spelled = true;
    int mark = word.equals(":") ? ':' : SIGNS.contains(word) ? '@' : '.';
    return is(mark, mark == ':' ? close + 1 : skipSpace(chars, close + 1, size));
  }

  private static @Nullable String word(char[] chars, int at, int size) {
    char first = at < size ? Character.toLowerCase(chars[at]) : 0;
    for (String word : SPELLED) {
      if (word.charAt(0) == first && goesOn(word, chars, at, size)) {
        return word;
      }
    }
    return null;
  }

  private static boolean goesOn(String word, char[] chars, int at, int size) {
    int i = 1;
    while (i < word.length()
        && at + i < size
        && Character.toLowerCase(chars[at + i]) == word.charAt(i)) {
      i++;
    }
    return i == word.length();
  }

  private static int skipSpace(char[] chars, int at, int size) {
    return at < size && chars[at] == ' ' ? at + 1 : at;
  }
}
