package io.gatewaystack.transformabl.safety;

/**
 * Reads an unknown word as the word it was made from: digits and marks for letters, letters drawn
 * out, inner letters out of order. Confined to one scan.
 */
final class Respelling {
  private static final int LONGEST = 512; // a longer word is no word
  private static final int LONGEST_WORD = 24;
  private static final int HABIT = 3; // words with digits for letters that are no coincidence

  private static final int ODD = 1; // holds digits or marks
  private static final int DRAWN = 2; // holds a letter three times in a row
  private static final int TWOFOLD = 4; // holds what may be an i or an l
  private static final int SPELLED = 8; // holds more than digits, or they are letters by now

  private static final int TWICE = 16; // holds a letter twice in a row

  /** What is read for the digits 0 to 9. */
  private static final String DIGITS = "oizeasgtbg";

  private static final byte[] SHAPES = new byte[128];
  private static final char[] LETTERS = new char[128];

  static {
    for (char c = 0; c < 128; c++) {
      SHAPES[c] = (byte) shapeOf(c);
      LETTERS[c] = letterOf(c);
    }
  }

  private final Lexicon lexicon;
  private final Scrambled scrambled;
  private char[] letters = new char[LONGEST_WORD];
  private char[] marks = new char[LONGEST_WORD]; // what the letters were read from
  private int size;
  private int respelled;
  private int lastFrom; // the word that was read last, and what it means, odd or not
  private int lastTo;
  private int last;
  private boolean lastIsOdd;

  Respelling(Grammar grammar) {
    lexicon = grammar.lexicon();
    scrambled = grammar.scrambled();
  }

  /** Another text begins. */
  void restart() {
    respelled = 0;
    lastTo = 0;
  }

  /** The letters of the last word, digits and marks replaced. */
  char[] letters() {
    return letters;
  }

  /** How many letters the last word had, at most {@value #LONGEST}. */
  int size() {
    return size;
  }

  /** The node of the lexicon behind a word without its apostrophes. */
  int contracted(char[] chars, int from, int to) {
    reserve(to - from);
    size = 0;
    lastTo = 0;
    for (int i = from; i < Math.min(to, from + LONGEST); i++) {
      if (CharKind.of(chars[i]) != CharKind.APOSTROPHE) {
        letters[size++] = chars[i];
      }
    }
    return lexicon.walk(Lexicon.ROOT, letters, 0, size);
  }

  private void reserve(int characters) {
    if (characters > letters.length) {
      letters = new char[LONGEST];
      marks = new char[LONGEST];
    }
  }

  /** The meaning of a word of at most {@value #LONGEST_WORD} letters that is not known as it is. */
  int meaningOfLetters(char[] chars, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if ((chars[i] | 0x20) == (chars[i - 1] | 0x20)) {
        return meaning(chars, from, to); // drawn out, or typed twice
      }
    }
    return to - from >= Scrambled.FEWEST ? scrambled.meaning(chars, from, to) : Lexicon.UNKNOWN;
  }

  /** The meaning of a word that the lexicon does not know as it stands. */
  int meaning(char[] chars, int from, int to) {
    if (to - from < WordMeanings.JOINED && respelled < HABIT && isPlain(chars, from, to)) {
      return Lexicon.UNKNOWN;
    }
    if (from != lastFrom || to != lastTo) {
      lastFrom = from;
      lastTo = to;
      last = read(chars, from, to);
    }
    respelled += last > Lexicon.UNKNOWN && lastIsOdd ? 1 : 0;
    return last;
  }

  private int read(char[] chars, int from, int to) {
    reserve(to - from);
    size = 0;
    int shape = respelled >= HABIT ? SPELLED : 0; // what stood for letters often does so again
    char before = 0;
    int same = TWICE; // what it is for a letter to be the same as the one before
    for (int i = from; i < to && size < LONGEST; i++) {
      if (CharKind.of(chars[i]) != CharKind.APOSTROPHE) {
        char letter = letter(chars[i]);
        shape |= shape(chars[i]) | (letter == before ? same : 0);
        same = letter == before ? TWICE | DRAWN : TWICE;
        before = letter;
        marks[size] = chars[i];
        letters[size++] = letter;
      }
    }
    if (size > LONGEST_WORD || (shape & SPELLED) == 0) {
      return Lexicon.UNKNOWN;
    }
    lastIsOdd = (shape & ODD) != 0;
    return meaning(shape);
  }

  /** Whether that is a number, or as places and grades are called. */
  private static boolean isPlain(char[] chars, int from, int to) {
    return areDigits(chars, from, to) || isLetterAndDigit(chars, from, to);
  }

  /** Whether that is what cells, seats and grades are called: {@code A1}. */
  static boolean isLetterAndDigit(char[] chars, int from, int to) {
    return to - from == 2 && isCapital(chars[from]) && isCount(chars[from + 1]);
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isCount(char c) {
    return c >= '1' && c <= '9';
  }

  private static boolean areDigits(char[] chars, int from, int to) {
    int at = from;
    while (at < to && chars[at] >= '0' && chars[at] <= '9') {
      at++;
    }
    return at == to;
  }

  private boolean isDrawn(int at) {
    return at >= 2 && letters[at] == letters[at - 1] && letters[at] == letters[at - 2];
  }

  private static int shape(char c) {
    return c < 128 ? SHAPES[c] : ODD | SPELLED;
  }

  private static int shapeOf(char c) {
    if (CharKind.isLetter(c)) {
      return SPELLED;
    }
    int digits = c >= '0' && c <= '9' ? ODD : ODD | SPELLED;
    return c == '1' || c == '|' ? digits | TWOFOLD : digits;
  }

  private int meaning(int shape) {
    int meaning = (shape & ODD) != 0 ? lexicon.meaning(letters, 0, size) : Lexicon.UNKNOWN;
    if (meaning == Lexicon.UNKNOWN && (shape & TWOFOLD) != 0) {
      meaning = withEl();
    }
    if (meaning == Lexicon.UNKNOWN && (shape & DRAWN) != 0) {
      meaning = shortened();
    }
    if (meaning == Lexicon.UNKNOWN && (shape & TWICE) != 0) {
      meaning = typedOnce();
    }
    if (meaning == Lexicon.UNKNOWN && size >= Scrambled.FEWEST) {
      meaning = scrambled.meaning(letters, 0, size);
    }
    return meaning;
  }

  /** The letter a character stands for. */
  static char letter(char c) {
    return c < 128 ? LETTERS[c] : c;
  }

  private static char letterOf(char c) {
    if (c >= '0' && c <= '9') {
      return DIGITS.charAt(c - '0');
    }
    return switch (c) {
      case '@' -> 'a';
      case '$' -> 's';
      case '!', '|' -> 'i';
      case '+' -> 't';
      default -> CharKind.lower(c);
    };
  }

  private int withEl() {
    int node = Lexicon.ROOT;
    for (int i = 0; i < size && node != Lexicon.DEAD; i++) {
      boolean either = marks[i] == '1' || marks[i] == '|';
      node = lexicon.step(node, either ? 'l' : letters[i]);
    }
    return lexicon.word(node);
  }

  /** One of the letters that stand twice is left out. */
  private int typedOnce() {
    int node = Lexicon.ROOT;
    for (int twice = 1; twice < size && node != Lexicon.DEAD; twice++) {
      node = lexicon.step(node, letters[twice - 1]);
      if (letters[twice] == letters[twice - 1]) {
        int meaning = lexicon.word(lexicon.walk(node, letters, twice + 1, size));
        if (meaning > Lexicon.UNKNOWN) {
          return meaning;
        }
      }
    }
    return Lexicon.UNKNOWN;
  }

  /** Runs of a letter become one, or two where one is no word. */
  private int shortened() {
    int meaning = shortened(1);
    return meaning == Lexicon.UNKNOWN ? shortened(2) : meaning;
  }

  private int shortened(int keep) {
    int node = Lexicon.ROOT;
    int kept = 0; // of the letter that was read last
    for (int i = 0; i < size && node != Lexicon.DEAD; i++) {
      kept = i > 0 && letters[i] == letters[i - 1] ? kept + 1 : 1;
      node = kept <= keep || !isInDrawn(i) ? lexicon.step(node, letters[i]) : node;
    }
    return lexicon.word(node);
  }

  /** Whether a letter is one of three or more. */
  private boolean isInDrawn(int at) {
    return isDrawn(at) || at + 1 < size && isDrawn(at + 1) || at + 2 < size && isDrawn(at + 2);
  }
}
