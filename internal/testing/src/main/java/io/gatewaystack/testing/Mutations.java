package io.gatewaystack.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Changed copies of an input, for tests that nothing hostile is believed and nothing breaks: bits
 * flipped, spans removed, repeated or replaced by pieces that parsers have been known to trip over.
 * The same seed makes the same copies. Not thread-safe.
 */
public final class Mutations {
  private static final List<String> OF_JSON =
      List.of(
          "null",
          "true",
          "-0",
          "1e400",
          "-1",
          "9223372036854775807",
          "0.1",
          "NaN",
          "\"\"",
          "\" \"",
          "[]",
          "{}",
          "[[[[",
          "}}",
          "\\u0000",
          "\\ud800",
          "\\",
          "\"",
          ",",
          ":",
          "//",
          "\u0000",
          "\u00ff",
          "\uFEFF");

  private final Random random;
  private final List<byte[]> pieces;

  /**
   * Starts a series.
   *
   * @param pieces what to insert, besides pieces of JSON
   */
  public Mutations(long seed, String... pieces) {
    this.random = new Random(seed);
    this.pieces =
        Stream.concat(OF_JSON.stream(), Arrays.stream(pieces)).map(p -> p.getBytes(UTF_8)).toList();
  }

  /** A copy with one to three changes; at times, by chance, the same bytes. */
  public byte[] of(byte[] original) {
    byte[] bytes = original;
    for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> flipped(bytes, at);
            case 1 -> spliced(bytes, at, to, new byte[0]);
            case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
            case 3 -> spliced(bytes, at, to, piece());
            default -> spliced(bytes, at, at, piece());
          };
    }
    return bytes;
  }

  private byte[] piece() {
    return pieces.get(random.nextInt(pieces.size()));
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
    byte[] result = new byte[bytes.length - (to - from) + with.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(with, 0, result, from, with.length);
    System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
    return result;
  }
}
