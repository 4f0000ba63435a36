package io.gatewaystack.transformabl.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight characters of ASCII in a long, the first in its lowest byte: a word is cut off and known by
 * one look at it instead of one per letter.
 */
public final class Eight {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long SMALL = 0x20 * EACH; // set in small letters
  private static final long HIGH = 0x8080808080808080L; // set in no character of ASCII
  private static final long TO_A = (0x80 - 'a') * EACH; // takes what is not below a to the high bit
  private static final long BEHIND_Z = (0x80 - 'z' - 1) * EACH;
  private static final long BEHIND_F = (0x80 - 'f' - 1) * EACH;
  private static final long TO_ZERO = (0x80 - '0') * EACH;
  private static final long BEHIND_NINE = (0x80 - '9' - 1) * EACH;
  private static final long LOW = 0x7F * EACH; // takes what is not NUL to the high bit
  private static final long TO_SPACE = (0x80 - ' ') * EACH;
  private static final long TO_QUOTE = (0x80 - '"') * EACH;
  private static final long BEHIND_BRACKET = (0x80 - '(' - 1) * EACH;
  private static final long TO_LESS = (0x80 - '<') * EACH;
  private static final long BEHIND_EQUALS = (0x80 - '=' - 1) * EACH;
  private static final long TO_BRACE = (0x80 - '{') * EACH;
  private static final long BEHIND_BAR = (0x80 - '|' - 1) * EACH;
  private static final long DOLLAR = '$' * EACH;
  private static final long BRACKET = '[' * EACH;

  private Eight() {}

  /** What stands at a place; NUL for what is behind the last byte. */
  public static long at(byte[] bytes, int from) {
    if (from <= bytes.length - Long.BYTES) {
      return (long) LONGS.get(bytes, from);
    }
    long eight = 0;
    for (int i = bytes.length - 1; i >= from; i--) {
      eight = eight << Byte.SIZE | bytes[i] & 0xFF;
    }
    return eight;
  }

  /** The highest bit of each character of a shape that is {@code 0}. */
  public static long bits(String shape) {
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits |= shape.charAt(i) == '0' ? 0x80L << Byte.SIZE * i : 0;
    }
    return bits;
  }

  /** How many letters stand in front of anything else; bytes behind that may be of no ASCII. */
  public static int letters(long eight) {
    return Long.numberOfTrailingZeros(letterBits(eight) ^ HIGH) >>> 3;
  }

  /** The highest bit of each letter, as long as all bytes in front of it are of ASCII. */
  static long letterBits(long eight) {
    long small = eight | SMALL;
    return small + TO_A & ~(small + BEHIND_Z) & HIGH & ~eight;
  }

  /** The highest bit of each digit. */
  public static long digits(long eight) {
    long ascii = eight & ~HIGH;
    return ascii + TO_ZERO & ~(ascii + BEHIND_NINE) & HIGH & ~eight;
  }

  /** Whether the first characters are digits, at most eight of them. */
  public static boolean areDigits(long eight, int size) {
    return Long.numberOfTrailingZeros(digits(eight) ^ HIGH) >>> 3 >= size;
  }

  /** The highest bit of each letter, digit and dollar. */
  static long code(long eight) {
    long dollars = ~(((eight ^ DOLLAR) & ~HIGH) + LOW) & HIGH & ~eight;
    return letterBits(eight) | digits(eight) | dollars;
  }

  /** The highest bit of each hexadecimal digit. */
  static long hex(long eight) {
    long small = eight | SMALL;
    return digits(eight) | letterBits(eight) & ~(small + BEHIND_F);
  }

  /** The highest bit of each character that is no ASCII. */
  static long beyond(long eight) {
    return eight & HIGH;
  }

  /** The highest bit of each opening square bracket. */
  static long brackets(long eight) {
    return ~(((eight ^ BRACKET) & ~HIGH) + LOW) & HIGH & ~eight;
  }

  /**
   * Whether a character may be one that {@link PlainBytes} looks at twice: no printable ASCII, or
   * one of some marks. False is certain.
   */
  static boolean mayHide(long eight) {
    long small = eight | SMALL;
    long outside = eight | eight + EACH | ~(eight + TO_SPACE);
    long marks =
        eight + TO_QUOTE & ~(eight + BEHIND_BRACKET)
            | eight + TO_LESS & ~(eight + BEHIND_EQUALS)
            | small + TO_BRACE & ~(small + BEHIND_BAR);
    return ((outside | marks) & HIGH) != 0;
  }

  /** How many of the first letters stand in front of a capital that is not the first of all. */
  static int beforeCapital(long eight, int letters) {
    long capitals = ~eight & SMALL & -1L << Byte.SIZE;
    return Math.min(letters, Long.numberOfTrailingZeros(capitals) >>> 3);
  }

  /** The first letters in lower case, and nothing else. */
  public static long word(long eight, int letters) {
    long bits = letters == Long.BYTES ? -1 : (1L << Byte.SIZE * letters) - 1;
    return (eight | SMALL) & bits;
  }

  /** A word that goes on with a letter in any case, of which there were fewer than eight. */
  public static long append(long word, int letters, char letter) {
    return word | (long) (letter | 0x20) << Byte.SIZE * letters;
  }
}
