package io.gatewaystack.transformabl.safety;

import static io.gatewaystack.transformabl.safety.CharKind.APOSTROPHE;
import static io.gatewaystack.transformabl.safety.CharKind.BREAK;
import static io.gatewaystack.transformabl.safety.CharKind.IDEOGRAPH;
import static io.gatewaystack.transformabl.safety.CharKind.LINE;
import static io.gatewaystack.transformabl.safety.CharKind.MARK;
import static io.gatewaystack.transformabl.safety.CharKind.OPENING;
import static io.gatewaystack.transformabl.safety.CharKind.PROGRAM;
import static io.gatewaystack.transformabl.safety.CharKind.QUOTE;
import static io.gatewaystack.transformabl.safety.CharKind.SPACE;
import static io.gatewaystack.transformabl.safety.CharKind.STOP;
import static io.gatewaystack.transformabl.safety.CharKind.WORD;

import io.gatewaystack.transformabl.text.Eight;
import io.gatewaystack.transformabl.text.NormalText;

/**
 * Cuts a plain text into words, and tells a {@link PhraseMatcher} what stands between them:
 * sentences, quotations, labels, what is hidden. What a word means {@link WordMeanings} says.
 */
final class WordReader {
  private static final int LETTER = 0x40; // a bit that letters of ASCII have and digits have not

  private static final int SENTENCE = 5; // words that the end of a sentence is worth

  private static final int STRETCH = 1 << 12; // characters

  private final PhraseMatcher matcher;
  private final WordMeanings meanings;
  private final CodeStarts starts = new CodeStarts();
  private final Calm calm = new Calm();
  private final Surroundings around = new Surroundings();
  private final Quotations quotations;
  private final Openings openings;

  private char[] chars = {};
  private byte[] bytes = {}; // as PlainText.bytes
  private int origin;
  private int length;
  private int at;
  private boolean lineStart; // or start of a sentence
  private boolean lineEmpty;
  private boolean bare; // no marks so far but those of prose and of names
  private int marked; // up to here marks are read as marks, because as letters they made no sense

  WordReader(PhraseMatcher matcher, Evidence evidence, Payloads payloads, UsedWords used) {
    this.matcher = matcher;
    this.meanings = new WordMeanings(matcher, payloads, used);
    this.quotations = new Quotations(matcher, around);
    this.openings = new Openings(matcher, evidence, around);
  }

  /** Begins with a text, of which {@link #readOn} reads one stretch after the other. */
  void start(PlainText text) {
    chars = text.chars();
    bytes = text.bytes();
    origin = text.origin();
    length = text.length();
    openings.of(chars, length);
    around.of(chars, length);
    at = 0;
    quotations.start();
    lineStart = true;
    lineEmpty = true;
    marked = 0;
    bare = true;
    calm.start(length);
    starts.clear();
    meanings.start(text);
  }

  /** Gives back the room that reading took; what was read is not read again. */
  void release() {
    chars = new char[0];
    bytes = new byte[0];
    length = 0;
    openings.of(chars, length);
    around.of(chars, length);
    meanings.release();
  }

  /**
   * Reads the next stretch: up to the end of the text, or of a line not far behind a length.
   *
   * @return whether there is more
   */
  boolean readOn() {
    int enough = at + STRETCH;
    while (at < length) {
      char c = chars[at];
      int kind = CharKind.of(c);
      if (at >= enough && (kind == LINE || at >= enough + STRETCH)) {
        return true;
      }
      switch (kind) {
        case WORD -> word();
        case IDEOGRAPH -> ideographs();
        case SPACE -> at++;
        case MARK -> mark(c);
        case STOP -> stop(c);
        default -> {
          separator(c, kind);
          at++;
        }
      }
    }
    meanings.end();
    return false;
  }

  /** Up to where the text is read. */
  int at() {
    return at;
  }

  /** Whether the text holds no marks but {@code , . - : / _}. */
  boolean isBare() {
    return bare;
  }

  /** Up to where a text of ASCII holds words of letters and marks at which no sweep stops. */
  int calmEnd() {
    return calm.end();
  }

  /** Where signs of code can start in a text of ASCII that {@link #isBare}. */
  CodeStarts starts() {
    return starts;
  }

  /** What a text means that is one word of at most eleven letters. */
  int meaning(NormalText word) {
    long facts = meanings.facts(word);
    calm.start(word.length());
    calm.word(0, facts);
    return meanings.meaning(facts);
  }

  private void word() {
    int start = at;
    if (!plain(bytes)) {
      any(start);
    }
  }

  /** Reads words of letters alone that single spaces part; whether there was one. */
  private boolean plain(byte[] packed) {
    int first = at;
    int next = first;
    int start;
    do {
      start = next;
      long eight = Eight.at(packed, origin + start);
      int size = Eight.letters(eight);
      long head = Eight.word(eight, size);
      long tail = 0;
      if (size == Long.BYTES) {
        eight = Eight.at(packed, origin + start + size);
        int more = Eight.letters(eight);
        tail = Eight.word(eight, more);
        size += more;
      }
      int end = start + size;
      if (size < 2
          || end > length
          || end < length && !CharKind.endsWord((char) packed[origin + end])) {
        break;
      }
      at = end;
      boolean space = end < length && packed[origin + end] == ' ';
      plain(start, head, tail, space && start > first);
      if (!space && end < length) {
        calm.behind(start, (char) packed[origin + end]);
      }
      next = space ? end + 1 : end;
    } while (next > at && next < length);
    at = Math.max(at, next);
    return at > first;
  }

  /**
   * A word of letters alone.
   *
   * @param amid whether another word stands in front of it, and one space on either side
   */
  private void plain(int start, long head, long tail, boolean amid) {
    long facts = meanings.facts(start, at, head, tail);
    calm.word(start, facts);
    if (bare && UsedWords.mayStartCode(facts) && (start == 0 || chars[start - 1] != '_')) {
      starts.add(start);
    }
    if (amid) {
      openings.show(start);
      matcher.begin(start, false);
    } else {
      begin(start);
    }
    meanings.plain(start, at, facts);
  }

  /** A word that may hold anything. */
  private void any(int start) {
    int shape = extent(start);
    if (shape != 0 && at < length && chars[at] == '!') {
      shape |= lastLetter(start);
    }
    if (!around.isLetterAlone(start, at)) {
      calm.endAt(start);
    }
    boolean apostrophes = (shape & WordMeanings.APOSTROPHES) != 0;
    bare &= (shape & WordMeanings.MARKS) == 0 && (!apostrophes || around.isContraction(start, at));
    if ((shape & WordMeanings.MARKS) != 0 && !meanings.isRespelled(start, at)) {
      marked = at;
      at = CharKind.of(chars[start]) == WORD ? start : start + 1;
      return;
    }
    if (bare && (start == 0 || chars[start - 1] != '_')) {
      starts.pass(chars, length, start);
    }
    if (bare && apostrophes) {
      starts.passEnding(chars, length, start, at);
    }
    begin(start);
    meanings.word(start, at, shape);
  }

  /** Moves behind a mark at the end of a word that is one with it alone: {@code @m!}. */
  private int lastLetter(int start) {
    boolean letter = !meanings.isRespelled(start, at) && meanings.isRespelled(start, at + 1);
    at += letter ? 1 : 0;
    return letter ? WordMeanings.MARKS : 0;
  }

  /** Moves behind the word, of which some letters were read, and says what else it holds. */
  private int extent(int start) {
    int shape = 0;
    int common = LETTER; // set in every character so far
    for (; at < length; at++) {
      char c = chars[at];
      int kind = CharKind.of(c);
      if (kind != WORD) {
        if (!goesOn(kind, start)) {
          break;
        }
        shape |= kind == APOSTROPHE ? WordMeanings.APOSTROPHES : WordMeanings.MARKS;
      }
      common &= c;
    }
    return common == LETTER ? shape : shape | WordMeanings.ODD;
  }

  /** Whether what is no letter belongs to the word all the same. */
  private boolean goesOn(int kind, int start) {
    boolean exclamation = chars[at] == '!';
    if (kind != APOSTROPHE && kind != MARK && !exclamation) {
      return false;
    }
    int next = around.kind(at + 1);
    if (kind == APOSTROPHE) {
      return next == WORD && at - start > 2;
    }
    if (at < marked) {
      return false;
    }
    boolean between = next == WORD || next == MARK;
    return between || at == start || kind == MARK || at == start + 1 && chars[start] == '@';
  }

  private void ideographs() {
    int start = at;
    while (at < length && CharKind.of(chars[at]) == IDEOGRAPH) {
      at++;
    }
    begin(start);
    meanings.ideographs(start, at);
  }

  /** What stands right around a word. */
  private void begin(int start) {
    openings.show(start);
    if (lineStart && around.isLabel(start, at)) {
      matcher.sign(Sign.LABEL);
    }
    matcher.begin(start, around.isInAddress(start, at));
    lineStart = false;
    lineEmpty = false;
  }

  /** A mark that may stand for the first letter of a word, or between two. */
  private void mark(char c) {
    bare = false;
    calm.endAt(at);
    int next = around.kind(at + 1);
    boolean behindWord = around.kind(at - 1) == WORD;
    if (c == '@' && behindWord) {
      matcher.sign(Sign.AT);
    }
    boolean letter =
        next == WORD || next == MARK || c == '@' && next == STOP && chars[at + 1] == '!';
    if (letter && !behindWord && at >= marked) {
      word();
    } else {
      at++;
    }
  }

  private void stop(char c) {
    bare &= c == '.';
    calm.mark(at, c);
    if (bare) {
      starts.pass(chars, length, at);
    }
    int next = around.kind(at + 1);
    boolean letter = c == '!' && (next == WORD || next == MARK) && at >= marked;
    if (letter && around.kind(at - 1) != WORD) {
      word();
      return;
    }
    boolean inside = next == WORD || next == IDEOGRAPH && c < 128;
    if (!inside && !meanings.isSpelling()) {
      matcher.endSentence(SENTENCE);
      lineStart = true;
    }
    at++;
  }

  private void separator(char c, int kind) {
    bare &= CharKind.isBare(c);
    calm.mark(at, c);
    if (bare) {
      starts.pass(chars, length, at);
    }
    switch (kind) {
      case LINE -> line();
      case QUOTE -> quote();
      case APOSTROPHE -> {
        if (around.isQuotation(at)) {
          quote();
        }
      }
      case OPENING -> openings.bracket(at);
      case BREAK -> matcher.beginClause();
      case PROGRAM -> matcher.pass(1);
      default -> {}
    }
  }

  private void line() {
    meanings.pause();
    matcher.endSentence(lineEmpty ? SENTENCE : 1);
    lineStart = true;
    lineEmpty = true;
  }

  private void quote() {
    if (quotations.close()) {
      return;
    }
    if (around.isOfDocument(at)) {
      lineStart |= around.isValue(at);
    } else {
      quotations.open(at);
    }
  }
}
