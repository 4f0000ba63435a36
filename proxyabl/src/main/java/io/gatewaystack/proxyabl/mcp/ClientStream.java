package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.proxyabl.HeaderField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.NanoTime;

/** A stream of events to a client: never silent for longer than the heartbeat. */
final class ClientStream implements Heartbeats.Silent {
  private static final byte[] COMMENT = ": \n\n".getBytes(StandardCharsets.US_ASCII);

  private final McpReply reply;
  private final Heartbeats heartbeats;
  private volatile long lastWrite;

  private ClientStream(McpReply reply, Heartbeats heartbeats) {
    this.reply = reply;
    this.heartbeats = heartbeats;
    this.lastWrite = NanoTime.now();
  }

  /** A stream that is not open yet; what is written to it waits. */
  static ClientStream prepared(McpReply reply, Heartbeats heartbeats) {
    return new ClientStream(reply, heartbeats);
  }

  /**
   * Opens the stream.
   *
   * @param headers what is said about it beyond what every stream says
   */
  ClientStream open(List<HeaderField> headers) {
    List<HeaderField> all = new ArrayList<>(headers);
    all.add(new HeaderField("Content-Type", "text/event-stream"));
    all.add(new HeaderField("X-Accel-Buffering", "no"));
    if (headers.stream().noneMatch(line -> line.name().equalsIgnoreCase("Cache-Control"))) {
      all.add(new HeaderField("Cache-Control", "no-cache"));
    }
    reply.open(all);
    heartbeats.add(this);
    reply.onGone(cause -> heartbeats.remove(this));
    return this;
  }

  /** Sends a whole block. */
  void write(byte[] block) {
    lastWrite = NanoTime.now();
    reply.write(block);
  }

  boolean hasRoom(Runnable whenRoom) {
    return reply.hasRoom(whenRoom);
  }

  @Override
  public void look(long now, long quiet) {
    if (now - lastWrite >= quiet) {
      lastWrite = now;
      reply.beat(COMMENT);
    }
  }

  void end() {
    heartbeats.remove(this);
    reply.end();
  }
}
