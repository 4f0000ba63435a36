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
 * The GET streams of an upstream's sessions. A client that asks for one again where it stands has
 * lost it, though that may not have been noticed yet; a server that has one stream for each session
 * would refuse the client until then. So the older one ends first. Safe for use by several threads.
 */
final class SessionStreams {
  private final Map<String, List<Kept>> open = new HashMap<>();

  /**
   * Asks for a stream, in place of those it continues.
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
    Kept kept = new Kept(session, place, relay);
    UpstreamExchange made = exchange.apply(kept);
    kept.exchange = made;
    replacedBy(kept).forEach(Kept::giveWay);
    reply.onGone(cause -> forget(kept));
    relay.start(made);
  }

  private synchronized List<Kept> replacedBy(Kept kept) {
    List<Kept> streams = open.computeIfAbsent(kept.session, session -> new ArrayList<>(1));
    List<Kept> older = streams.stream().filter(stream -> stream.isAt(kept.place)).toList();
    streams.removeAll(older);
    streams.add(kept);
    return older;
  }

  private synchronized void forget(Kept kept) {
    open.computeIfPresent(
        kept.session,
        (session, streams) -> {
          streams.remove(kept);
          return streams.isEmpty() ? null : streams;
        });
  }

  /** One stream, and where it stands. */
  private final class Kept implements Receiver {
    private final String session;
    private final Relay relay;
    private volatile String place;
    private volatile @Nullable UpstreamExchange exchange;

    Kept(String session, String place, Relay relay) {
      this.session = session;
      this.place = place;
      this.relay = relay;
    }

    boolean isAt(String known) {
      return place.equals(known);
    }

    void giveWay() {
      UpstreamExchange running = exchange;
      if (running != null) {
        running.cancel(new CancellationException("the stream was asked for again"));
      }
      relay.failed(Refusals.REPLACED);
    }

    @Override
    public void whole(UpstreamHead head, byte[] body) {
      forget(this);
      relay.whole(head, body);
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
