package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.safety.ReadName;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names of members in which nothing was found: the rows of a document have the same ones, and so
 * have most documents of an application. Only short names of letters and dashes, about which no
 * second look could say anything else; of two with the same hash the later one. Which are kept
 * makes a difference to nothing but time. Safe for use by several threads.
 */
final class KnownNames {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int LONGEST = 32;
  private static final int MANY = 10; // bits of the number of a slot
  private static final int FEW = 6;

  private final @Nullable KnownName[] names;
  private final int shift;

  private KnownNames(int bits) {
    names = new KnownName[1 << bits];
    shift = Long.SIZE - bits;
  }

  /** With room for those of all documents. */
  static KnownNames ofAll() {
    return new KnownNames(MANY);
  }

  /** With room for those of one document. */
  static KnownNames ofOne() {
    return new KnownNames(FEW);
  }

  /** The name that stands at a place in a document, if it is kept. */
  @Nullable KnownName find(byte[] json, int from, int to) {
    if (!isShort(json, from, to)) {
      return null;
    }
    long head = head(json, from, to);
    KnownName name = names[slot(head, json[to - 1], to - from)];
    return name != null && name.is(head, json, from, to) ? name : null;
  }

  /**
   * Takes a name in which nothing was found, unless it may hold anything.
   *
   * @return what is kept, if it is
   */
  @Nullable KnownName keep(byte[] json, int from, int to, ReadName words) {
    if (!isShort(json, from, to) || !isPlain(json, from, to)) {
      return null;
    }
    long head = head(json, from, to);
    KnownName name = new KnownName(head, Arrays.copyOfRange(json, from, to), words);
    names[slot(head, json[to - 1], to - from)] = name;
    return name;
  }

  private static boolean isShort(byte[] json, int from, int to) {
    return to > from && to - from <= LONGEST && from + Long.BYTES <= json.length;
  }

  private static boolean isPlain(byte[] json, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = json[i];
      boolean letter = (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
      if (!letter && b != '_' && b != '-') {
        return false;
      }
    }
    return true;
  }

  /** The first eight letters. */
  private static long head(byte[] json, int from, int to) {
    int beyond = Math.max(0, Long.BYTES - (to - from));
    return (long) EIGHT.get(json, from) << 8 * beyond;
  }

  /** By the first eight letters, the last one and the length. */
  private int slot(long head, byte last, int length) {
    return (int) ((head ^ (long) last << 32 ^ length) * MIX >>> shift);
  }
}
