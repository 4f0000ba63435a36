package io.gatewaystack.transformabl.text;

import java.util.Locale;
import java.util.Set;

/**
 * Tags of HTML, and comments, right between the characters of one word or number: {@code
 * 555<b>-</b>0100} reads {@code 555-0100}. A break counts between single digits. Only such as
 * change how a text looks and neither break nor hide it; what may do more than that is left for
 * those who look for it.
 */
final class InlineTag {
  private static final int LONGEST = 120;
  private static final int LONGEST_NAME = 8;

  private static final Set<String> NAMES =
      Set.of(
          "a", "abbr", "b", "bdi", "bdo", "big", "br", "code", "del", "em", "font", "i", "ins",
          "kbd", "mark", "nobr", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
          "tt", "u", "wbr");

  private InlineTag() {}

  /** Whether a character behind {@code <} may go on as a tag. */
  static boolean mayStart(char second) {
    return "/!abcdefikmnstuw".indexOf(second) >= 0 || "ABCDEFIKMNSTUW".indexOf(second) >= 0;
  }

  /** Where the tag that starts at a position within a word ends; -1 when none does. */
  static int end(char[] chars, int at, int size) {
    int before = at > 1 && chars[at - 1] == ' ' ? at - 2 : at - 1;
    int end = before >= 0 && isInside(chars[before], '>') ? tagEnd(chars, at, size) : -1;
    if (end < 0) {
      return -1;
    }
    int behind = end + 1 < size && chars[end] == ' ' ? end + 1 : end;
    boolean joined = before == at - 1 && behind == end || isFigure(chars, before, behind, size);
    boolean inside = behind < size && isInside(chars[behind], '<') && joined;
    return inside && (!isBreak(chars, at, end) || isSingle(chars, before, behind, size)) ? end : -1;
  }

  /** Whether a space beside a tag is one between digits. */
  private static boolean isFigure(char[] chars, int before, int behind, int size) {
    return behind < size
        && (isDigit(chars[before]) || chars[before] == '>')
        && (isDigit(chars[behind]) || chars[behind] == '<');
  }

  private static boolean isBreak(char[] chars, int at, int end) {
    return end - at > 3 && (chars[at + 1] | 0x20) == 'b' && (chars[at + 2] | 0x20) == 'r';
  }

  /** Whether the digits on both sides stand alone: lines of a text are not joined. */
  private static boolean isSingle(char[] chars, int before, int behind, int size) {
    boolean first = before == 0 || !isDigit(chars[before - 1]) && chars[before - 1] == '>';
    boolean last = behind + 1 == size || behind + 1 < size && chars[behind + 1] == '<';
    return isDigit(chars[before]) && isDigit(chars[behind]) && (first || last);
  }

  private static boolean isInside(char c, char ofAnother) {
    boolean word = isDigit(c) || isLetter(c) || c >= 0x80;
    return word || c == ofAnother || c == '-' || c == '.' || c == '@';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int tagEnd(char[] chars, int at, int size) {
    int limit = Math.min(size, at + LONGEST);
    if (at + 3 < size && chars[at + 1] == '!') {
      return chars[at + 2] == '-' && chars[at + 3] == '-' ? commentEnd(chars, at + 4, limit) : -1;
    }
    int from = chars[at + 1] == '/' ? at + 2 : at + 1;
    int to = from;
    while (to < limit && to - from <= LONGEST_NAME && isLetter(chars[to])) {
      to++;
    }
    if (to == limit || to == from || !isInline(new String(chars, from, to - from))) {
      return -1;
    }
    int close = to;
    while (close < limit && chars[close] != '>' && chars[close] != '<') {
      close++;
    }
    boolean plain = close == to || isHarmless(new String(chars, to, Math.min(close, limit) - to));
    return close < limit && chars[close] == '>' && plain ? close + 1 : -1;
  }

  /** An end without a start, or a name for a style sheet; a style itself may hide the text. */
  private static boolean isHarmless(String rest) {
    String bare = rest.strip();
    return bare.isEmpty() || bare.equals("/") || isNamed(bare);
  }

  private static boolean isNamed(String attribute) {
    return (attribute.startsWith("class=") || attribute.startsWith("id="))
        && attribute.indexOf('=', attribute.indexOf('=') + 1) < 0;
  }

  private static boolean isInline(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  private static int commentEnd(char[] chars, int from, int limit) {
    for (int i = from; i + 2 < limit; i++) {
      if (chars[i] == '-' && chars[i + 1] == '-' && chars[i + 2] == '>') {
        return i + 3;
      }
    }
    return -1;
  }

  private static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }
}
