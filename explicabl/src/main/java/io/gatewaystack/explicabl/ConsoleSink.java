package io.gatewaystack.explicabl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;

/** Writes {@code [explicabl] {…}}, one line per event, to a stream such as {@code System.out}. */
public final class ConsoleSink implements AuditSink {
  private static final byte[] PREFIX = "[explicabl] ".getBytes(US_ASCII);

  private final OutputStream stream;

  private ConsoleSink(OutputStream stream) {
    this.stream = stream;
  }

  /** A sink for a stream, which stays the caller's and is never closed. */
  public static ConsoleSink of(OutputStream stream) {
    return new ConsoleSink(Objects.requireNonNull(stream, "stream"));
  }

  @Override
  public void write(List<AuditEvent> batch) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (AuditEvent event : batch) {
      lines.writeBytes(PREFIX);
      lines.writeBytes(event.json());
      lines.write('\n');
    }
    lines.writeTo(stream);
    stream.flush();
    if (stream instanceof PrintStream print && print.checkError()) {
      throw new IOException("the stream reports an error");
    }
  }

  @Override
  public String name() {
    return "console";
  }
}
