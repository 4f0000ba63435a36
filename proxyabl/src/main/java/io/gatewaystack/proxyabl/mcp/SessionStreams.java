package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.response.EventLines;
import io.gatewaystack.context.response.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The GET streams of an upstream's sessions. A client may have several, but many servers have one
 * for each session and refuse the next (409), also when the client has lost its own and nobody has
 * noticed yet. Then the one that stands where the client does ends, and the server is asked once
 * more. Safe for use by several threads.
 */
final class SessionStreams {
  private static final int CONFLICT = 409;

  private final Map<String, List<Kept>> open = new HashMap<>();

  /**
   * Asks for a stream.
   *
   * @param session what its client calls the session, and nobody else
   * @param place the last event its client knows of; empty for none
   * @param exchange makes the request
   */
  void start(
      String session,
      String place,
      Relay relay,
      Function<Receiver, UpstreamExchange> exchange,
      McpReply reply) {
    Kept kept = new Kept(session, place, relay, exchange);
    keep(kept);
    reply.onGone(cause -> forget(kept));
    kept.ask();
  }

  private synchronized void keep(Kept kept) {
    open.computeIfAbsent(kept.session, session -> new ArrayList<>(1)).add(kept);
  }

  private synchronized void forget(Kept kept) {
    open.computeIfPresent(
        kept.session,
        (session, streams) -> {
          streams.remove(kept);
          return streams.isEmpty() ? null : streams;
        });
  }

  /** Those that tell what this one is to tell. */
  private synchronized List<Kept> lostBy(Kept kept) {
    return open.getOrDefault(kept.session, List.of()).stream()
        .filter(stream -> stream != kept && stream.place.equals(kept.place))
        .toList();
  }

  /** One stream, and where it stands. */
  private final class Kept implements Receiver {
    private final String session;
    private final Relay relay;
    private final Function<Receiver, UpstreamExchange> exchanges;
    private volatile String place;
    private volatile @Nullable UpstreamExchange exchange;
    private volatile boolean askedAgain;

    Kept(
        String session, String place, Relay relay, Function<Receiver, UpstreamExchange> exchanges) {
      this.session = session;
      this.place = place;
      this.relay = relay;
      this.exchanges = exchanges;
    }

    void ask() {
      UpstreamExchange asked = exchanges.apply(this);
      exchange = asked;
      relay.start(asked);
    }

    private void giveWay() {
      UpstreamExchange running = exchange;
      if (running != null) {
        running.cancel(new CancellationException("the stream was asked for again"));
      }
      forget(this);
      relay.failed(Refusals.REPLACED);
    }

    @Override
    public void whole(UpstreamHead head, byte[] body) {
      List<Kept> lost = head.status() == CONFLICT && !askedAgain ? lostBy(this) : List.of();
      if (lost.isEmpty()) {
        forget(this);
        relay.whole(head, body);
      } else {
        askedAgain = true;
        lost.forEach(Kept::giveWay);
        ask();
      }
    }

    @Override
    public void stream(UpstreamHead head) {
      relay.stream(head);
    }

    @Override
    public void event(Message event) {
      String id = event.id();
      if (id != null) {
        place = id;
      }
      relay.event(event);
    }

    @Override
    public void block(byte[] block) {
      EventLines.of(block).value("id").ifPresent(id -> place = id);
      relay.block(block);
    }

    @Override
    public boolean hasRoom(Runnable whenRoom) {
      return relay.hasRoom(whenRoom);
    }

    @Override
    public void end() {
      forget(this);
      relay.end();
    }

    @Override
    public void failed(Denial denial) {
      forget(this);
      relay.failed(denial);
    }
  }
}
