package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.text.Eight;
import io.gatewaystack.transformabl.text.NormalText;

/**
 * Finds out what words mean and tells a {@link PhraseMatcher}. Most words are unknown after two or
 * three letters and cost no more than that; what is unknown and looks like a disguise is looked at
 * again: torn in two, spelled letter by letter, written as one with its neighbours ({@link Run}),
 * with digits for letters ({@link Respelling}), encoded ({@link Payloads}). Confined to one scan.
 */
final class WordMeanings {
  /** The word holds something other than letters of ASCII. */
  static final int ODD = 1;

  /** The word holds marks. */
  static final int MARKS = 2;

  /** The word holds apostrophes. */
  static final int APOSTROPHES = 4;

  /** Letters from which an unknown word is looked at again. */
  static final int SHORT = 5;

  /** Letters from which several words may be written as one. */
  static final int JOINED = 12;

  private static final int MOST_EMPHASIS = 4; // marks between two halves of a word

  private final Lexicon lexicon = Grammar.INSTANCE.lexicon();
  private final PhraseMatcher matcher;
  private final Respelling respelling = new Respelling(Grammar.INSTANCE);
  private final Run run;
  private final Payloads payloads;

  private final UsedWords used;
  private char[] chars = {};
  private int length;
  private int lastEnd; // offset behind the last word
  private int torn; // where the last word ended, if it may be half of one
  private int lettersBehindTorn;
  private boolean tornIsPlain;
  private boolean marksBetween; // letters are being spelled with marks between them

  WordMeanings(PhraseMatcher matcher, Payloads payloads, UsedWords used) {
    this.matcher = matcher;
    this.used = used;
    this.run = new Run(Grammar.INSTANCE, matcher);
    this.payloads = payloads;
  }

  /** A text begins. */
  void start(PlainText text) {
    chars = text.chars();
    length = text.length();
    lastEnd = -1;
    forgetHalf();
    tornIsPlain = false;
    marksBetween = false;
    respelling.restart();
  }

  /** Gives back the room that reading took; the text is at its end. */
  void release() {
    chars = new char[0];
    length = 0;
    run.release();
  }

  /** Whether letters are being spelled one by one. */
  boolean isSpelling() {
    return run.isOpen();
  }

  /** A line ends: no word goes on. */
  void pause() {
    run.end();
  }

  /** The text ends. */
  void end() {
    run.end();
    payloads.restart();
  }

  /** Whether a word with marks in it makes sense when they are read as letters. */
  boolean isRespelled(int from, int to) {
    return respelling.meaning(chars, from, to) != Lexicon.UNKNOWN;
  }

  /** What {@link UsedWords} tells of a word of letters alone. */
  long facts(int from, int to, long head, long tail) {
    return used.of(chars, from, to, head, tail, respelling);
  }

  /** The same of a text that is one word of two to {@value UsedWords#LONGEST} letters alone. */
  long facts(NormalText word) {
    byte[] packed = word.ascii();
    int size = word.length();
    long head = Eight.word(Eight.at(packed, word.origin()), Math.min(size, Long.BYTES));
    int more = Math.max(0, size - Long.BYTES);
    long tail = Eight.word(Eight.at(packed, word.origin() + Long.BYTES), more);
    return used.of(word.chars(), 0, size, head, tail, respelling);
  }

  /** What a word means as it is written. */
  int meaning(long facts) {
    return lexicon.word(UsedWords.node(facts));
  }

  /** The next word, of two to {@value UsedWords#LONGEST} letters alone, and the facts of it. */
  void plain(int from, int to, long facts) {
    run.end();
    int whole = withHalf(from, to);
    if (UsedWords.isOdd(facts) || lexicon.word(whole) > Lexicon.UNKNOWN) {
      known(from, to, 0);
    } else {
      int node = UsedWords.node(facts);
      boolean threefold = whole != Lexicon.DEAD && lexicon.word(node) == Lexicon.UNKNOWN;
      torn = threefold ? whole : node;
      lettersBehindTorn = threefold ? lexicon.lettersBehind(whole) : UsedWords.lettersBehind(facts);
      tornIsPlain = UsedWords.meaning(facts) == Lexicon.PLAIN;
      matcher.word(UsedWords.meaning(facts));
    }
    lastEnd = to;
  }

  /** The node behind the word before and this one as one, of which hardly any two are. */
  private int withHalf(int from, int to) {
    boolean letter = (lettersBehindTorn >>> chars[from] & 1) != 0; // counts by its five lowest bits
    return letter && continues(from) ? lexicon.walk(torn, chars, from, to) : Lexicon.DEAD;
  }

  /**
   * The next word.
   *
   * @param shape what it holds: {@link #ODD}, {@link #MARKS}, {@link #APOSTROPHES}
   */
  void word(int from, int to, int shape) {
    if (to - from == 1) {
      run.letter(CharKind.lower(chars[from]), isFar(from));
      forgetHalf();
    } else {
      run.end();
      known(from, to, shape);
    }
    lastEnd = to;
  }

  private void known(int from, int to, int shape) {
    int half = continues(from) ? lexicon.walk(torn, chars, from, to) : Lexicon.DEAD;
    if (lexicon.word(half) > Lexicon.UNKNOWN) {
      matcher.rejoin(lexicon.word(half));
      int own = lexicon.meaning(chars, from, to);
      if (own > Lexicon.UNKNOWN) { // two words that some language writes as one
        matcher.word(own);
      }
      forgetHalf();
      return;
    }
    int node =
        (shape & APOSTROPHES) != 0
            ? respelling.contracted(chars, from, to)
            : lexicon.walk(Lexicon.ROOT, chars, from, to);
    int meaning = lexicon.word(node);
    boolean threefold = meaning == Lexicon.UNKNOWN && half != Lexicon.DEAD;
    torn = threefold ? half : node;
    lettersBehindTorn = lexicon.lettersBehind(torn);
    tornIsPlain = meaning == Lexicon.PLAIN;
    if (meaning != Lexicon.UNKNOWN || shape == 0 && to - from < SHORT) {
      matcher.word(meaning);
    } else if (shape == 0 && to - from < JOINED) {
      matcher.word(respelling.meaningOfLetters(chars, from, to));
    } else {
      unknown(from, to);
    }
  }

  private void forgetHalf() {
    torn = Lexicon.DEAD;
    lettersBehindTorn = 0;
  }

  /** Whether the word that starts here may be the other half of the one before. */
  private boolean continues(int from) {
    if (torn == Lexicon.DEAD || from - lastEnd > MOST_EMPHASIS) {
      return false;
    }
    if (isEmphasis(from)) {
      return true;
    }
    if (from - lastEnd != 1) {
      return false;
    }
    int between = CharKind.of(chars[lastEnd]);
    return between == CharKind.SPACE
        ? !tornIsPlain
        : between != CharKind.LINE && between != CharKind.QUOTE;
  }

  /** Whether nothing but marks of emphasis stand between the word before and a place. */
  private boolean isEmphasis(int from) {
    for (int i = lastEnd; i < from; i++) {
      char c = chars[i];
      if (c != '*' && c != '_' && c != '~' && c != '`') {
        return false;
      }
    }
    return from > lastEnd;
  }

  private void unknown(int from, int to) {
    boolean encoded = payloads.word(chars, length, from, to);
    int meaning = respelling.meaning(chars, from, to);
    if (meaning == Lexicon.UNKNOWN && to - from >= JOINED && !encoded && !isName(from, to)) {
      run.joined(respelling.letters(), respelling.size());
    }
    matcher.word(meaning);
  }

  /** Whether that is a name of a program: capitals within, and marks of programs beside it. */
  private boolean isName(int from, int to) {
    boolean capitals = false;
    for (int i = from + 1; i < to && !capitals; i++) {
      capitals = isCapital(chars[i]) && !isCapital(chars[i - 1]);
    }
    return capitals && (isCalled(to) || isMember(from) || isMember(to + 1));
  }

  /** Whether arguments or a value follow. */
  private boolean isCalled(int to) {
    int at = to < length && chars[to] == ' ' ? to + 1 : to;
    return at < length && (chars[at] == '(' || chars[at] == '=');
  }

  /** Whether a point between two small letters, or behind an equals sign, stands in front. */
  private boolean isMember(int from) {
    return from > 1
        && from < length
        && chars[from - 1] == '.'
        && isSmall(chars[from])
        && (isSmall(chars[from - 2]) || chars[from - 2] == ')');
  }

  private static boolean isSmall(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Whether a letter stands further from the one before than the letters of a spelled word do. */
  private boolean isFar(int from) {
    boolean space = from > 0 && CharKind.of(chars[from - 1]) == CharKind.SPACE;
    if (run.size() < 2) {
      marksBetween = !space;
      return false;
    }
    return from - lastEnd > 1 || space && marksBetween;
  }

  /** A stretch of a script that puts no spaces between words. */
  void ideographs(int from, int to) {
    if (to - from == 1) { // may be spelled, as letters are
      run.letter(chars[from], isFar(from));
    } else {
      run.end();
      run.ideographs(chars, from, to);
    }
    forgetHalf();
    lastEnd = to;
  }
}
