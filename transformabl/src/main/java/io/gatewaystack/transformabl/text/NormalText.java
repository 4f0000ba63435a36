package io.gatewaystack.transformabl.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text with its disguises taken off, and the way back to the original positions. What is folded:
 * compatibility forms (Unicode NFKC), digits of every script, invisible characters, letters that
 * look like Latin ones among Latin ones, and percent, HTML, backslash and {@code [at]} escapes,
 * also of escapes. Printable ASCII without escapes is its own normal form.
 *
 * <p>A reader that is used for one text after the other, so that reading allocates nothing once its
 * buffers are large enough. Not safe for use by several threads.
 */
public final class NormalText {
  private static final int LEAST = 256; // characters there is room for, as soon as there is one
  private static final int LONG = 48; // bytes that are copied faster as a string

  private char[] plain = {};
  private char[] chars = plain;
  private int length;
  private boolean moved; // whether positions differ from the original ones
  private byte[] bytes = {}; // what is no ASCII is NO_ASCII
  private int origin; // where it starts in them
  private int wordsEnd;
  private @Nullable Unmasking unmasking; // hardly any text is disguised

  /** Reads a text; what was read before is forgotten. */
  public void read(String text) {
    int size = text.length();
    char[] buffer = buffer(size);
    text.getChars(0, size, buffer, 0);
    moved = !isPlain(buffer, size);
    length = moved ? unmasking().run(buffer, size) : size;
    chars = moved ? unmasking().chars() : buffer;
    bytes = PlainBytes.of(chars, length);
    origin = 0;
    wordsEnd = 0;
  }

  /**
   * Reads printable ASCII without escapes, as {@link PlainBytes} says it is.
   *
   * @param bytes holds the text
   * @param from its first byte
   * @param to behind its last byte
   */
  public void read(byte[] bytes, int from, int to) {
    int size = to - from;
    char[] buffer = buffer(size);
    if (size < LONG) {
      for (int i = 0; i < size; i++) {
        buffer[i] = (char) bytes[from + i];
      }
    } else {
      new String(bytes, from, size, StandardCharsets.ISO_8859_1).getChars(0, size, buffer, 0);
    }
    length = size;
    chars = buffer;
    moved = false;
    this.bytes = bytes;
    origin = from;
    wordsEnd = 0;
  }

  private char[] buffer(int size) {
    if (plain.length < size) {
      plain = new char[Math.max(LEAST, Math.max(size, 2 * plain.length))];
    }
    return plain;
  }

  private Unmasking unmasking() {
    Unmasking known = unmasking;
    if (known == null) {
      known = new Unmasking();
      unmasking = known;
    }
    return known;
  }

  private static boolean isPlain(char[] chars, int size) {
    for (int i = 0; i < size; i++) {
      char next = i + 1 < size ? chars[i + 1] : 0;
      if (!PlainBytes.isItself(chars[i], next) && mayHide(chars, i, size)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayHide(char[] chars, int at, int size) {
    return chars[at] >= 0x7F || chars[at] < ' ' || Escape.mayStart(chars, at, size);
  }

  /** Its characters; only the first {@link #length} count. Not a copy: do not modify. */
  public char[] chars() {
    return chars;
  }

  /** Its {@link #ascii} when none of them was a disguise; null when one may have been. */
  public byte @Nullable [] bytes() {
    return moved ? null : bytes;
  }

  /**
   * The same characters as bytes, each at its position behind {@link #origin}, with {@link
   * PlainBytes#NO_ASCII} for those that are no ASCII. What stands around them is not of the text.
   * Not a copy: do not modify.
   */
  public byte[] ascii() {
    return bytes;
  }

  /** Where the text starts in its {@link #ascii}. */
  public int origin() {
    return origin;
  }

  /** How many characters it has. */
  public int length() {
    return length;
  }

  /**
   * Notes that the text starts with words of letters in which nobody looks for a value.
   *
   * @param end up to where; a border of words
   */
  public void wordsEnd(int end) {
    wordsEnd = end;
  }

  /** Up to where it is known to hold no value; 0 when nobody has noted that. */
  public int wordsEnd() {
    return wordsEnd;
  }

  /** The character at a position; NUL, which no text keeps, outside the text. */
  public char at(int position) {
    return position >= 0 && position < length ? chars[position] : 0;
  }

  /** Some of its characters. */
  public String text(int from, int to) {
    return new String(chars, from, to - from);
  }

  /** Where, in the original text, what became the character at a position starts. */
  public int originalStart(int position) {
    return moved ? unmasking().start(position) : position;
  }

  /** Where, in the original text, what became the characters before a position ends. */
  public int originalEnd(int position) {
    return moved ? unmasking().end(position - 1) : position;
  }

  /** Whether some ASCII text stands at a position, in any case. */
  public boolean startsWith(String lowerCase, int position) {
    for (int i = 0; i < lowerCase.length(); i++) {
      char c = at(position + i);
      if (c != lowerCase.charAt(i) && (c < 'A' || c > 'Z' || (c | 0x20) != lowerCase.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether an ASCII digit stands at a position. */
  public boolean isDigit(int position) {
    char c = at(position);
    return c >= '0' && c <= '9';
  }

  /** Whether an ASCII letter stands at a position. */
  public boolean isLetter(int position) {
    int c = at(position) | 0x20;
    return c >= 'a' && c <= 'z';
  }

  /** Whether an ASCII letter or digit stands at a position. */
  public boolean isAlphanumeric(int position) {
    return isDigit(position) || isLetter(position);
  }

  /** Where the ASCII letters and digits around a position start. */
  public int wordStart(int position) {
    int start = position;
    while (isAlphanumeric(start - 1)) {
      start--;
    }
    return start;
  }

  /** Where the ASCII letters and digits from a position on end. */
  public int wordEnd(int position) {
    int end = position;
    while (isAlphanumeric(end)) {
      end++;
    }
    return end;
  }

  /** Where the next white space stands, at a position or behind it, or the text ends. */
  public int blank(int position) {
    int at = position;
    while (at < length && chars[at] > ' ') {
      at++;
    }
    return at;
  }
}
