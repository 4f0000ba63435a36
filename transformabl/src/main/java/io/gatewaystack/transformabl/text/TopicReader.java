package io.gatewaystack.transformabl.text;

/**
 * Reads names and texts word by word, and tells {@link SpokenTopics} where their words stand and
 * what they say. Not safe for use by several threads.
 */
final class TopicReader {
  private static final int LONGEST_PLACEHOLDER = 64;
  private static final int LONGEST_EASTERN = 9; // letters of a word
  private static final int SPECIAL = 4; // letters from which a word is never a special one

  private final SpokenTopics spoken;
  private final WordStarts wordStarts = new WordStarts();
  private NormalText text = new NormalText();
  private boolean segments;

  /** A reader that tells its words. */
  TopicReader(SpokenTopics spoken) {
    this.spoken = spoken;
  }

  /** Starts with another text. */
  void of(NormalText newText) {
    text = newText;
    segments = false;
  }

  /** Whether what was read is a message whose places say what stands there. */
  boolean segments() {
    return segments;
  }

  /** Reads the text, only where words start, and most by one look. */
  void read() {
    byte[] bytes = text.ascii();
    int origin = text.origin();
    int length = text.length();
    wordStarts.of(bytes, origin, length);
    int read = 0;
    for (int at = wordStarts.next(); at < length; at = wordStarts.next()) {
      if (at >= read) {
        byte first = bytes[origin + at];
        int end = first == '[' ? placeholder(at) : first < 0 ? at : letters(at);
        read = end < length && bytes[origin + end] < 0 ? beyondAscii(end) : end;
      }
    }
  }

  /** Reads characters beyond ASCII, and the words that start there or go on behind a code. */
  private int beyondAscii(int from) {
    char[] chars = text.chars();
    int length = text.length();
    char before = text.at(from - 1);
    boolean code = WordShape.isCodeMark(before);
    boolean rest =
        WordShape.isLetter(chars[from])
            && (code ? !WordShape.isEastern(chars[from]) : WordShape.isLetter(before));
    int at = rest ? WordShape.skip(chars, from, length) : from;
    while (at < length && chars[at] >= 0x80) {
      at = WordShape.isLetter(chars[at]) ? words(chars, at, length) : at + 1;
    }
    return at;
  }

  private int words(char[] chars, int from, int length) {
    int at = word(chars, from, length, 0);
    while (at < length && WordShape.isLetter(chars[at])) {
      at = any(chars, at, length, 0);
    }
    return at;
  }

  /** Reads letters up to what is none: words, most of which say nothing. */
  private int letters(int from) {
    char[] chars = text.chars();
    int length = text.length();
    int at = from;
    do {
      long eight = Eight.at(text.ascii(), text.origin() + at);
      int letters = Math.min(Eight.letters(eight), length - at);
      int part = Eight.beforeCapital(eight, letters);
      if (at == from && mayBeSpecial(at, letters)) {
        at = word(chars, at, length, 0);
      } else if (part == 1 && letters > 1 && chars[at] < 'a') { // capitals
        at = any(chars, at, length, 0);
      } else {
        int end = part < letters ? at + part : WordShape.smallEnd(text, at + letters);
        boolean known = text.at(end) >= 0x80 || Vocabulary.mayHold(Eight.word(eight, part));
        at = known ? word(chars, at, length, 0) : spoken.unknown(end);
      }
    } while (at < length && WordShape.isLetter(chars[at]));
    return at;
  }

  private int placeholder(int open) {
    return placeholder(text.chars(), open, text.length(), 0);
  }

  private boolean mayBeSpecial(int from, int letters) {
    int to = from + letters;
    return letters < SPECIAL
        && to < text.length()
        && ShortWords.areSpecial(text.chars(), from, to, text.length());
  }

  /**
   * Reads the end of a name.
   *
   * @param shift from its positions to those that are told
   */
  void read(char[] chars, int length, int shift) {
    int at = 0;
    while (at < length) {
      if (chars[at] == '[') {
        at = placeholder(chars, at, length, shift);
      } else if (WordShape.isLetter(chars[at])) {
        boolean rest =
            at > 0 && WordShape.isCodeMark(chars[at - 1]) && !WordShape.isEastern(chars[at]);
        at = rest ? WordShape.skip(chars, at, length) : any(chars, at, length, shift);
      } else {
        at++;
      }
    }
  }

  /**
   * What was put in the place of a value, {@code [EMAIL_1]}, says nothing about its neighbours, and
   * no word reaches across it: the value may have been longer.
   */
  private int placeholder(char[] chars, int open, int length, int shift) {
    int at = open + 1;
    while (at < length && at - open < LONGEST_PLACEHOLDER && WordShape.isOfPlaceholder(chars[at])) {
      at++;
    }
    boolean index = open + 1 < length && WordShape.isDigit(chars[open + 1]);
    if (at == length || chars[at] != ']' || at == open + 1 || index) {
      return open + 1;
    }
    spoken.forget();
    spoken.put(Topic.NONE, open + shift, at + 1 + shift);
    return at + 1;
  }

  /** Reads one word, most of which say nothing. */
  private int any(char[] chars, int from, int length, int shift) {
    int dull = WordShape.dullEnd(chars, from, length);
    return dull > from ? spoken.unknown(dull + shift) - shift : word(chars, from, length, shift);
  }

  /** Reads one word: letters, up to where a capital follows a small letter. */
  private int word(char[] chars, int from, int length, int shift) {
    long hash = Vocabulary.START;
    long shorter = hash;
    int at = from;
    boolean small = false;
    boolean eastern = WordShape.isEastern(chars[from]);
    while (at < length && WordShape.isLetter(chars[at])) {
      char c = chars[at];
      boolean capital = WordShape.isCapital(c);
      boolean other = at > from && WordShape.isEastern(c) != WordShape.isEastern(chars[at - 1]);
      if (other || capital && (small || at > from && WordShape.startsWord(chars, at, length))) {
        break;
      }
      small = !capital;
      shorter = hash;
      hash = Vocabulary.letter(hash, WordShape.small(c, capital));
      at++;
    }
    if (at - from < SPECIAL && at < length && ShortWords.areSpecial(chars, from, at, length)) {
      return special(chars, from, at, shift);
    }
    if (eastern && at - from > 2) {
      int start = easternStart(chars, from, at, hash);
      boolean whole = Vocabulary.find(Vocabulary.phrase(0, hash)) != Topic.NONE;
      long inner = whole ? hash : eastern(chars, start, at);
      spoken.word(inner, inner, start + shift, at + shift);
      return at;
    }
    boolean plural = at - from > 3 && (chars[at - 1] | 0x20) == 's';
    spoken.word(hash, plural ? shorter : hash, from + shift, at + shift);
    return at;
  }

  /** Where the word that says something starts that ends words written as one; else these. */
  private static int easternStart(char[] chars, int from, int to, long hash) {
    boolean known = Vocabulary.find(Vocabulary.phrase(0, hash)) != Topic.NONE;
    for (int start = from; !known && start < to - 1; start++) {
      if (to - start <= LONGEST_EASTERN
          && Vocabulary.find(Vocabulary.phrase(0, eastern(chars, start, to))) != Topic.NONE) {
        return start;
      }
    }
    return from;
  }

  /** The hash of a word without the particle at its end. */
  private static long eastern(char[] chars, int from, int to) {
    int end = to - from > 2 && WordShape.isParticle(chars[to - 1]) ? to - 1 : to;
    long hash = Vocabulary.START;
    for (int i = from; i < end; i++) {
      hash = Vocabulary.letter(hash, chars[i]);
    }
    return hash;
  }

  private int special(char[] chars, int from, int to, int shift) {
    switch (chars[to]) {
      case '"', ' ' -> {}
      case 'L' -> {
        return to + 1;
      }
      case '.' -> spoken.put(Topic.BIRTH, from + shift, to + shift);
      case '=' -> spoken.put(Topic.SECRET, from + shift, to + shift);
      default -> {
        segments = true;
        spoken.sayAll(Segments.topics());
      }
    }
    return to;
  }
}
