package io.gatewaystack.transformabl.check;

import java.util.Arrays;

/**
 * Keccak-256 as Ethereum's address check sums use it (EIP-55): SHA3-256 (FIPS 202) with the padding
 * of the original submission, which no Java platform offers. A check sum here, not a protection.
 * Not safe for use by several threads.
 */
public final class Keccak {
  private static final int RATE = 136;
  private static final int ROUNDS = 24;
  private static final int[] ROTATIONS = {
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
  };
  private static final int[] LANES = {
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
  };
  private static final long[] CONSTANTS = constants();

  private final long[] state = new long[25];
  private final long[] columns = new long[5];
  private final byte[] hash = new byte[32];

  /** The round constants are the output of a linear feedback shift register (FIPS 202, 3.2.5). */
  private static long[] constants() {
    long[] constants = new long[ROUNDS];
    int register = 1;
    for (int round = 0; round < ROUNDS; round++) {
      for (int j = 0; j < 7; j++) {
        if ((register & 1) == 1) {
          constants[round] |= 1L << (1 << j) - 1;
        }
        register = register << 1 ^ (register >> 7) * 0x171;
      }
    }
    return constants;
  }

  /**
   * The hash of a short message.
   *
   * @param message fewer than 136 bytes
   * @return 32 bytes, valid until the next call
   */
  public byte[] hash256(byte[] message) {
    Arrays.fill(state, 0);
    for (int i = 0; i < message.length; i++) {
      absorb(i, message[i]);
    }
    absorb(message.length, (byte) 1);
    absorb(RATE - 1, (byte) 0x80);
    for (int round = 0; round < ROUNDS; round++) {
      permute(round);
    }
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) (state[i / 8] >>> 8 * (i % 8));
    }
    return hash;
  }

  private void absorb(int at, byte value) {
    state[at / 8] ^= (value & 0xFFL) << 8 * (at % 8);
  }

  private void permute(int round) {
    for (int x = 0; x < 5; x++) {
      columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
    }
    for (int x = 0; x < 5; x++) {
      long mixed = columns[(x + 4) % 5] ^ Long.rotateLeft(columns[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) {
        state[x + y] ^= mixed;
      }
    }
    long moved = state[1];
    for (int i = 0; i < ROUNDS; i++) {
      long next = state[LANES[i]];
      state[LANES[i]] = Long.rotateLeft(moved, ROTATIONS[i]);
      moved = next;
    }
    for (int y = 0; y < 25; y += 5) {
      System.arraycopy(state, y, columns, 0, 5);
      for (int x = 0; x < 5; x++) {
        state[x + y] = columns[x] ^ ~columns[(x + 1) % 5] & columns[(x + 2) % 5];
      }
    }
    state[0] ^= CONSTANTS[round];
  }
}
