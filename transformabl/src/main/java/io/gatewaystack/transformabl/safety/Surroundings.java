package io.gatewaystack.transformabl.safety;

import static io.gatewaystack.transformabl.safety.CharKind.LINE;
import static io.gatewaystack.transformabl.safety.CharKind.STOP;
import static io.gatewaystack.transformabl.safety.CharKind.WORD;

import io.gatewaystack.transformabl.text.Marks;

/** What stands right before and behind the words and marks of a text. Confined to one scan. */
final class Surroundings {
  private static final Marks EMPHASIS = Marks.of("|*-");
  private static final Marks OPENING = Marks.of("[<#");
  private static final Marks IN_ADDRESSES = Marks.of("./@");
  private static final Marks PREFIXES = Marks.of("rbfu");
  private static final Marks BEFORE_VALUES = Marks.of("{[,:;\n");
  private static final Marks BEHIND_VALUES = Marks.of("}],:;\n");

  private static final int LONGEST_MARK = 60; // of templates of chats

  private char[] chars = {};
  private int length;

  /** Another text is read. */
  void of(char[] newChars, int newLength) {
    chars = newChars;
    length = newLength;
  }

  /** The kind of a character; the end of a line outside the text. */
  int kind(int position) {
    return position >= 0 && position < length ? CharKind.of(chars[position]) : LINE;
  }

  /** Whether a word is one letter of ASCII, with a space behind it or nothing. */
  boolean isLetterAlone(int start, int end) {
    return end == start + 1
        && CharKind.isLetter(chars[start])
        && (end == length || chars[end] == ' ');
  }

  /**
   * Whether a word is letters with an apostrophe in front of an ending of English, {@code don't}:
   * such an apostrophe quotes nothing.
   */
  boolean isContraction(int start, int end) {
    int at = start;
    while (at < end && CharKind.isLetter(chars[at])) {
      at++;
    }
    return at > start && at < end && chars[at] == '\'' && isEnding(at + 1, end);
  }

  private boolean isEnding(int start, int end) {
    char first = CharKind.lower(chars[start]);
    char last = CharKind.lower(chars[end - 1]);
    return switch (end - start) {
      case 1 -> first == 't' || first == 's' || first == 'd' || first == 'm';
      case 2 -> last == 'e' ? first == 'r' || first == 'v' : first == 'l' && last == 'l';
      default -> false;
    };
  }

  /** A first word with a colon behind it, or behind a bracket, says who speaks. */
  boolean isLabel(int start, int at) {
    char behind = at < length ? chars[at] : ' ';
    char before = start > 0 ? chars[start - 1] : ' ';
    boolean marks = EMPHASIS.have(before) && EMPHASIS.have(behind);
    boolean ruled = start > 2 && before == '-' && chars[start - 2] == '-';
    return behind == ':' || marks || ruled || OPENING.have(before);
  }

  /** Whether a word is part of a name on the net or of a path. */
  boolean isInAddress(int start, int at) {
    char before = start > 0 ? chars[start - 1] : ' ';
    char behind = at < length ? chars[at] : ' ';
    return IN_ADDRESSES.have(before) || behind == '@' || behind == '.' && kind(at + 1) == WORD;
  }

  /** Whether a mark is that of a JSON document or of a table: what stands in it is no quotation. */
  boolean isOfDocument(int at) {
    char before = at > 0 ? chars[at - 1] : '\n';
    char behind = at + 1 < length ? chars[at + 1] : '\n';
    return BEFORE_VALUES.have(before) || isValue(at) || BEHIND_VALUES.have(behind);
  }

  /** Whether a quote opens the value of a member of a JSON document. */
  boolean isValue(int at) {
    int colon = at > 0 && chars[at - 1] == ' ' ? at - 2 : at - 1;
    return colon > 0 && chars[colon] == ':' && chars[colon - 1] == '"';
  }

  /** Whether a quotation that opens here is assigned or passed, as programs do. */
  boolean isLiteral(int at) {
    char before = at > 0 ? chars[at - 1] : ' ';
    int from = at > 0 && PREFIXES.have(before) ? at - 1 : at; // of a raw text, of one with places
    boolean assigned =
        from > 2 && chars[from - 1] == ' ' && chars[from - 2] == '=' && chars[from - 3] == ' ';
    return assigned || before == '(' && kind(at - 2) == WORD;
  }

  /** Whether a bracket opens what templates of chats put between the turns. */
  boolean isChatMark(int at) {
    char next = at + 1 < length ? chars[at + 1] : ' ';
    boolean glued = at + 2 < length && chars[at + 2] > ' ';
    return glued && (next == '|' || next == '<' && isClosed(at) || next == '/' && chars[at] == '[');
  }

  /** Whether two brackets close soon in the line: else a text begins, as shells and Perl do it. */
  private boolean isClosed(int at) {
    int end = at + 2;
    while (end + 1 < length && end - at < LONGEST_MARK && chars[end] != '\n' && chars[end] != '>') {
      end++;
    }
    return end + 1 < length && chars[end] == '>' && chars[end + 1] == '>';
  }

  /** Whether an apostrophe stands between a space and a letter, as quotation marks do. */
  boolean isQuotation(int at) {
    boolean wordBefore = kind(at - 1) == WORD;
    return wordBefore != (kind(at + 1) == WORD) || kind(at - 1) == STOP;
  }
}
