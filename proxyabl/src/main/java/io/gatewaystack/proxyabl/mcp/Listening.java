package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.internal.Heartbeats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * One stream to a client of what all upstreams have to tell: the GET stream of a legacy session, or
 * a modern subscription. An upstream that ends its part, or fails, is asked again after a pause and
 * does not disturb the others; every event's id names the place in all parts, so that a client that
 * comes back misses nothing of any.
 */
final class Listening implements Heartbeats.Silent {
  private final Federation federation;
  private final McpCall call;
  private final @Nullable FederatedSession session;
  private final Peers peers;
  private final ServerRequests requests;
  private final Subscriptions subscriptions;
  private final Places places;
  private final List<Leg> legs = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private final CatchUp catchUp = new CatchUp();
  private final long begun = NanoTime.now();

  /** Begun, though it is not decided what it tells, so that a client's leaving is noticed. */
  private @Nullable ClientStream early;

  private @Nullable ClientStream stream;
  private boolean closed;

  /**
   * A stream that has not begun.
   *
   * @param session null for a modern subscription
   */
  Listening(
      Federation federation,
      McpCall call,
      @Nullable FederatedSession session,
      Peers peers,
      ServerRequests requests) {
    this.federation = federation;
    this.call = call;
    this.session = session;
    this.peers = peers;
    this.requests = requests;
    this.subscriptions = new Subscriptions(call, federation.names());
    this.places = new Places(backends().seal(), call.binding());
  }

  /** Asks every upstream, from the place where the client has been, if it has. */
  void start(Optional<StreamPlace> lost) {
    lost.ifPresent(places::comeBackTo);
    // Noticed while writing, with the lock held; the HTTP client is never entered with one.
    call.reply().onGone(cause -> backends().client().execute(this::close));
    for (McpUpstream upstream : federation.upstreams()) {
      legs.add(new Leg(this, upstream));
    }
    backends().heartbeats().add(this);
    if (session != null) {
      session.listens(this).ifPresent(Listening::giveWay);
    }
    legs.forEach(Leg::open);
    changed();
    tellNews();
  }

  // What legs need.

  Backends backends() {
    return federation.backends();
  }

  Peers peers() {
    return peers;
  }

  boolean isModern() {
    return call.isModern();
  }

  /** The request that upstreams may answer; null on a GET, which asks nothing. */
  @Nullable JsonRpcId asked() {
    return call.operation().id();
  }

  FederatedPassing passing(McpUpstream upstream) {
    return new FederatedPassing(
        upstream, requests, id -> places.moved(upstream, id), FederatedPassing.Witness.NONE);
  }

  UpstreamRequest request(McpUpstream upstream, Membership member) {
    if (!call.isModern()) {
      return peers.requests().get(upstream, member, places.of(upstream));
    }
    return peers
        .requests()
        .post(PeerRequests.Target.of(upstream), member, subscriptions.message(upstream))
        .listening();
  }

  /** Where the client is. */
  Places places() {
    return places;
  }

  // What legs report.

  /** A leg's first message: what its upstream will tell of. */
  void acknowledged(McpUpstream upstream, RpcMessage message) {
    synchronized (this) {
      if (stream == null) {
        subscriptions.acknowledged(upstream, message);
      } else {
        catchUp.changes( // nobody knows what has changed while this upstream told nothing
            stream, upstream, () -> subscriptions.perhapsChanged(upstream, message));
      }
    }
  }

  /** An upstream has joined the session late. */
  void tellNews() {
    if (session == null || session.news().isEmpty()) {
      return;
    }
    beginEarly();
    ClientStream open;
    synchronized (this) {
      open = stream;
    }
    if (open != null) {
      catchUp.news(open, session);
    }
  }

  /** An event of one leg; in one piece with the place it names. */
  synchronized void event(FederatedPassing passing, Message event, RpcMessage message) {
    if (stream != null) {
      passing.event(event, message).ifPresent(stream::write);
    } else if (!closed) { // it came in one piece with what decides: no more than that is held
      held.add(() -> event(passing, event, message));
    }
  }

  synchronized void block(FederatedPassing passing, byte[] block) {
    if (stream != null) {
      stream.write(passing.block(block));
    } else if (!closed) {
      held.add(() -> block(passing, block));
    }
  }

  boolean hasRoom(Runnable whenRoom) {
    ClientStream open;
    synchronized (this) {
      open = stream;
      if (open == null && !closed) {
        waiting.add(whenRoom);
        return false;
      }
    }
    return open == null || open.hasRoom(whenRoom);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void look(long now, long quiet) {
    if (isClosed()) { // its client had gone before anybody looked
      backends().heartbeats().remove(this);
    } else if (now - begun >= quiet) {
      beginEarly();
    }
  }

  @Override
  public void serverStops() {
    end(Denial.unavailable());
  }

  /** Some servers begin the stream of a session with the first thing they tell. */
  private void beginEarly() {
    List<Runnable> ready = List.of();
    synchronized (this) {
      if (closed || stream != null || early != null) {
        return;
      }
      if (call.isModern()) {
        early = open();
      } else {
        begin();
        ready = List.copyOf(waiting);
        waiting.clear();
      }
    }
    ready.forEach(Runnable::run);
  }

  private ClientStream open() {
    backends().heartbeats().remove(this);
    return ClientStream.prepared(call, backends().heartbeats(), this::end).open(List.of());
  }

  /** A leg has changed, which may decide what the client is told. */
  void changed() {
    List<Runnable> ready;
    boolean over;
    synchronized (this) {
      if (closed || stream == null && !isDecided()) {
        return;
      }
      if (stream == null
          && (legs.isEmpty() || legs.stream().anyMatch(Leg::tells) || awaitsSomebody())) {
        begin();
      }
      if (stream != null) {
        legs.forEach(Leg::forgetRefusal);
      }
      over = stream == null || isOver();
      closed = over;
      ready = List.copyOf(waiting);
      waiting.clear();
    }
    if (over) {
      finish();
    }
    ready.forEach(Runnable::run);
    tellNews();
  }

  /** A subscription is acknowledged for all at once; a legacy stream begins with the first. */
  private boolean isDecided() {
    boolean all = legs.stream().allMatch(Leg::isResolved);
    return all || !call.isModern() && legs.stream().anyMatch(Leg::tells);
  }

  /** Nobody tells anything yet, but the gateway itself will when another upstream joins. */
  private boolean awaitsSomebody() {
    return session != null && session.awaits(federation.upstreams());
  }

  private void begin() {
    ClientStream begun = early == null ? open() : early;
    stream = begun;
    if (call.isModern()) {
      begun.write(EditedBody.event(Message.of(subscriptions.acknowledgement())));
    }
    held.forEach(Runnable::run);
    held.clear();
  }

  /** One upstream that ends its part does not end the subscription of the others. */
  private boolean isOver() {
    return legs.stream().anyMatch(Leg::hasEnded) && legs.stream().allMatch(Leg::isOver);
  }

  private void finish() {
    ClientStream begun;
    boolean told;
    synchronized (this) {
      told = stream != null;
      begun = told ? stream : early;
    }
    close();
    if (told && begun != null) {
      end(begun, ended());
    } else {
      refuse(begun);
    }
  }

  private byte[] ended() {
    return Subscriptions.ended(call, Optional.of(federation.server()));
  }

  private static void end(ClientStream begun, byte[] message) {
    begun.write(EditedBody.event(Message.of(message)));
    begun.end();
  }

  /** Nobody tells anything. */
  private void refuse(@Nullable ClientStream begun) {
    try {
      List<Asked> asked = legs.stream().map(Leg::refusal).toList();
      Answer answer = Unserved.answer(asked, peers.memberships().nobody());
      if (begun == null) {
        answer.to(call.reply());
      } else {
        end(begun, answer.body());
      }
    } catch (UnusableAnswer e) {
      Denial denial = e.denial();
      boolean post = denial.equals(Refusals.METHOD);
      if (begun == null) {
        call.reply().refuse(denial, post ? List.of(new HeaderField("Allow", "POST")) : List.of());
      } else {
        begun.endWith(denial);
      }
    }
  }

  /** The client has asked for the stream again: it has lost this one. */
  private void giveWay() {
    ClientStream begun;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      begun = stream;
    }
    close();
    if (begun == null) {
      call.refuse(Refusals.REPLACED);
    } else {
      begun.end();
    }
  }

  /** A legacy client comes back to its place with another credential, a modern one asks anew. */
  private void end(Denial why) {
    ClientStream told;
    ClientStream begun;
    synchronized (this) {
      if (closed) {
        return; // it is being told another end
      }
      closed = true;
      told = stream;
      begun = early;
    }
    close();
    if (told != null && call.isModern()) {
      end(told, ended());
    } else if (told != null) {
      told.end();
    } else if (begun != null) {
      begun.endWith(why);
    } else {
      call.refuse(why);
    }
  }

  private void close() {
    backends().heartbeats().remove(this);
    if (session != null) {
      session.listensNoMore(this);
    }
    synchronized (this) {
      closed = true;
    }
    legs.forEach(leg -> leg.cancel(new CancellationException("nobody listens any more")));
  }
}
