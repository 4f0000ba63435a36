package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.text.NormalText;

/**
 * A key at the end of a text that goes on: a block in armour, or one that is read out in groups.
 */
final class UnfinishedKey {
  private static final String DASHES = "-----";
  private static final String BEGIN = DASHES + "begin"; // in any case
  private static final String END = DASHES + "end";
  private static final int GROUP = 4;
  private static final int LONGEST = 256; // groups and the spaces between
  private static final int LONGEST_HEAD = 12;
  private static final String HEADS = "_-:="; // end what stands in front of the groups

  private UnfinishedKey() {}

  /**
   * Where it begins; the end of the text when there is none.
   *
   * @param from what is before has left
   */
  static int start(NormalText text, int from) {
    return Math.min(block(text, from), groups(text, from));
  }

  /** A block in armour (RFC 7468) that has begun and not ended. */
  private static int block(NormalText text, int from) {
    int begin = text.length() - BEGIN.length();
    while (begin >= from && !text.startsWith(BEGIN, begin)) {
      begin--;
    }
    if (begin < from) {
      return text.length();
    }
    int end = indexOf(text, END, begin);
    boolean complete = end >= 0 && indexOf(text, DASHES, end + END.length()) >= 0;
    return complete ? text.length() : begin;
  }

  private static int indexOf(NormalText text, String mark, int start) {
    for (int at = start; at <= text.length() - mark.length(); at++) {
      if (text.startsWith(mark, at)) {
        return at;
      }
    }
    return -1;
  }

  /** The head of groups of four that go up to the end: {@code glpat- AbCd EfG}. */
  private static int groups(NormalText text, int from) {
    int word = wordStart(text, text.length(), from);
    int floor = Math.max(from, word - LONGEST);
    boolean group = text.length() - word <= GROUP;
    while (group && word - 1 > floor && text.at(word - 1) == ' ') {
      int end = word - 1;
      word = wordStart(text, end, floor);
      if (HEADS.indexOf(text.at(end - 1)) >= 0) {
        return word;
      }
      group = end - word == GROUP && text.wordEnd(word) == end;
    }
    return text.length();
  }

  private static int wordStart(NormalText text, int end, int from) {
    int start = end;
    while (start > from && end - start <= LONGEST_HEAD && text.at(start - 1) > ' ') {
      start--;
    }
    return start;
  }
}
