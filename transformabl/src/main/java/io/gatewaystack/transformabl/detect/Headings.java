package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;

/** Tells four numbers that head a section: of a text, a page, or a comment that quotes a norm. */
final class Headings {
  private static final int LONGEST_TAG = 80; // characters

  private Headings() {}

  /**
   * Whether they stand at the start of a line, in front of a title: {@code 3.5.1.2 Scope}, {@code
   * // 23.3.1.1 construct}.
   *
   * @param tiny whether nearly no address has such numbers
   */
  static boolean are(NormalText text, Digits digits, boolean tiny) {
    int from = digits.from(0);
    int to = digits.to(3);
    int mark = text.at(from - 1) == ' ' ? from - 1 : from;
    if (mark < from && text.at(mark - 1) == '#' || isTitleOfPage(text, mark)) {
      return true;
    }
    int title = text.startsWith(". ", to) ? to + 2 : to + 1;
    boolean starts = from == 0 || text.at(from - 1) == '\n';
    if (tiny && isComment(text, mark, from)) {
      return isLineEnd(text, to) || text.at(title - 1) == ' ' && text.isLetter(title);
    }
    return starts && text.at(title - 1) == ' ' && isTitle(text, title, title > to + 1);
  }

  private static boolean isTitle(NormalText text, int from, boolean pointed) {
    int end = text.wordEnd(from);
    return Character.isUpperCase(text.at(from))
        && Character.isLowerCase(text.at(from + 1))
        && (pointed || text.at(end) == ' ' || isLineEnd(text, end));
  }

  private static boolean isLineEnd(NormalText text, int at) {
    return at >= text.length() || text.at(at) == '\n';
  }

  /** Whether a line of a comment begins in front of a place, with a space. */
  private static boolean isComment(NormalText text, int mark, int from) {
    boolean slashes = text.at(mark - 2) == '/' && text.at(mark - 1) == '/';
    boolean stars = text.at(mark - 2) == '/' && text.at(mark - 1) == '*';
    return mark < from && (slashes && text.at(mark - 3) != ':' || stars);
  }

  /** Whether the tag of a heading stands in front: {@code <h3 class="title">}. */
  private static boolean isTitleOfPage(NormalText text, int end) {
    if (text.at(end - 1) != '>') {
      return false;
    }
    int open = end - 1;
    while (end - open < LONGEST_TAG && open > 0 && text.at(open) != '<') {
      open--;
    }
    return text.startsWith("<h", open) && text.isDigit(open + 2) && !text.isDigit(open + 3);
  }
}
