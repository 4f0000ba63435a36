package io.gatewaystack.context.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever bytes go in: either they are refused, or tree and walk agree about them. */
@Timeout(30)
class JsonDocumentFuzzTest {
  private static final byte[] LIKELY =
      "{}[]\":,\\u0123456789abcdefDdEe+-. \ntruefalsn\u0000".getBytes(US_ASCII);

  @Test
  void survivesRandomBytes() {
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      judge(bytes);
    }
  }

  @Test
  void survivesRandomTokens() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(12)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = LIKELY[random.nextInt(LIKELY.length)];
      }
      judge(bytes);
    }
  }

  @Test
  void survivesDamagedDocuments() {
    Random random = new Random(3);
    int accepted = 0;
    for (int i = 0; i < 10_000; i++) {
      accepted += judge(damaged(RandomJson.document(i), random)) ? 1 : 0;
    }
    assertThat(accepted).isBetween(500, 9_500); // both sides were exercised
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    for (int times = 1 + random.nextInt(2); times > 0 && bytes.length > 0; times--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = LIKELY[random.nextInt(LIKELY.length)];
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        default -> System.arraycopy(bytes, 0, bytes, at, Math.min(4, bytes.length - at));
      }
    }
    return bytes;
  }

  private static boolean judge(byte[] bytes) {
    JsonDocument document;
    try {
      document = JsonDocument.parse(bytes);
    } catch (InvalidJson e) {
      return false;
    }
    boolean[] agreed = {Arrays.equals(bytes, new String(bytes, UTF_8).getBytes(UTF_8))};
    document.walk(leaf -> agreed[0] &= !document.tree().at(leaf.pointer()).isMissingNode());
    if (!agreed[0]) {
      throw new AssertionError(new String(bytes, UTF_8));
    }
    return true;
  }
}
