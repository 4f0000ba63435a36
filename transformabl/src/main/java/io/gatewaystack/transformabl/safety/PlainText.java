package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.PlainBytes;
import java.util.Arrays;

/**
 * A text as a reader sees it: disguises taken off by {@link NormalText}, and every letter plain by
 * {@link Letters}. ASCII keeps its case, because encodings need it. A reader that is used for one
 * text after the other; not safe for use by several threads.
 */
final class PlainText {
  private final NormalText normal = new NormalText();
  private char[] letters = {};
  private char[] chars = {};
  private byte[] bytes = {};
  private int origin;
  private int length;

  /** Reads a text; what was read before is forgotten. */
  PlainText read(String text) {
    normal.read(text);
    return read(normal);
  }

  /** Reads a text that is without disguises already, and stays so while this is used. */
  PlainText read(NormalText text) {
    ascii(text);
    for (int i = 0; i < length; i++) {
      if (chars[i] >= 0x80) {
        plain();
        return this;
      }
    }
    return this;
  }

  /** Reads a text of ASCII alone. */
  PlainText ascii(NormalText text) {
    chars = text.chars();
    length = text.length();
    bytes = text.ascii();
    origin = text.origin();
    return this;
  }

  /** The characters, until the next text is read; those from {@link #length()} on mean nothing. */
  char[] chars() {
    return chars;
  }

  /** As {@link NormalText#ascii}. */
  byte[] bytes() {
    return bytes;
  }

  /** As {@link NormalText#origin}. */
  int origin() {
    return origin;
  }

  int length() {
    return length;
  }

  /** The text; a copy. */
  String text() {
    return new String(chars, 0, length);
  }

  private void plain() {
    int size = length;
    char[] read = chars;
    if (letters.length < size) {
      letters = new char[size + size / 4];
    }
    length = 0;
    for (int i = 0; i < size; i++) {
      if (read[i] < 0x80) {
        put(read[i]);
      } else if (Character.isHighSurrogate(read[i]) && i + 1 < size) {
        pair(read[i], read[++i]);
      } else {
        letter(Letters.plain(read[i]));
      }
    }
    chars = letters;
    bytes = PlainBytes.of(chars, length);
    origin = 0;
  }

  private void pair(char high, char low) {
    char letter = Letters.plain(Character.toCodePoint(high, low));
    if (letter != 0) {
      put(letter);
    } else {
      put(high);
      put(low);
    }
  }

  private void letter(char letter) {
    switch (letter) {
      case 'ß' -> both('s', 's');
      case 'æ' -> both('a', 'e');
      case 'œ' -> both('o', 'e');
      default -> put(letter);
    }
  }

  private void both(char first, char second) {
    put(first);
    put(second);
  }

  private void put(char c) {
    if (length == letters.length) {
      letters = Arrays.copyOf(letters, length * 2 + 8);
    }
    letters[length++] = c;
  }
}
