package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.text.Folding;
import java.util.Arrays;

/**
 * A text as a reader sees it: escapes decoded, what is invisible left out, every letter plain (see
 * {@link Letters}). ASCII keeps its case, because encodings need it. There is no way back to the
 * original positions: labels say what, not where.
 */
final class PlainText {
  private final String source;
  private final Invisible invisible = new Invisible();
  private char[] chars;
  private int length;
  private boolean disguised; // something was not plain ASCII

  /** Reads a text. */
  PlainText(String source) {
    this.source = source;
    this.chars = new char[source.length() + 8];
    read();
  }

  /** The characters; those from {@link #length()} on mean nothing. */
  char[] chars() {
    return chars;
  }

  int length() {
    return length;
  }

  /** What stood in the text and is not to be seen. */
  Invisible invisible() {
    return invisible;
  }

  private void read() {
    int end = source.length();
    int at = 0;
    while (at < end) {
      char c = source.charAt(at);
      if (c >= ' ' && c < 0x7F && c != '&' && c != '%' && c != '\\' && !disguised) {
        chars[length++] = c; // as long as nothing expands there is room
        at++;
      } else {
        at = odd(c, at);
      }
    }
    invisible.end();
  }

  private int odd(char c, int at) {
    if (c < 0x7F) {
      return c == '&' || c == '%' || c == '\\' ? escape(c, at) : plain(c, at);
    }
    disguised = true;
    int codePoint = source.codePointAt(at);
    other(codePoint);
    return at + Character.charCount(codePoint);
  }

  private int plain(char c, int at) {
    if (c >= ' ' || c == '\n' || c == '\t' || c == '\r') {
      put(c);
    } else {
      disguised = true;
      invisible.control();
    }
    return at + 1;
  }

  /** Decodes what may be an escape; anything else stands for itself. */
  private int escape(char c, int at) {
    long decoded = Escapes.at(source, at);
    if (decoded == Escapes.NONE) {
      put(c);
      return at + 1;
    }
    int codePoint = Escapes.codePoint(decoded);
    if (codePoint < 0x7F) {
      plain((char) codePoint, at);
    } else if (Folding.fold(codePoint) != Folding.DROP) { // an escape hides nothing: it shows
      other(codePoint);
    }
    return Escapes.end(decoded);
  }

  private void other(int codePoint) {
    int folded = Folding.fold(codePoint);
    switch (folded) {
      case Folding.DROP -> invisible.dropped(codePoint, length > 0 ? chars[length - 1] : ' ');
      case Folding.EXPAND -> putAll(Folding.expand(codePoint));
      case Folding.KEEP -> kept(codePoint);
      default -> put((char) folded);
    }
  }

  private void kept(int codePoint) {
    if (codePoint >= Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      char letter = Letters.plain(codePoint);
      if (letter != 0) {
        put(letter);
      } else {
        putAll(Character.toString(codePoint));
        invisible.emoji(codePoint);
      }
      return;
    }
    char letter = Letters.plain((char) codePoint);
    switch (letter) {
      case 'ß' -> putAll("ss");
      case 'æ' -> putAll("ae");
      case 'œ' -> putAll("oe");
      default -> put(letter);
    }
  }

  private void putAll(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  private void put(char c) {
    if (length == chars.length) {
      chars = Arrays.copyOf(chars, length * 2);
    }
    chars[length++] = c;
    if (disguised) {
      invisible.visible(c);
    }
  }
}
