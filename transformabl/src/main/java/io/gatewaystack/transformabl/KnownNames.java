package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.safety.ReadName;
import io.gatewaystack.transformabl.text.Name;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names of members in which nothing was found: the rows of a document have the same ones. Only
 * names of letters and dashes, about which no second look could say anything else; of two with the
 * same hash the later one. Not safe for use by several threads.
 */
final class KnownNames {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int LONGEST = 32;
  private static final int SLOTS = 64;

  private final byte[] json;
  private final int[] from = new int[SLOTS];
  private final int[] to = new int[SLOTS];
  private final @Nullable ReadName[] names = new ReadName[SLOTS];
  private final Name.Says[] says = new Name.Says[SLOTS];

  KnownNames(byte[] json) {
    this.json = json;
  }

  /** What was read in a name, or null when it is not known. */
  @Nullable ReadName find(int start, int end) {
    int slot = known(start, end);
    return slot < 0 ? null : names[slot];
  }

  /** Where a name is kept; -1 when it is not known. */
  private int known(int start, int end) {
    if (end <= start || end - start > LONGEST || start + Long.BYTES > json.length) {
      return -1;
    }
    int slot = slot(start, end);
    boolean known =
        names[slot] != null && Arrays.equals(json, from[slot], to[slot], json, start, end);
    return known ? slot : -1;
  }

  /** Notes what a name says about a value, if the name is known. */
  void says(int start, int end, Name.Says what) {
    int slot = known(start, end);
    if (slot >= 0) {
      says[slot] = what;
    }
  }

  /** What a name was noted to say. */
  Name.Says says(int start, int end) {
    int slot = known(start, end);
    return slot < 0 ? Name.Says.UNKNOWN : says[slot];
  }

  /** Takes a name in which nothing was found. */
  void put(int start, int end, ReadName name) {
    if (end - start <= LONGEST && start + Long.BYTES <= json.length && isPlain(start, end)) {
      int slot = slot(start, end);
      from[slot] = start;
      to[slot] = end;
      names[slot] = name;
      says[slot] = Name.Says.UNKNOWN;
    }
  }

  private boolean isPlain(int start, int end) {
    for (int at = start; at < end; at++) {
      byte b = json[at];
      boolean letter = (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
      if (!letter && b != '_' && b != '-') {
        return false;
      }
    }
    return end > start;
  }

  /** By the first eight letters, the last one and the length. */
  private int slot(int start, int end) {
    int beyond = Math.max(0, Long.BYTES - (end - start));
    long first = (long) EIGHT.get(json, start) << 8 * beyond;
    long mixed = (first ^ (long) json[end - 1] << 32 ^ end - start) * MIX;
    return (int) (mixed >>> 58);
  }
}
