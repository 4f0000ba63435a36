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
  private final @Nullable Boolean[] credentials = new Boolean[SLOTS];
  private int at; // the current name
  private int behind;
  private int slot; // where it is kept, if it can be
  private boolean known;

  KnownNames(byte[] json) {
    this.json = json;
  }

  /** Goes on to the name that stands here. */
  void turnTo(int start, int end) {
    at = start;
    behind = end;
    slot = isShort() ? slot() : 0;
    known = isShort() && isKept();
  }

  private boolean isShort() {
    return behind > at && behind - at <= LONGEST && at + Long.BYTES <= json.length;
  }

  private boolean isKept() {
    return names[slot] != null && Arrays.equals(json, from[slot], to[slot], json, at, behind);
  }

  /** What was read in the name, or null when it is not known. */
  @Nullable ReadName read() {
    return known ? names[slot] : null;
  }

  /** Takes the name: nothing was found in it. */
  void keep(ReadName read) {
    if (isShort() && isPlain()) {
      from[slot] = at;
      to[slot] = behind;
      names[slot] = read;
      says[slot] = Name.Says.UNKNOWN;
      credentials[slot] = null;
      known = true;
    }
  }

  /** Notes what the name says about a value, if it is known. */
  void says(Name.Says what) {
    if (known) {
      says[slot] = what;
    }
  }

  /** What the name was noted to say. */
  Name.Says says() {
    return known ? says[slot] : Name.Says.UNKNOWN;
  }

  /** Notes whether the name may be that of a credential, if it is known. */
  void namesCredential(boolean may) {
    if (known) {
      credentials[slot] = may;
    }
  }

  /** Whether it was noted to; null when nothing was noted. */
  @Nullable Boolean namesCredential() {
    return known ? credentials[slot] : null;
  }

  private boolean isPlain() {
    for (int i = at; i < behind; i++) {
      byte b = json[i];
      boolean letter = (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
      if (!letter && b != '_' && b != '-') {
        return false;
      }
    }
    return true;
  }

  /** By the first eight letters, the last one and the length. */
  private int slot() {
    int beyond = Math.max(0, Long.BYTES - (behind - at));
    long first = (long) EIGHT.get(json, at) << 8 * beyond;
    long mixed = (first ^ (long) json[behind - 1] << 32 ^ behind - at) * MIX;
    return (int) (mixed >>> 58);
  }
}
