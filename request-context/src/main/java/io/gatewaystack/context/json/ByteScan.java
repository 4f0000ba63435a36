package io.gatewaystack.context.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at bytes eight at a time: most of a document is text in which nothing is found. */
final class ByteScan {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = '"' * EACH;
  private static final long BACKSLASHES = '\\' * EACH;

  private ByteScan() {}

  static boolean isAscii(byte[] bytes) {
    long seen = 0;
    int at = 0;
    for (; at <= bytes.length - 8; at += 8) {
      seen |= (long) EIGHT.get(bytes, at);
    }
    for (; at < bytes.length; at++) {
      seen |= bytes[at];
    }
    return (seen & HIGH) == 0;
  }

  /** Offset of the first backslash from an offset on; the length when there is none. */
  static int backslash(byte[] bytes, int from) {
    int at = from;
    for (; at <= bytes.length - 8; at += 8) {
      long found = zeroes((long) EIGHT.get(bytes, at) ^ BACKSLASHES);
      if (found != 0) {
        return at + firstOf(found);
      }
    }
    while (at < bytes.length && bytes[at] != '\\') {
      at++;
    }
    return at;
  }

  /** Offset of the first quote or backslash from an offset on; there must be one. */
  static int quoteOrBackslash(byte[] bytes, int from) {
    int at = from;
    for (; at <= bytes.length - 8; at += 8) {
      long eight = (long) EIGHT.get(bytes, at);
      long found = zeroes(eight ^ QUOTES) | zeroes(eight ^ BACKSLASHES);
      if (found != 0) {
        return at + firstOf(found);
      }
    }
    while (bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    return at;
  }

  /** The high bit of every byte that is zero; perhaps also of some behind the first of those. */
  private static long zeroes(long eight) {
    return (eight - EACH) & ~eight & HIGH;
  }

  private static int firstOf(long bits) {
    return Long.numberOfTrailingZeros(bits) >> 3;
  }
}
