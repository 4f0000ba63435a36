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
  private final char[] letters = new char[LONGEST];
  private final char[] once = new char[LONGEST];
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

  /**
   * The meaning of a word that the lexicon does not know as it stands.
   *
   * @param odd whether it holds digits or marks
   * @param drawn whether it holds a letter three times in a row
   */
  int meaning(char[] chars, int from, int to, boolean odd, boolean drawn) {
    size = Math.min(to - from, LONGEST);
    boolean twofold = false; // whether a 1 may be an i or an l
    boolean spelled = respelled >= HABIT; // then numbers may be words, too
    for (int i = 0; i < size; i++) {
      char c = chars[from + i];
      letters[i] = letter(c);
      twofold |= c == '1' || c == '|';
      spelled |= c < '0' || c > '9';
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
      default -> c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
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
