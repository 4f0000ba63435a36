package io.gatewaystack.transformabl.text;

import java.util.Locale;
import java.util.Set;

/**
 * Tags of HTML, and comments, right between the characters of one word or number: {@code
 * 555<b>-</b>0100} reads {@code 555-0100}. A break counts between single digits. Only such as
 * change how a text looks and neither break nor hide it; what may do more than that is left for
 * those who look for it. Not safe for use by several threads.
 */
final class InlineTag {
  private static final int LONGEST = 120;
  private static final int LONGEST_NAME = 8;
  private static final Marks INSIDE = Marks.of("-.@:/()_+"); // words and numbers

  private static final Set<String> NAMES =
      Set.of(
          "a", "abbr", "b", "bdi", "bdo", "big", "code", "del", "em", "font", "i", "ins", "kbd",
          "mark", "nobr", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u",
          "wbr");

  /** What stands in lines or cells of its own: it joins nothing but single digits. */
  private static final Set<String> CELLS = Set.of("br", "dd", "div", "dt", "li", "p", "td", "th");

  private static final int LONGEST_GROUP = 6; // digits
  private static final int MOST_CELLS = 3; // tags between two cells

  /** Attributes and styles that hide nothing. */
  private static final Set<String> HARMLESS =
      Set.of("align", "class", "color", "dir", "face", "id", "lang", "size");

  private static final Set<String> STYLES =
      Set.of("color", "font-family", "font-style", "font-weight", "text-decoration");

  // No comment ends between these places: the one that opened last was read up to there.
  private int searchedFrom;
  private int searchedTo;

  /** Another text is read. */
  void restart() {
    searchedFrom = 0;
    searchedTo = 0;
  }

  /** Whether a character behind {@code <} may go on as a tag. */
  static boolean mayStart(char second) {
    return "/!abcdefiklmnpstuw".indexOf(second) >= 0 || "ABCDEFIKLMNPSTUW".indexOf(second) >= 0;
  }

  /** Where the tag that starts at a position within a word ends; -1 when none does. */
  int end(char[] chars, int at, int size) {
    int before = at > 1 && chars[at - 1] == ' ' ? at - 2 : at - 1;
    int end = before >= 0 && isInside(chars[before], '>') ? tagEnd(chars, at, size) : -1;
    if (end < 0) {
      return -1;
    }
    if (isCell(chars, at, end)) {
      int cell = cellEnd(chars, end, size);
      boolean joins = cell > end ? chars[at + 1] == '/' : (chars[at + 1] | 0x20) == 'b';
      return joins && cell > 0 && cell < size && isSingle(chars, at - 1, cell, size) ? cell : -1;
    }
    int behind = end + 1 < size && chars[end] == ' ' ? end + 1 : end;
    boolean joined = before == at - 1 && behind == end || isFigure(chars, before, behind, size);
    return behind < size && isInside(chars[behind], '<') && joined ? end : -1;
  }

  /** Behind the tags between two lines or cells with a few digits each; -1 when there are none. */
  int lineEnd(char[] chars, int at, int size) {
    int end = at > 0 && isDigit(chars[at - 1]) ? tagEnd(chars, at, size) : -1;
    int cell = end > 0 && isCell(chars, at, end) ? cellEnd(chars, end, size) : -1;
    boolean joins = cell > end ? chars[at + 1] == '/' : cell > 0 && (chars[at + 1] | 0x20) == 'b';
    boolean digits = joins && cell < size && isDigit(chars[cell]);
    return digits && isGroup(chars, at - 1, -1, size) && isGroup(chars, cell, 1, size) ? cell : -1;
  }

  private static boolean isGroup(char[] chars, int from, int step, int size) {
    int at = from;
    while (at >= 0 && at < size && isDigit(chars[at]) && Math.abs(at - from) <= LONGEST_GROUP) {
      at += step;
    }
    return Math.abs(at - from) <= LONGEST_GROUP;
  }

  /** Behind the tags between one cell and the next; -1 when something else follows. */
  private int cellEnd(char[] chars, int first, int size) {
    int end = first;
    for (int tags = 1; tags < MOST_CELLS && end > 0 && end < size && chars[end] == '<'; tags++) {
      int next = tagEnd(chars, end, size);
      end = next > 0 && isCell(chars, end, next) ? next : -1;
    }
    return end;
  }

  /** Whether a space beside a tag is one between digits. */
  private static boolean isFigure(char[] chars, int before, int behind, int size) {
    if (behind >= size) {
      return false;
    }
    boolean first = isDigit(chars[before]);
    boolean second = isDigit(chars[behind]);
    return (first || chars[before] == '>' || chars[before] == ')')
            && (second || chars[behind] == '<')
        || first && isLetter(chars[behind])
        || second && isLetter(chars[before]); // a month within a date
  }

  private static boolean isCell(char[] chars, int at, int end) {
    int from = chars[at + 1] == '/' ? at + 2 : at + 1;
    int to = from;
    while (to < end && isLetter(chars[to])) {
      to++;
    }
    return to > from && CELLS.contains(new String(chars, from, to - from).toLowerCase(Locale.ROOT));
  }

  /** Whether the digits on both sides stand alone: lines of a text are not joined. */
  private static boolean isSingle(char[] chars, int before, int behind, int size) {
    boolean first = before == 0 || !isDigit(chars[before - 1]) && chars[before - 1] == '>';
    boolean last = behind + 1 == size || behind + 1 < size && chars[behind + 1] == '<';
    return isDigit(chars[before]) && isDigit(chars[behind]) && (first || last);
  }

  private static boolean isInside(char c, char ofAnother) {
    boolean word = isDigit(c) || isLetter(c) || c >= 0x80;
    return word || c == ofAnother || INSIDE.have(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private int tagEnd(char[] chars, int at, int size) {
    int limit = Math.min(size, at + LONGEST);
    if (at + 1 == size) {
      return -1;
    }
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

  /** An end without a start, or a look; what may hide the text is left to others. */
  private static boolean isHarmless(String rest) {
    String bare = rest.strip();
    return bare.isEmpty() || bare.equals("/") || isLook(bare.toLowerCase(Locale.ROOT));
  }

  private static boolean isLook(String attribute) {
    int sign = attribute.indexOf('=');
    if (sign < 0 || attribute.indexOf('=', sign + 1) >= 0) {
      return false;
    }
    String name = attribute.substring(0, sign);
    return HARMLESS.contains(name) || name.equals("style") && isStyle(attribute, sign + 1);
  }

  /** Whether a single declaration says how visible text looks. */
  private static boolean isStyle(String attribute, int from) {
    int colon = attribute.indexOf(':', from);
    return colon > from + 1
        && attribute.indexOf(';', colon) < 0
        && STYLES.contains(attribute.substring(from + 1, colon).strip())
        && !attribute.contains("white")
        && !attribute.contains("transparent")
        && !attribute.contains("#")
        && !attribute.contains("(");
  }

  private static boolean isInline(String name) {
    String known = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(known) || CELLS.contains(known);
  }

  /** Comments that open within each other, and never end, are read once. */
  private int commentEnd(char[] chars, int from, int limit) {
    if (from < searchedFrom || from > searchedTo) {
      searchedFrom = from;
      searchedTo = from;
    }
    for (; searchedTo + 2 < limit; searchedTo++) {
      int at = searchedTo;
      if (chars[at] == '-' && chars[at + 1] == '-' && chars[at + 2] == '>') {
        return at + 3;
      }
    }
    return -1;
  }

  private static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }
}
