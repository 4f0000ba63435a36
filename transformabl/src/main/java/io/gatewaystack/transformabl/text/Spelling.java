package io.gatewaystack.transformabl.text;

import java.text.Normalizer;

/** Gives text one spelling, so that whoever compares it later compares what its reader sees. */
public final class Spelling {
  private Spelling() {}

  /**
   * The text in Unicode form NFKC, without invisible characters, with one space for any run of
   * spaces and tabs, and without white space at its ends and before line breaks. Doing so twice
   * changes nothing.
   */
  public static String canonical(String text) {
    String visible = Normalizer.normalize(withoutInvisible(text), Normalizer.Form.NFKC);
    StringBuilder canonical = new StringBuilder(visible.length());
    boolean space = false;
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      if (c == '\n') {
        space = false;
        canonical.append(c);
      } else if (isSpace(c)) {
        space = true;
      } else {
        if (space && canonical.length() > 0 && canonical.charAt(canonical.length() - 1) != '\n') {
          canonical.append(' ');
        }
        space = false;
        canonical.append(c);
      }
    }
    return canonical.toString().strip();
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static String withoutInvisible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints().filter(c -> !isInvisible(c)).forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean isInvisible(int codePoint) {
    boolean mark =
        switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> !isVariation(codePoint);
          default -> false;
        };
    return !mark && Folding.fold(codePoint) == Folding.DROP;
  }

  private static boolean isVariation(int codePoint) {
    return codePoint >= 0xFE00 && codePoint <= 0xFE0F
        || codePoint >= 0xE0100 && codePoint <= 0xE01EF
        || codePoint == 0x034F;
  }
}
