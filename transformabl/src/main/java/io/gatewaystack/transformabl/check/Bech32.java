package io.gatewaystack.transformabl.check;

/** Segregated witness addresses: Bech32 (BIP 173) and Bech32m (BIP 350). */
public final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int BECH32 = 1;
  private static final int BECH32M = 0x2bc830a3;
  private static final int CHECKSUM = 6;

  private Bech32() {}

  /**
   * Reads a word of letters and digits.
   *
   * @return 1 when its check sum is right, 0 when only its form is, -1 when neither is
   */
  public static int check(char[] chars, int from, int to) {
    int separator = to - 1;
    while (separator > from && chars[separator] != '1') {
      separator--;
    }
    if (separator == from || to - separator <= CHECKSUM || isMixed(chars, from, to)) {
      return -1;
    }
    int sum = 1;
    for (int i = from; i < separator; i++) {
      sum = step(sum, (chars[i] | 0x20) >> 5);
    }
    sum = step(sum, 0);
    for (int i = from; i < separator; i++) {
      sum = step(sum, (chars[i] | 0x20) & 31);
    }
    for (int i = separator + 1; i < to; i++) {
      int value = ALPHABET.indexOf(chars[i] >= 'A' ? chars[i] | 0x20 : chars[i]);
      if (value < 0) {
        return -1;
      }
      sum = step(sum, value);
    }
    return sum == BECH32 || sum == BECH32M ? 1 : 0;
  }

  private static boolean isMixed(char[] chars, int from, int to) {
    boolean lower = false;
    boolean upper = false;
    for (int i = from; i < to; i++) {
      lower |= chars[i] >= 'a';
      upper |= chars[i] >= 'A' && chars[i] <= 'Z';
    }
    return lower && upper;
  }

  private static int step(int sum, int value) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= (top >> i & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
