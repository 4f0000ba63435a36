package io.gatewaystack.validatabl.policy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of bytes, of which none takes more memory than a bound. */
final class BoundedLines {
  static final int MAX_BYTES = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
  private int from;
  private int to;
  private boolean tooLong;

  BoundedLines(InputStream in) {
    this.in = in;
  }

  /** The next line without its end; null behind the last. A line that is too long is empty. */
  byte @Nullable [] next() throws IOException {
    line.reset();
    tooLong = false;
    if (!fill()) {
      return null;
    }
    do {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      keep(end - from);
      from = end + 1;
    } while (from > to && fill());
    if (tooLong) {
      line.reset();
    }
    return line.toByteArray();
  }

  /** Whether the line read last was too long. */
  boolean tooLong() {
    return tooLong;
  }

  private void keep(int length) {
    tooLong |= line.size() + length > MAX_BYTES;
    if (!tooLong) {
      line.write(buffer, from, length);
    }
  }

  /** Whether there is more. */
  private boolean fill() throws IOException {
    if (from < to) {
      return true;
    }
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }
}
