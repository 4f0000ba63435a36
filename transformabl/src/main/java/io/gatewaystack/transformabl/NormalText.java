package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.text.Folding;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text with disguises taken off (see {@link Folding}), and the way back to the original
 * positions. Printable ASCII is its own normal form and is not copied.
 */
final class NormalText {
  private final String original;
  private String chars;
  private int @Nullable [] origins; // per character: where its code point starts in the original

  /**
   * Normalises a text.
   *
   * @param original the text
   */
  NormalText(String original) {
    this.original = original;
    this.chars = original;
    if (!isPlain(original)) {
      normalise();
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~' || c < ' ' && !Character.isWhitespace(c)) {
        return false;
      }
    }
    return true;
  }

  private void normalise() {
    StringBuilder folded = new StringBuilder(original.length());
    int[] starts = new int[original.length()];
    for (int i = 0; i < original.length(); ) {
      int codePoint = original.codePointAt(i);
      int before = folded.length();
      switch (Folding.fold(codePoint)) {
        case Folding.DROP -> {}
        case Folding.KEEP -> folded.appendCodePoint(codePoint);
        case Folding.EXPAND -> folded.append(Folding.expand(codePoint));
        default -> folded.append((char) Folding.fold(codePoint));
      }
      if (folded.length() > starts.length) {
        starts = Arrays.copyOf(starts, folded.length() + original.length() - i + 8);
      }
      Arrays.fill(starts, before, folded.length(), i);
      i += Character.charCount(codePoint);
    }
    chars = folded.toString();
    origins = starts;
  }

  int length() {
    return chars.length();
  }

  /** The character at a position; NUL, which no text keeps, outside the text. */
  char at(int position) {
    return position >= 0 && position < chars.length() ? chars.charAt(position) : 0;
  }

  boolean startsWith(String prefix, int position) {
    return chars.startsWith(prefix, position);
  }

  String lowerCase(int from, int to) {
    return chars.substring(from, to).toLowerCase(Locale.ROOT);
  }

  boolean isDigit(int position) {
    char c = at(position);
    return c >= '0' && c <= '9';
  }

  boolean isAsciiLetter(int position) {
    int c = at(position) | 0x20;
    return c >= 'a' && c <= 'z';
  }

  boolean isSeparator(int position) {
    char c = at(position);
    return c == ' ' || c == '-';
  }

  /**
   * Whether a number that starts here is a number of its own, not the rest of a word or fraction.
   */
  boolean startsNumber(int position) {
    int before = position - 1;
    boolean fraction = at(before) == '.' && isDigit(before - 1);
    return !fraction && !isDigit(before) && !isAsciiLetter(before);
  }

  /**
   * Whether a number that ends before this position ends there, and no word or fraction goes on.
   */
  boolean endsNumber(int position) {
    boolean fraction = at(position) == '.' && isDigit(position + 1);
    return !fraction && !isDigit(position) && !isAsciiLetter(position);
  }

  /** Where, in the original text, the character at a position starts. */
  int originalStart(int position) {
    return origins == null ? position : origins[position];
  }

  /** Where, in the original text, the characters before a position end. */
  int originalEnd(int position) {
    if (origins == null) {
      return position;
    }
    int last = origins[position - 1];
    return last + Character.charCount(original.codePointAt(last));
  }
}
