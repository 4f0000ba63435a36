package io.gatewaystack.context.response;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream of server-sent events into blocks (WHATWG HTML, "Server-sent events"), however
 * its bytes are cut. Blocks without data (comments, {@code retry}, priming events) are handed on as
 * they stand. What follows the last blank line is not an event and is dropped by never being handed
 * on. One instance reads one stream; calls must not overlap.
 */
public final class EventStreamReader {
  private static final int FEWEST = 512;

  /** A stream may be idle for long after one large event. */
  private static final int MOST_KEPT = 64 << 10;

  private static final byte[] LF = {'\n'};

  private final int maxBytes;
  private final Consumer<Message> events;
  private final Consumer<byte[]> verbatim;

  private byte[] block = new byte[FEWEST];
  private int size;
  private int lineStart;
  private boolean afterCr;
  private boolean first = true;

  /**
   * A reader at the beginning of a stream.
   *
   * @param maxBytes largest block accepted
   * @param events takes each event that has data
   * @param verbatim takes the bytes of every other block; it may keep the arrays
   */
  public EventStreamReader(int maxBytes, Consumer<Message> events, Consumer<byte[]> verbatim) {
    this.maxBytes = maxBytes;
    this.events = events;
    this.verbatim = verbatim;
  }

  /**
   * Takes the next bytes of the stream.
   *
   * @throws MessageTooLarge when a block exceeds the cap
   */
  public void read(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      read(bytes[i]);
    }
  }

  private void read(byte next) {
    boolean secondOfCrLf = afterCr && next == '\n';
    afterCr = next == '\r';
    if (secondOfCrLf && size == 0) {
      verbatim.accept(LF); // its CR ended the block that has left already
      return;
    }
    append(next);
    if (next != '\n' && next != '\r') {
      return;
    }
    boolean blank = !secondOfCrLf && size - 1 == lineStart;
    lineStart = size;
    if (blank) {
      handOn(Arrays.copyOf(block, size));
      block = block.length > MOST_KEPT ? new byte[FEWEST] : block;
      size = 0;
      lineStart = 0;
    }
  }

  private void append(byte next) {
    if (size == maxBytes) {
      throw new MessageTooLarge(maxBytes);
    }
    if (size == block.length) {
      block = Arrays.copyOf(block, Math.min(maxBytes, size * 2));
    }
    block[size++] = next;
  }

  private void handOn(byte[] original) {
    Fields fields = new Fields();
    String text = new String(original, StandardCharsets.UTF_8);
    if (first && text.startsWith("\uFEFF")) {
      text = text.substring(1); // one leading byte order mark is not part of the stream
    }
    first = false;
    text.lines().forEach(fields::line);
    if (fields.data.isEmpty()) {
      verbatim.accept(original);
    } else {
      byte[] data = fields.data.toString().getBytes(StandardCharsets.UTF_8);
      events.accept(Message.event(data, fields.event, fields.id, fields.retry, original));
    }
  }

  /** The fields of one block. */
  private static final class Fields {
    final StringBuilder data = new StringBuilder();
    private boolean anyData;
    @Nullable String event;
    @Nullable String id;
    @Nullable String retry;

    void line(String line) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      if (value.startsWith(" ")) {
        value = value.substring(1);
      }
      switch (name) {
        case "data" -> {
          data.append(anyData ? "\n" : "").append(value);
          anyData = true;
        }
        case "event" -> event = value;
        case "id" -> id = value.indexOf('\0') < 0 ? value : id;
        case "retry" -> retry = isNumber(value) ? value : retry;
        default -> {} // comments and unknown fields mean nothing to an editor
      }
    }

    private static boolean isNumber(String value) {
      return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }
  }
}
