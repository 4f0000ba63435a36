package io.gatewaystack.transformabl.safety;

/**
 * Reads an unknown word as the word it was made from: digits and marks for letters, letters drawn
 * out, inner letters out of order. Confined to one scan.
 */
final class Respelling {
  private static final int LONGEST = 512; // a longer word is no word
  private static final int LONGEST_WORD = 24;
  private static final int HABIT = 3; // words with digits for letters that are no coincidence

  /** What is read for the digits 0 to 9. */
  private static final String DIGITS = "oizeasgtbg";

  private final Lexicon lexicon;
  private final Scrambled scrambled;
  private char[] letters = new char[LONGEST_WORD];
  private char[] once = new char[LONGEST_WORD];
  private int size;
  private int respelled;

  Respelling(Grammar grammar) {
    lexicon = grammar.lexicon();
    scrambled = grammar.scrambled();
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
      once = new char[LONGEST];
    }
  }

  /** The meaning of a word that the lexicon does not know as it stands. */
  int meaning(char[] chars, int from, int to) {
    reserve(to - from);
    size = Math.min(to - from, LONGEST);
    boolean odd = false; // holds digits or marks
    boolean drawn = false; // holds a letter three times in a row
    boolean twofold = false; // holds what may be an i or an l
    boolean spelled = respelled >= HABIT; // holds more than digits, or they are letters by now
    for (int i = 0; i < size; i++) {
      char c = chars[from + i];
      letters[i] = letter(c);
      drawn |= i >= 2 && letters[i] == letters[i - 1] && letters[i] == letters[i - 2];
      if (!CharKind.isLetter(c)) {
        odd = true;
        twofold |= c == '1' || c == '|';
        spelled |= c < '0' || c > '9';
      } else {
        spelled = true;
      }
    }
    if (size > LONGEST_WORD || !spelled) {
      return Lexicon.UNKNOWN;
    }
    int meaning = odd ? lexicon.meaning(letters, 0, size) : Lexicon.UNKNOWN;
    if (meaning == Lexicon.UNKNOWN && twofold) {
      meaning = withEl(chars, from);
    }
    if (meaning == Lexicon.UNKNOWN && drawn) {
      meaning = shortened();
    }
    if (meaning == Lexicon.UNKNOWN && size >= Scrambled.SHORTEST) {
      meaning = scrambled.meaning(letters, 0, size);
    }
    respelled += meaning > Lexicon.UNKNOWN && odd ? 1 : 0;
    return meaning;
  }

  /** The letter a character stands for. */
  static char letter(char c) {
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

  private int withEl(char[] chars, int from) {
    for (int i = 0; i < size; i++) {
      boolean either = chars[from + i] == '1' || chars[from + i] == '|';
      once[i] = either ? 'l' : letters[i];
    }
    return lexicon.meaning(once, 0, size);
  }

  /** Runs of a letter become one, or two where one is no word. */
  private int shortened() {
    for (int keep = 1; keep <= 2; keep++) {
      int kept = 0;
      for (int i = 0; i < size; ) {
        int end = i + 1;
        while (end < size && letters[end] == letters[i]) {
          end++;
        }
        int times = end - i >= 3 ? keep : end - i;
        for (int n = 0; n < times; n++) {
          once[kept++] = letters[i];
        }
        i = end;
      }
      int meaning = lexicon.meaning(once, 0, kept);
      if (meaning != Lexicon.UNKNOWN) {
        return meaning;
      }
    }
    return Lexicon.UNKNOWN;
  }
}
