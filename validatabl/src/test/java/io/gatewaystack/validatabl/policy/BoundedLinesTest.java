package io.gatewaystack.validatabl.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedLinesTest {

  private static List<String> lines(InputStream in) throws IOException {
    BoundedLines lines = new BoundedLines(in);
    List<String> read = new ArrayList<>();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      read.add(lines.tooLong() ? "too long" : new String(line, UTF_8));
    }
    return read;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 65_535, 65_536, 1_000_000})
  void splitsAtEveryLineEndHoweverTheBytesArrive(int chunk) throws IOException {
    String long1 = "a".repeat(65_534);
    String text = "x\n\n" + long1 + "\nyz\r\n" + "b".repeat(65_536) + "\nlast";

    assertThat(lines(chunked(text, chunk)))
        .containsExactly("x", "", long1, "yz\r", "b".repeat(65_536), "last");
    assertThat(lines(chunked("x\n", chunk))).containsExactly("x");
    assertThat(lines(chunked("", chunk))).isEmpty();
    assertThat(lines(chunked("\n", chunk))).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 65_536})
  void dropsWhatIsTooLongAndGoesOn(int chunk) throws IOException {
    String fits = "a".repeat(BoundedLines.MAX_BYTES);

    assertThat(lines(chunked(fits + "\n" + fits + "a\nb\n" + fits + "a", chunk)))
        .containsExactly(fits, "too long", "b", "too long");
  }

  private static InputStream chunked(String text, int chunk) {
    return new FilterInputStream(new ByteArrayInputStream(text.getBytes(UTF_8))) {
      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        return super.read(into, from, Math.min(length, chunk));
      }

      @Override
      public int read(byte[] into) throws IOException {
        return read(into, 0, into.length);
      }
    };
  }
}
