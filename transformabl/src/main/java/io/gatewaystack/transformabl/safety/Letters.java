package io.gatewaystack.transformabl.safety;

import java.text.Normalizer;

/**
 * The plain letter a reader sees in a character: without accents, in lower case, and Latin where a
 * letter of another script is drawn alike. What it makes of a word is no spelling of any language;
 * words of the lexicon are folded in the same way, so they meet.
 */
final class Letters {
  private static final int BMP = 0x10000;

  /** Pairs: the look-alike, and the letter it is taken for. */
  private static final String LOOK_ALIKES =
      "аaвbсcԁdеeԍgһhнhіiїiɪiıiɩiјjкkӏlмmпnоoрpԛqгrѕsтtυuѵvѡwԝwхxуyүy"
          + "αaβbεeηnιiκkνvοoρpτtχxγyωwμuσoςcϲcϳjɑaɡgʟlɴnʀrꜱsᴀaʙbᴄcᴅdᴇeꜰfɢgʜhᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwʏyᴢz"
          + "ոnսuցgօoհhյjքpոnաwзzкkӀlꓲiꓳoꓮaꓰeꓠnꓣrꓢsꓔtꓑpꓖgꓡl"
          + "ꭰdꭱrꭲtꭺaꮃwꮇmꮋhꮐgꮓzꮪsꮩvꮮlꮯcꮲpꮶkꭻjꭼeǝeɐaɹrʇtʌvʍwʎyɯmɥhɟfƃgɔcʞkøođdłlħhŧtƀbɨiʉuɍr";

  private static final char[] PLAIN = table();

  private Letters() {}

  /**
   * The plain letter of a character that the normal text keeps.
   *
   * @return the character itself in lower case when it is like no other
   */
  static char plain(char c) {
    return PLAIN[c];
  }

  /** The letters that one code point of a plane above the first is drawn as; 0 for none. */
  static char plain(int codePoint) {
    if (codePoint >= 0x1F150 && codePoint <= 0x1F169) { // letters in black circles
      return (char) ('a' + codePoint - 0x1F150);
    }
    if (codePoint >= 0x1F170 && codePoint <= 0x1F189) { // letters in black squares
      return (char) ('a' + codePoint - 0x1F170);
    }
    if (codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF) { // regional indicators
      return (char) ('a' + codePoint - 0x1F1E6);
    }
    return 0;
  }

  private static char[] table() {
    char[] table = new char[BMP];
    for (int c = 0; c < BMP; c++) {
      char lower = Character.toLowerCase((char) c);
      table[c] = isAccented(lower) ? withoutAccent(lower) : lower;
    }
    for (int i = 0; i < LOOK_ALIKES.length(); i += 2) {
      replace(table, LOOK_ALIKES.charAt(i), LOOK_ALIKES.charAt(i + 1));
    }
    return table;
  }

  /** Whatever came down to the look-alike, in either case, with or without accent. */
  private static void replace(char[] table, char lookAlike, char letter) {
    for (int c = 0x80; c < BMP; c++) {
      if (table[c] == lookAlike) {
        table[c] = letter;
      }
    }
  }

  private static boolean isAccented(char c) {
    return c >= 0xC0 && c < 0x250
        || c >= 0x370 && c < 0x530
        || c >= 0x1E00 && c < 0x2000
        || c >= 0x620 && c < 0x6D4;
  }

  private static char withoutAccent(char c) {
    return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD).charAt(0);
  }
}
