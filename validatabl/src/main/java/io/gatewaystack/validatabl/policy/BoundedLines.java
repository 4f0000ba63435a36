package io.gatewaystack.validatabl.policy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of bytes, of which none takes more memory than a bound. */
final class BoundedLines {
  static final int MAX_BYTES = 1 << 20;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
  private boolean tooLong;

  BoundedLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** The next line without its end; null behind the last. A line that is too long is empty. */
  byte @Nullable [] next() throws IOException {
    line.reset();
    tooLong = false;
    int b = in.read();
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != '\n') {
      if (line.size() == MAX_BYTES) {
        tooLong = true;
      } else {
        line.write(b);
      }
      b = in.read();
    }
    if (tooLong) {
      line.reset();
    }
    return line.toByteArray();
  }

  /** Whether the line read last was too long. */
  boolean tooLong() {
    return tooLong;
  }
}
