package io.gatewaystack.transformabl.safety;

import java.util.Arrays;

/** What a character of a {@link PlainText} is to a reader of words. */
final class CharKind {
  /** A letter or digit. */
  static final int WORD = 1;

  /** A space. */
  static final int SPACE = 2;

  /** The end of a line. */
  static final int LINE = 3;

  /** The end of a sentence. */
  static final int STOP = 4;

  /** A quotation mark, opening or closing. */
  static final int QUOTE = 5;

  /** An apostrophe, or a quotation mark that looks like one. */
  static final int APOSTROPHE = 6;

  /** A mark that some spellings put in the place of a letter. */
  static final int MARK = 7;

  /** A character of a script that puts no spaces between words. */
  static final int IDEOGRAPH = 8;

  /** A mark that may open what is hidden, or a link. */
  static final int OPENING = 9;

  /** A mark behind which a clause may begin. */
  static final int BREAK = 10;

  /** A mark as in programs, where neighbours are no phrase. */
  static final int PROGRAM = 11;

  /** Anything else. */
  static final int OTHER = 12;

  private static final byte[] ASCII = ascii();

  private static final boolean[] ENDS = ends();
  private static final boolean[] BARE = bare();

  private CharKind() {}

  private static byte[] ascii() {
    byte[] kinds = new byte[128];
    Arrays.fill(kinds, (byte) OTHER);
    set(kinds, WORD, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    set(kinds, SPACE, " \t");
    set(kinds, LINE, "\n\r");
    set(kinds, STOP, ".!?");
    set(kinds, QUOTE, "\"`");
    set(kinds, APOSTROPHE, "'");
    set(kinds, MARK, "@$|+");
    set(kinds, OPENING, "<[");
    set(kinds, BREAK, ":]})>");
    set(kinds, PROGRAM, "({=;");
    return kinds;
  }

  private static boolean[] ends() {
    boolean[] ends = new boolean[128];
    for (char c = 0; c < ends.length; c++) {
      int kind = of(c);
      ends[c] = kind != WORD && kind != APOSTROPHE && kind != MARK && c != '!';
    }
    return ends;
  }

  private static boolean[] bare() {
    boolean[] bare = new boolean[128];
    "\n,-:/_".chars().forEach(c -> bare[c] = true);
    return bare;
  }

  private static void set(byte[] kinds, int kind, String chars) {
    for (int i = 0; i < chars.length(); i++) {
      kinds[chars.charAt(i)] = (byte) kind;
    }
  }

  /** The kind of a character. */
  static int of(char c) {
    return c < 128 ? ASCII[c] : beyondAscii(c);
  }

  private static int beyondAscii(char c) {
    if (c >= 0x3040 && c < 0xA000 || c >= 0xAC00 && c < 0xD7B0) {
      return IDEOGRAPH;
    }
    return switch (c) {
      case '\u2019' -> APOSTROPHE;
      case '\u201C', '\u201D', '\u201E', '\u00AB', '\u00BB', '\u300C', '\u300D' -> QUOTE;
      case '\u2028', '\u2029', '\u0085' -> LINE;
      case '\u3002', '\uFF01', '\uFF1F', '\u0964' -> STOP;
      default -> Character.isLetterOrDigit(c) || isVowelSign(c) ? WORD : OTHER;
    };
  }

  /** Scripts of India write vowels as marks beside their consonants: parts of a word. */
  private static boolean isVowelSign(char c) {
    return Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  /** Whether a character is of ASCII and ends a word of letters whatever stands behind it. */
  static boolean endsWord(char c) {
    return c < ENDS.length && ENDS[c];
  }

  /** Whether it ends a line, or is a mark between the words of prose, names and paths. */
  static boolean isBare(char c) {
    return c < BARE.length && BARE[c];
  }

  /** A letter of ASCII in lower case; any other character as it is. */
  static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  /** Whether a character is a letter of ASCII. */
  static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }
}
