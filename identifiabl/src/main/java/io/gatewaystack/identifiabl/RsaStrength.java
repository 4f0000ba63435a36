package io.gatewaystack.identifiabl;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Whether an RSA key is strong enough to believe its signatures. */
final class RsaStrength {
  private static final int LEAST_BITS = 2048; // RFC 7518 section 3.3
  private static final int MOST_BITS = 8192; // beyond, verifying costs milliseconds
  private static final int MOST_EXPONENT_BITS = 64;
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(3);

  /**
   * Keys made by a flawed chip library (CVE-2017-15361, "ROCA") can be factored. Their modulus is
   * congruent to a power of 65537 modulo each of these primes; of other keys one in about 10⁸ is.
   */
  private static final int[] ROCA_PRIMES = {
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167
  };

  private static final Map<Integer, BitSet> ROCA_RESIDUES = rocaResidues();

  private RsaStrength() {}

  static boolean suffices(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    BigInteger exponent = key.getPublicExponent();
    return bits >= LEAST_BITS
        && bits <= MOST_BITS
        && exponent.compareTo(LEAST_EXPONENT) >= 0
        && exponent.testBit(0)
        && exponent.bitLength() <= MOST_EXPONENT_BITS
        && !isRoca(key.getModulus());
  }

  private static boolean isRoca(BigInteger modulus) {
    return ROCA_RESIDUES.entrySet().stream()
        .allMatch(e -> e.getValue().get(modulus.mod(BigInteger.valueOf(e.getKey())).intValue()));
  }

  private static Map<Integer, BitSet> rocaResidues() {
    Map<Integer, BitSet> residues = new HashMap<>();
    for (int prime : ROCA_PRIMES) {
      BitSet powers = new BitSet(prime);
      for (int power = 1; !powers.get(power); power = (int) (power * 65537L % prime)) {
        powers.set(power);
      }
      residues.put(prime, powers);
    }
    return Map.copyOf(residues);
  }
}
