package io.gatewaystack.context.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteScanTest {
  private static final String ALPHABET = "a[]^Z]!#\u00dc\u00a2\u0000\u007f\u0080\u00ff\"\\";

  @Test
  void findsWhatALoopOverSingleBytesFinds() {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = text(random, random.nextInt(40)).getBytes(ISO_8859_1);
      int from = random.nextInt(bytes.length + 1);
      String text = new String(bytes, ISO_8859_1);

      int backslash = text.indexOf('\\', from);
      assertThat(ByteScan.backslash(bytes, from))
          .isEqualTo(backslash < 0 ? bytes.length : backslash);
      assertThat(ByteScan.isAscii(bytes)).isEqualTo(text.chars().allMatch(c -> c < 128));
      int quote = text.indexOf('"', from);
      if (quote >= 0) {
        assertThat(ByteScan.quoteOrBackslash(bytes, from))
            .isEqualTo(backslash < 0 ? quote : Math.min(quote, backslash));
      }
    }
  }

  private static String text(Random random, int length) {
    int some = 1 + random.nextInt(ALPHABET.length());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(some)));
    }
    return text.toString();
  }
}
