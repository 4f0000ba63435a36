package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.detect.BrokenKey;
import io.gatewaystack.transformabl.detect.SpokenDigits;
import io.gatewaystack.transformabl.detect.SpokenMarks;
import io.gatewaystack.transformabl.text.NormalText;
import java.lang.Character.UnicodeScript;
import java.util.List;

/** The end of a text that goes on, as far as it is not decided what it will be. */
final class Unfinished {
  /** Characters behind a number that may still decide what it is. */
  private static final int REACH = 48;

  private static final int LEAST_SPOKEN = 24; // characters of digits
  private static final int REACH_OF_WORD = 26; // in front of it

  private static final int MOST_WIDE = 16; // characters of a script without spaces
  private static final int MOST_CHAIN = 256; // groups of digits, words of an address
  private static final int GAP = 3; // between groups
  private static final int INDENT = 11; // in front of a line, with its break
  private static final int SHORT = 24; // a word
  private static final int LONG = 96; // an address in brackets
  private static final int SHORT_GROUP = 4; // letters in an account number
  private static final String MARKS = "._%+-'@\""; // in addresses
  private static final String FRAMES = "-_*|~:#=/"; // around words for them
  private static final String BRACKETS = "[](){}<>";
  private static final List<String> JOINTS = List.of("@", ".", "+", "||", "&");

  private final NormalText text; // disguised digits are digits here
  private final int length;
  private final int from;
  private final List<Span> matches;

  /**
   * A match in the text.
   *
   * @param sure whether it is one by itself
   */
  record Span(int start, int end, boolean sure) {}

  /**
   * The end of a text.
   *
   * @param from where that begins which has not left
   * @param matches what was found in the text
   */
  Unfinished(NormalText text, int from, List<Span> matches) {
    this.text = text;
    this.length = text.length();
    this.from = from;
    this.matches = matches;
  }

  /** Where it begins. */
  int start() {
    int word = lastWord();
    int spelled = spelled(wordBefore(Math.min(word, numbers(word))));
    int spoken = Math.min(SpokenDigits.start(text, length, from), spokenDigits(word));
    int hold = Math.min(Math.min(spelled, spoken), UnfinishedKey.start(text, from));
    for (int i = matches.size() - 1; i >= 0; i--) {
      Span match = matches.get(i);
      boolean open = match.end > reach(word) && !isDecided(match, word);
      if (match.start < hold && (open || match.end > hold)) {
        hold = match.start;
      }
    }
    return Math.max(hold, from);
  }

  /**
   * What is sure by itself stays what it is when the next word has begun and is no number, nor
   * tells of a revision.
   */
  private boolean isDecided(Span match, int word) {
    if (!match.sure || match.end >= word) {
      return false;
    }
    for (int at = match.end; at < length; at++) {
      if (Character.isLetterOrDigit(text.at(at))) {
        return Character.isLetter(text.at(at)) && (text.at(at) | 0x20) != 'r';
      }
    }
    return false;
  }

  private int lastWord() {
    int at = length;
    int wide = 0;
    while (at > from && wide <= MOST_WIDE && !isSpace(at - 1)) {
      at--;
      wide += isWide(text.at(at)) ? 1 : 0;
    }
    return at;
  }

  private boolean isSpace(int at) {
    return Character.isWhitespace(text.at(at));
  }

  /** A short word may belong to what comes next: the month of a date, a name at its domain. */
  private int wordBefore(int at) {
    int end = at;
    while (end > from && at - end < GAP && isSpace(end - 1)) {
      end--;
    }
    int key = end < at ? brokenKey(at) : -1;
    if (key >= 0) {
      return key;
    }
    int start = end;
    while (start > from && isOfName(text.at(start - 1))) {
      start--;
    }
    if (end - start > longest(start, end)) { // no word, but it may end with one: {{born|September
      start = nameBefore(end);
    }
    boolean belongs = end - start <= longest(start, end) && end > start && end < at;
    return belongs ? start : at;
  }

  private int longest(int start, int end) {
    for (int at = start; at < end; at++) {
      if (text.at(at) == '@') {
        return LONG;
      }
    }
    return SHORT;
  }

  /** Where the name starts that ends a word behind other marks: {@code (j o e @ e x}. */
  private int lastName(int word, int next) {
    int end = next;
    while (end > word && isSpace(end - 1)) {
      end--;
    }
    return nameBefore(end);
  }

  private int nameBefore(int end) {
    int start = end;
    while (start > from && isOfBareName(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  /** Where the key or address starts that ends the line before; -1 when there is none. */
  private int brokenKey(int at) {
    int end = at;
    int breaks = 0;
    while (end > from && at - end < INDENT && isSpace(end - 1)) {
      end--;
      breaks += text.at(end) == '\n' ? 1 : 0;
    }
    if (breaks != 1) {
      return -1;
    }
    int sign = text.at(end - 1) == '=' ? end - 2 : end - 1;
    int address = sign;
    while (address > from && text.at(sign) == '@' && isOfName(text.at(address - 1))) {
      address--;
    }
    return address < sign && end - address <= LONG ? address : BrokenKey.open(text, from, end);
  }

  /** An address may be spelled: {@code joe at example dot com}, {@code j o e @ e x}. */
  private int spelled(int at) {
    int start = at;
    while (at - start < MOST_CHAIN) {
      int before = wordBefore(start);
      boolean letters = isSingle(start) && isSingle(before);
      boolean joins = isJoint(start) || before < start && isJoint(before) || letters;
      if (!joins || before == start) {
        int last = lastName(before, start);
        return isSingle(start) && isSingle(last) ? last : start;
      }
      start = before;
    }
    return start;
  }

  /** Whether a word stands for a mark in an address, in brackets or not. */
  private boolean isJoint(int word) {
    int at = word;
    while (at < length && (BRACKETS.indexOf(text.at(at)) >= 0 || isFrame(at))) {
      at++;
    }
    for (String joint : JOINTS) {
      int end = at + joint.length();
      boolean whole = end >= length || isSpace(end) || BRACKETS.indexOf(text.at(end)) >= 0;
      if (whole && text.startsWith(joint, at)) {
        return true;
      }
    }
    return SpokenMarks.join(text, at) || SpokenDigits.isOne(text, at);
  }

  /** Whether a mark stands in front of a word for one: {@code -at-}. */
  private boolean isFrame(int at) {
    return FRAMES.indexOf(text.at(at)) >= 0 && Character.isLetter(text.at(at + 1));
  }

  private boolean isSingle(int word) {
    return word < length && !isSpace(word) && (word + 1 == length || isSpace(word + 1));
  }

  private static boolean isOfName(char c) {
    return isOfBareName(c) || BRACKETS.indexOf(c) >= 0 || FRAMES.indexOf(c) >= 0;
  }

  private static boolean isOfBareName(char c) {
    return Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0;
  }

  /** Letters of scripts that put no spaces between words. */
  private static boolean isWide(char c) {
    if (c < 0x0E00) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(c);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA
        || script == UnicodeScript.THAI
        || script == UnicodeScript.LAO
        || script == UnicodeScript.KHMER
        || script == UnicodeScript.MYANMAR;
  }

  /** The first of the groups of digits near the end that may belong together. */
  private int numbers(int word) {
    int at = firstOpenDigit(word);
    if (at == length) {
      return at;
    }
    int start = wordStart(at);
    int floor = Math.max(from, start - MOST_CHAIN);
    while (true) {
      int end = start;
      while (end > floor && start - end < GAP && isSpace(end - 1)) {
        end--;
      }
      int group = wordStart(end);
      if (group < floor || group == end || !mayBelong(group, end)) {
        int last = nameBefore(end);
        return last > group && last < end && mayBelong(last, end) ? last : start;
      }
      start = group;
    }
  }

  private int firstOpenDigit(int word) {
    int at = Math.max(from, Math.min(reach(word), UnfinishedRow.start(text, length)));
    while (at < length) {
      int past = pastDecided(at, word);
      if (past == at && mayBeOfNumber(at)) {
        return at;
      }
      at = Math.max(past, at + 1);
    }
    return at;
  }

  private boolean mayBeOfNumber(int at) {
    boolean address = text.at(at) == ':' && text.at(at + 1) == ':'; // of letters alone
    return address || Character.isDigit(text.at(at));
  }

  /** Where digits start that were spoken a little while ago. */
  private int spokenDigits(int word) {
    int near = Math.max(from, reach(word));
    for (int at = length - 1; at > near; at--) {
      boolean starts = Character.isLetter(text.at(at)) && !Character.isLetter(text.at(at - 1));
      if (starts && SpokenDigits.isOne(text, at)) {
        int start = SpokenDigits.start(text, wordEnd(at), from);
        return wordEnd(at) - start >= LEAST_SPOKEN ? start : length;
      }
    }
    return length;
  }

  private int wordEnd(int start) {
    int end = start;
    while (Character.isLetter(text.at(end))) {
      end++;
    }
    return end;
  }

  /** How far back a value may stand for which words to come, or the last one, are of interest. */
  private int reach(int word) {
    return Math.min(length - REACH, word - REACH_OF_WORD);
  }

  private int pastDecided(int at, int word) {
    for (Span match : matches) {
      if (match.start <= at && match.end > at && isDecided(match, word)) {
        return match.end;
      }
    }
    return at;
  }

  private int wordStart(int at) {
    int start = at;
    while (start > from && !isSpace(start - 1) && at - start < MOST_CHAIN) {
      start--;
    }
    return start;
  }

  private boolean mayBelong(int start, int end) {
    boolean letters = true;
    boolean marks = end - start <= GAP;
    for (int at = start; at < end; at++) {
      if (Character.isDigit(text.at(at))) {
        return true;
      }
      letters &= Character.isUpperCase(text.at(at));
      marks &= !Character.isLetter(text.at(at));
    }
    return marks || letters && end - start <= SHORT_GROUP;
  }
}
