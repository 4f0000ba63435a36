package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.proxyabl.HeaderField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private final Peers peers;
  private final ServerRequests requests;
  private final Subscriptions subscriptions;
  private Map<String, String> places = new TreeMap<>();
  private final List<Leg> legs = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private final long begun = NanoTime.now();

  /** Begun, though it is not decided what it tells, so that a client's leaving is noticed. */
  private @Nullable ClientStream early;

  private @Nullable ClientStream stream;
  private boolean closed;

  Listening(Federation federation, McpCall call, Peers peers, ServerRequests requests) {
    this.federation = federation;
    this.call = call;
    this.peers = peers;
    this.requests = requests;
    this.subscriptions = new Subscriptions(call, federation.names());
  }

  void start() {
    Optional<String> lastEventId =
        call.isPost() ? Optional.empty() : call.headers().first("Last-Event-ID");
    if (lastEventId.isPresent()) {
      Optional<StreamPlace> place =
          federation
              .backends()
              .seal()
              .open(Seal.Kind.EVENT, call.binding(), lastEventId.get())
              .flatMap(StreamPlace::parse);
      if (place.isEmpty()) {
        call.refuse(Refusals.LAST_EVENT_ID);
        return;
      }
      places.putAll(place.get().ids());
      if (!place.get().merged()) {
        resumeAnswer();
        return;
      }
    }
    // Noticed while writing, with the lock held; the HTTP client is never entered with one.
    call.reply().onGone(cause -> backends().client().execute(this::close));
    for (McpUpstream upstream : federation.upstreams()) {
      legs.add(new Leg(this, upstream));
    }
    if (call.isModern()) {
      backends().heartbeats().add(this);
    }
    legs.forEach(Leg::open);
    resolved();
  }

  /** The answer of one upstream is taken up again, with its own end. */
  private void resumeAnswer() {
    Map.Entry<String, String> only = places.entrySet().iterator().next();
    Optional<McpUpstream> upstream = federation.names().find(only.getKey());
    Optional<Membership> member = upstream.flatMap(peers.memberships()::find);
    if (member.isEmpty()) {
      call.refuse(Refusals.NOT_JOINED);
    } else {
      new Forwarding(federation, call, peers, requests)
          .resume(upstream.get(), member.get(), only.getValue());
    }
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

  FederatedPassing passing(McpUpstream upstream) {
    return new FederatedPassing(
        upstream, requests, id -> place(upstream, id), FederatedPassing.Witness.NONE);
  }

  UpstreamRequest request(McpUpstream upstream, Membership member) {
    if (!call.isModern()) {
      Optional<String> place;
      synchronized (this) {
        place = Optional.ofNullable(places.get(upstream.name()));
      }
      return peers.requests().get(upstream, member, place);
    }
    return peers
        .requests()
        .post(PeerRequests.Target.of(upstream), member, subscriptions.message(upstream))
        .listening();
  }

  /**
   * One upstream that has no place any more takes nobody else's; one whose place is too long keeps
   * the one before.
   */
  private synchronized Optional<String> place(McpUpstream upstream, String id) {
    Map<String, String> next = new TreeMap<>(places);
    if (id.isEmpty()) {
      next.remove(upstream.name());
    } else {
      next.put(upstream.name(), id);
    }
    Optional<String> sealed = new StreamPlace(true, next).sealed(backends().seal(), call.binding());
    if (sealed.isPresent()) {
      places = next;
    }
    return sealed;
  }

  // What legs report.

  /** A leg's first message: what its upstream will tell of. */
  void acknowledged(McpUpstream upstream, RpcMessage message) {
    synchronized (this) {
      if (stream == null) { // else the client has been told already
        subscriptions.acknowledged(upstream, message);
      }
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
  public synchronized void look(long now, long quiet) {
    if (now - begun >= quiet && early == null && stream == null && !closed) {
      early = open();
    }
  }

  private ClientStream open() {
    backends().heartbeats().remove(this);
    return ClientStream.prepared(call.reply(), backends().heartbeats()).open(List.of());
  }

  /** Some leg knows by now whether its upstream tells anything. */
  void resolved() {
    List<Runnable> ready;
    synchronized (this) {
      if (stream != null || closed || !isDecided()) {
        return;
      }
      boolean any = legs.isEmpty() || legs.stream().anyMatch(Leg::tells);
      if (any) {
        stream = early == null ? open() : early;
        if (call.isModern()) {
          stream.write(EditedBody.event(Message.of(subscriptions.acknowledgement())));
        }
        held.forEach(Runnable::run);
        held.clear();
      } else {
        closed = true;
      }
      ready = List.copyOf(waiting);
      waiting.clear();
    }
    if (isClosed()) {
      refuse();
    }
    ready.forEach(Runnable::run);
  }

  /** A subscription is acknowledged for all at once; a legacy stream begins with the first. */
  private boolean isDecided() {
    boolean all = legs.stream().allMatch(Leg::isResolved);
    return all || !call.isModern() && legs.stream().anyMatch(Leg::tells);
  }

  private void refuse() {
    Denial denial = refusal();
    backends().heartbeats().remove(this);
    ClientStream begun;
    synchronized (this) {
      begun = early;
    }
    if (begun == null) {
      boolean post = denial.equals(Refusals.METHOD);
      call.reply().refuse(denial, post ? List.of(new HeaderField("Allow", "POST")) : List.of());
    } else {
      begun.endWith(denial, call);
    }
  }

  /** Why nobody tells anything. */
  private Denial refusal() {
    if (legs.stream().allMatch(Leg::offersNone)) {
      return Refusals.METHOD;
    }
    boolean tooMany = legs.stream().anyMatch(Leg::tooMany);
    return tooMany ? Refusals.TOO_MANY : peers.memberships().nobody();
  }

  private void close() {
    backends().heartbeats().remove(this);
    synchronized (this) {
      closed = true;
    }
    legs.forEach(leg -> leg.cancel(new CancellationException("the client has gone")));
  }
}
