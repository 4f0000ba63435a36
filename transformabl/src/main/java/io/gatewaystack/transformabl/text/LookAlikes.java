package io.gatewaystack.transformabl.text;

/**
 * Letters of other scripts that look like Latin ones (Unicode Technical Standard 39, the part of
 * its confusables that no font tells apart). They count as Latin only beside Latin letters or
 */
final class LookAlikes {
  private static final String CYRILLIC = "АВЕЅІЈКМНОРСТУХаеорсухѕіјһԁԛԝӏЗ";
  private static final String CYRILLIC_TWINS = "ABESIJKMHOPCTYXaeopcyxsijhdqwl3";
  private static final String GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαινρυ";
  private static final String GREEK_TWINS = "ABEZHIKMNOPTYXoaivpu";

  private static final char LOWEST = 0x370;
  private static final char[] TWINS = twins();

  private LookAlikes() {}

  private static char[] twins() {
    char[] twins = new char[0x530 - LOWEST];
    put(twins, CYRILLIC, CYRILLIC_TWINS);
    put(twins, GREEK, GREEK_TWINS);
    return twins;
  }

  private static void put(char[] twins, String letters, String latin) {
    for (int i = 0; i < letters.length(); i++) {
      twins[letters.charAt(i) - LOWEST] = latin.charAt(i);
    }
  }

  /** The Latin letter or digit a code point looks like; NUL when it looks like none. */
  static char latin(int codePoint) {
    return codePoint >= LOWEST && codePoint < LOWEST + TWINS.length ? TWINS[codePoint - LOWEST] : 0;
  }
}
