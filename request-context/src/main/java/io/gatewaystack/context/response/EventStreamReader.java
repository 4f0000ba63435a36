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
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final int maxBytes;
  private final Consumer<Message> events;
  private final Consumer<byte[]> verbatim;

  private byte[] block = new byte[FEWEST];
  private int size;
  private int lineStart;
  private boolean afterCr;
  private boolean begun;

  /**
   * A reader at the beginning of a stream.
   *
   * @param maxBytes largest block accepted
   * @param events takes each event that has data
   * @param verbatim takes the bytes of every other block, and of a byte order mark at the
   *     beginning, which is not part of any; it may keep the arrays
   */
  public EventStreamReader(int maxBytes, Consumer<Message> events, Consumer<byte[]> verbatim) {
    this.maxBytes = maxBytes;
    this.events = events;
    this.verbatim = verbatim;
  }

  /** Whether what was handed on is the byte order mark of a stream. */
  public static boolean isByteOrderMark(byte[] block) {
    return Arrays.equals(block, BYTE_ORDER_MARK);
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

  /** How many bytes of a block that is not complete are kept. */
  public int held() {
    return size;
  }

  private void read(byte next) {
    boolean secondOfCrLf = afterCr && next == '\n';
    afterCr = next == '\r';
    if (secondOfCrLf && size == 0) {
      verbatim.accept(LF); // its CR ended the block that has left already
      return;
    }
    append(next);
    if (!begun) {
      begin();
    }
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

  /** Lets a byte order mark go ahead: it stands before the stream's first line, not in it. */
  private void begin() {
    begun = block[size - 1] != BYTE_ORDER_MARK[size - 1];
    if (!begun && size == BYTE_ORDER_MARK.length) {
      verbatim.accept(BYTE_ORDER_MARK.clone());
      size = 0;
      begun = true;
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
    text.lines().forEach(fields::line);
    if (fields.data.isEmpty()) {
      verbatim.accept(original);
    } else {
      byte[] data = fields.data.toString().getBytes(StandardCharsets.UTF_8);
      events.accept(Message.event(data, fields.event, fields.id, original));
    }
  }

  /** The fields of one block. */
  private static final class Fields {
    final StringBuilder data = new StringBuilder();
    private boolean anyData;
    @Nullable String event;
    @Nullable String id;

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
        default -> {} // the rest means nothing to an editor
      }
    }
  }
}
