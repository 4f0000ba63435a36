package io.gatewaystack.transformabl.safety;

/**
 * Reads the words of a plain text and tells a {@link PhraseMatcher} what they mean. Most words are
 * unknown after two or three letters and cost no more than that; what is unknown and looks like a
 * disguise is looked at again by {@link Respelling}, {@link Run} and {@link Payloads}.
 */
final class WordReader {
  private static final int WORD = 1;
  private static final int SPACE = 2;
  private static final int LINE = 3;
  private static final int STOP = 4;
  private static final int QUOTE = 5;
  private static final int APOSTROPHE = 6;
  private static final int LEET = 7;
  private static final int IDEOGRAPH = 8;
  private static final int OTHER = 9;

  private static final byte[] KINDS = kinds();

  private static final int LONGEST_QUOTE = 80;
  private static final int JOINED = 12; // letters from which several words may be written as one

  private final char[] chars;
  private final int length;
  private final Lexicon lexicon;
  private final PhraseMatcher matcher;
  private final Evidence evidence;
  private final Respelling respelling;
  private final Run run;
  private final Payloads payloads;
  private final Regions regions;

  private int at;
  private int torn = Lexicon.DEAD; // where the word before stopped, if this may be its other half
  private int quoteWord = -1;
  private boolean lineStart = true; // or start of a sentence
  private boolean lineEmpty = true;
  private int lastEnd = -1; // offset behind the last word
  private int marked = -1; // offset behind a word that made no sense with its marks
  private boolean tornKnown;
  private boolean marksBetween; // letters are being spelled with marks between them

  WordReader(
      PlainText text, Grammar grammar, PhraseMatcher matcher, Evidence evidence, Payloads payloads) {
    this.chars = text.chars();
    this.length = text.length();
    this.lexicon = grammar.lexicon();
    this.matcher = matcher;
    this.evidence = evidence;
    this.respelling = new Respelling(grammar);
    this.run = new Run(grammar, matcher);
    this.payloads = payloads;
    this.regions = new Regions(chars, length);
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    java.util.Arrays.fill(kinds, (byte) OTHER);
    for (char c = 0; c < 128; c++) {
      if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
        kinds[c] = WORD;
      }
    }
    kinds[' '] = SPACE;
    kinds['\t'] = SPACE;
    kinds['\n'] = LINE;
    kinds['\r'] = LINE;
    for (char c : ".!?".toCharArray()) {
      kinds[c] = STOP;
    }
    for (char c : "\"`".toCharArray()) {
      kinds[c] = QUOTE;
    }
    for (char c : "@$|+".toCharArray()) {
      kinds[c] = LEET;
    }
    kinds['\''] = APOSTROPHE;
    return kinds;
  }

  private static int kind(char c) {
    if (c < 128) {
      return KINDS[c];
    }
    if (isIdeograph(c)) {
      return IDEOGRAPH;
    }
    if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
      return Character.isSurrogate(c) ? OTHER : WORD;
    }
    return switch (c) {
      case '\u2019' -> APOSTROPHE;
      case '\u201C', '\u201D', '\u201E', '\u00AB', '\u00BB', '\u300C', '\u300D' -> QUOTE;
      case '\u2028', '\u2029', '\u0085' -> LINE;
      case '\u3002', '\uFF01', '\uFF1F', '\u0964' -> STOP;
      default -> OTHER;
    };
  }

  private static boolean isIdeograph(char c) {
    return c >= 0x3040 && c < 0xA000 || c >= 0xAC00 && c < 0xD7B0;
  }

  /** Reads to the end. */
  void read() {
    while (at < length) {
      char c = chars[at];
      int kind = kind(c);
      switch (kind) {
        case WORD -> word();
        case IDEOGRAPH -> ideographs();
        case LEET -> leet(c);
        case STOP -> stopOrLetter(c);
        default -> {
          separator(kind, c);
          at++;
        }
      }
    }
    run.end();
    payloads.restart();
  }

  private void separator(int kind, char c) {
    switch (kind) {
      case LINE -> line();
      case QUOTE -> quote();
      case APOSTROPHE -> apostrophe();
      default -> other(c);
    }
  }

  private void other(char c) {
    switch (c) {
      case '<', '[' -> opening();
      case ':', ']', '}', ')', '>' -> matcher.beginClause();
      case '(', '{', '=', ';' -> matcher.pass(1); // programs: what is near there need not belong together
      default -> {}
    }
  }

  private void opening() {
    if (regions.opens(at)) {
      evidence.hide(matcher.now(), regions.reason());
    }
    char next = at + 1 < length ? chars[at + 1] : ' ';
    if (next == '|' || next == '/' && chars[at] == '[' || next == '<') {
      matcher.sign(Sign.CHAT_MARK);
    }
  }

  private void show() {
    if (at >= regions.end()) {
      evidence.show();
    }
  }

  private void line() {
    run.end();
    boolean paragraph = lineEmpty;
    lineStart = true;
    lineEmpty = true;
    matcher.endSentence(paragraph ? 5 : 1);
  }

  /** An exclamation mark right before a word may stand for its first letter. */
  private void stopOrLetter(char c) {
    boolean glued = at == lastEnd || at + 1 >= length || kind(chars[at + 1]) != WORD;
    if (c == '!' && !glued && at >= marked) {
      word();
    } else {
      stop();
      at++;
    }
  }

  private void stop() {
    boolean ends = at + 1 >= length || kind(chars[at + 1]) != WORD;
    if (ends && !run.isOpen()) {
      matcher.endSentence(5);
      lineStart = true;
    }
  }

  private void quote() {
    if (quoteWord >= 0 && matcher.now() - quoteWord <= LONGEST_QUOTE) {
      evidence.quoted(quoteWord);
      quoteWord = -1;
    } else {
      quoteWord = matcher.now();
    }
  }

  /** An apostrophe between spaces and letters is a quotation mark. */
  private void apostrophe() {
    boolean letterBefore = at > 0 && kind(chars[at - 1]) == WORD;
    boolean letterBehind = at + 1 < length && kind(chars[at + 1]) == WORD;
    if (letterBefore != letterBehind || at > 0 && kind(chars[at - 1]) == STOP) {
      quote();
    }
  }

  /** Marks that stand for letters in some spellings: they start or go on a word, or they do not. */
  private void leet(char c) {
    if (c == '@' && at > 0 && kind(chars[at - 1]) == WORD) {
      matcher.sign(Sign.AT);
    }
    int next = at + 1 < length ? kind(chars[at + 1]) : SPACE;
    boolean starts = at != lastEnd && (next == WORD || next == LEET || c == '@' && chars[at + 1] == '!');
    if (starts && at >= marked) {
      word();
    } else {
      at++;
    }
  }

  private void word() {
    show();
    int start = at;
    int node = Lexicon.ROOT;
    int half = continues(start) ? torn : Lexicon.DEAD;
    int stem = Lexicon.UNKNOWN;
    int firstMark = -1;
    boolean odd = false; // holds something that is not a letter
    boolean drawn = false; // holds the same letter three times in a row
    for (; at < length; at++) {
      char c = chars[at];
      int kind = kind(c);
      if (kind != WORD) {
        if (!goesOn(kind, start)) {
          break;
        }
        if (kind == APOSTROPHE) {
          continue;
        }
        odd = true;
        firstMark = firstMark < 0 ? at : firstMark;
        node = Lexicon.DEAD;
        half = Lexicon.DEAD;
        continue;
      }
      char lower = lower(c);
      odd |= lower <= '9';
      drawn |= at >= start + 2 && chars[at - 1] == c && chars[at - 2] == c;
      if (node != Lexicon.DEAD) {
        node = lexicon.step(node, lower);
        if (node != Lexicon.DEAD && lexicon.stem(node) != Lexicon.UNKNOWN) {
          stem = lexicon.stem(node);
        }
      }
      if (half != Lexicon.DEAD) {
        half = lexicon.step(half, lower);
      }
    }
    if (firstMark >= 0 && respelling.meaning(chars, start, at, true, drawn) == Lexicon.UNKNOWN) {
      marked = at; // read it again, as words between marks
      at = firstMark == start ? start + 1 : start;
      return;
    }
    label(start);
    matcher.inAddress(isInAddress(start));
    meaning(start, node, stem, half, odd, drawn);
    lastEnd = at;
    lineStart = false;
    lineEmpty = false;
  }

  /** Whether a word is part of a name on the net or of a path. */
  private boolean isInAddress(int start) {
    char before = start > 0 ? chars[start - 1] : ' ';
    char behind = at < length ? chars[at] : ' ';
    boolean goesOn = at + 1 < length && kind(chars[at + 1]) == WORD;
    return before == '.' || before == '/' || before == '@' || behind == '@' || behind == '.' && goesOn;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  /** Whether a mark inside a word belongs to it: an apostrophe, or one that stands for a letter. */
  private boolean goesOn(int kind, int start) {
    int next = at + 1 < length ? kind(chars[at + 1]) : SPACE;
    boolean between = next == WORD || next == LEET;
    if (kind == APOSTROPHE) {
      return next == WORD && at - start > 2;
    }
    boolean mark = kind == LEET || chars[at] == '!';
    boolean ends = kind == LEET || at == start + 1 && chars[start] == '@';
    return mark && at >= marked && (between || at == start || ends);
  }

  private void meaning(int start, int node, int stem, int half, boolean odd, boolean drawn) {
    int size = at - start;
    if (size == 1) {
      run.letter(lower(chars[start]), isFar(start));
      torn = Lexicon.DEAD;
      return;
    }
    run.end();
    int meaning = node != Lexicon.DEAD ? lexicon.word(node) : Lexicon.UNKNOWN;
    if (meaning == Lexicon.UNKNOWN) {
      meaning = stem;
    }
    if (half != Lexicon.DEAD && lexicon.word(half) > Lexicon.UNKNOWN) {
      matcher.rejoin(lexicon.word(half));
      torn = Lexicon.DEAD;
      return;
    }
    torn = node;
    tornKnown = meaning == Lexicon.PLAIN;
    if (half != Lexicon.DEAD && meaning == Lexicon.UNKNOWN) {
      torn = half;
      tornKnown = false;
    }
    if (meaning == Lexicon.UNKNOWN) {
      meaning = unknown(start, odd, drawn);
    }
    matcher.word(meaning);
  }

  /** Whether the word that starts here may be the other half of the one before. */
  private boolean continues(int start) {
    if (torn == Lexicon.DEAD || start - lastEnd != 1) {
      return false;
    }
    int between = kind(chars[lastEnd]);
    return between == SPACE ? !tornKnown : between != LINE && between != QUOTE;
  }

  /** Whether a letter stands further from the one before than the letters of a spelled word do. */
  private boolean isFar(int start) {
    boolean space = start > 0 && kind(chars[start - 1]) == SPACE;
    if (run.size() < 2) {
      marksBetween = !space;
      return false;
    }
    return start - lastEnd > 1 || space && marksBetween;
  }

  private int unknown(int start, boolean odd, boolean drawn) {
    int size = at - start;
    boolean encoded = payloads.word(chars, length, start, at);
    if (odd || drawn || size >= Scrambled.SHORTEST) {
      int meaning = respelling.meaning(chars, start, at, odd, drawn);
      if (meaning != Lexicon.UNKNOWN) {
        return meaning;
      }
    }
    if (size >= JOINED && !encoded) {
      run.joined(respelling.letters(), respelling.size());
    }
    return Lexicon.UNKNOWN;
  }

  private void ideographs() {
    show();
    run.end();
    int start = at;
    while (at < length && kind(chars[at]) == IDEOGRAPH) {
      at++;
    }
    run.ideographs(chars, start, at);
    lastEnd = at;
    lineStart = false;
    lineEmpty = false;
  }

  /** A first word of a line with a colon or bracket behind it says who speaks. */
  private void label(int start) {
    if (!lineStart || at >= length) {
      return;
    }
    char behind = chars[at];
    boolean marked = start > 0 && "[<|#*".indexOf(chars[start - 1]) >= 0;
    if (behind == ':' || marked && "]>|*".indexOf(behind) >= 0) {
      matcher.sign(Sign.LABEL);
    }
  }
}
