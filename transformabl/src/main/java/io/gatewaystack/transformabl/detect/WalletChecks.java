package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.Base58;
import io.gatewaystack.transformabl.check.Bech32;
import io.gatewaystack.transformabl.check.Keccak;

/** The check sums of wallet addresses, with their buffers. Not safe for use by several threads. */
final class WalletChecks {
  private static final int NIBBLES = 40;

  private final Base58 base58 = new Base58();
  private final Keccak keccak = new Keccak();
  private final byte[] address = new byte[NIBBLES];

  /**
   * 1 for Base58Check with a right check sum, 0 for Base58 with a wrong one, -1 for anything else.
   */
  int base58(char[] chars, int from, int to) {
    return base58.check(chars, from, to);
  }

  /** The same for Bech32. */
  int bech32(char[] chars, int from, int to) {
    return Bech32.check(chars, from, to);
  }

  /** Whether the case of forty hexadecimal digits is their check sum (EIP-55). */
  boolean isEthereum(char[] chars, int from) {
    boolean lower = false;
    boolean upper = false;
    for (int i = 0; i < NIBBLES; i++) {
      char c = chars[from + i];
      lower |= c >= 'a';
      upper |= c >= 'A' && c <= 'F';
      address[i] = (byte) (c >= 'A' ? c | 0x20 : c);
    }
    if (!lower || !upper) {
      return false; // written without a check sum
    }
    byte[] hash = keccak.hash256(address);
    for (int i = 0; i < NIBBLES; i++) {
      char c = chars[from + i];
      int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xF;
      if (c >= 'A' && nibble >= 8 != c <= 'F') {
        return false;
      }
    }
    return true;
  }
}
