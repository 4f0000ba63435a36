package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Rendering;
import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.section.Refusal;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.internal.Heartbeats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.util.NanoTime;

/**
 * A stream of events to a client: never silent for longer than the heartbeat, and not open for
 * longer than its caller's credential is good for.
 */
final class ClientStream implements Heartbeats.Silent {
  private static final String LAYER = "proxyabl";
  private static final String STOPPING = "server_stopping";
  private static final byte[] COMMENT = ": \n\n".getBytes(StandardCharsets.US_ASCII);

  private final McpCall call;
  private final McpReply reply;
  private final Heartbeats heartbeats;
  private final Consumer<Denial> whenOver;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile long lastWrite;
  private volatile boolean ended;
  private volatile boolean stopping;

  private ClientStream(McpCall call, Heartbeats heartbeats, Consumer<Denial> whenOver) {
    this.call = call;
    this.reply = call.reply();
    this.heartbeats = heartbeats;
    this.whenOver = whenOver;
    this.lastWrite = NanoTime.now();
  }

  /**
   * A stream that is not open yet; what is written to it waits.
   *
   * @param whenOver ends the stream, once it is open, because its caller's term is over, or the
   *     server stops
   */
  static ClientStream prepared(McpCall call, Heartbeats heartbeats, Consumer<Denial> whenOver) {
    return new ClientStream(call, heartbeats, whenOver);
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
    if (ended || reply.isOver()) {
      removeWhenOver();
      return;
    }
    Optional<String> why = call.term().over(now);
    if (why.isPresent()) {
      end(why.get(), Refusals.EXPIRED);
    } else if (now - lastWrite >= quiet) {
      lastWrite = now;
      reply.beat(COMMENT);
    }
  }

  @Override
  public void serverStops() {
    if (!call.listens()) {
      return;
    }
    if (stopping) {
      heartbeats.remove(this);
      warn(STOPPING);
      reply.breakOff(new IOException("the client takes nothing, and the server stops"));
      return;
    }
    stopping = true;
    if (!ended) {
      end(STOPPING, Denial.unavailable());
    }
  }

  private void end(String why, Denial told) {
    if (over.compareAndSet(false, true)) {
      warn(why);
      whenOver.accept(told);
    }
  }

  private void warn(String code) {
    Warnings warning = Warnings.of(code);
    reply.update(context -> context.merge(warning));
  }

  /** Ends the stream of a request that was not answered: its last event tells why. */
  void endWith(Denial denial) {
    String requestId = call.context().request().id();
    byte[] error = Rendering.rpcError(denial, requestId, call.operation().id());
    recordFailure(denial);
    write(EditedBody.event(Message.of(error)));
    end();
  }

  /** Records why a stream that has begun is not what was asked for. */
  void recordFailure(Denial denial) {
    reply.update(context -> context.merge(new Refusal(LAYER, denial)));
  }

  /** What its client has not taken yet is waited for. */
  void end() {
    ended = true;
    reply.end();
    removeWhenOver();
  }

  private void removeWhenOver() {
    if (reply.isOver()) {
      heartbeats.remove(this);
    }
  }
}
