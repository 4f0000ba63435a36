package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.proxyabl.internal.Deadline;
import java.time.Duration;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * One upstream's part of a merged stream. It is asked again, after growing pauses, until the client
 * has gone, unless it offers no such stream.
 */
final class Leg extends Deadline implements Receiver {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
  private static final long NEVER = Long.MAX_VALUE;

  private final Listening listening;
  private final McpUpstream upstream;
  private final FederatedPassing passing;
  private @Nullable UpstreamExchange exchange;
  private Duration pause = FIRST_PAUSE;
  private boolean acknowledged;
  private volatile boolean resolved;
  private volatile boolean tells;
  private volatile boolean offersNone;
  private volatile boolean tooMany;
  private volatile long again = NEVER;

  Leg(Listening listening, McpUpstream upstream) {
    this.listening = listening;
    this.upstream = upstream;
    this.passing = listening.passing(upstream);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what follows is told to this leg
  void open() {
    listening
        .peers()
        .memberships()
        .of(upstream)
        .whenComplete(
            (member, failure) -> {
              if (member == null || member.isEmpty()) {
                failed(Refusals.NOT_JOINED);
              } else {
                send(member.get());
              }
            });
  }

  private void send(Membership member) {
    UpstreamExchange next =
        listening.backends().exchange(listening.request(upstream, member), this);
    synchronized (this) {
      exchange = next;
      acknowledged = false;
    }
    if (!listening.isClosed()) {
      next.send();
    }
  }

  void cancel(Throwable cause) {
    UpstreamExchange running;
    synchronized (this) {
      running = exchange;
      again = NEVER;
    }
    listening.backends().client().unwatch(this);
    if (running != null) {
      running.cancel(cause);
    }
  }

  /** Whether it is known if the upstream tells anything. */
  boolean isResolved() {
    return resolved;
  }

  boolean tells() {
    return tells;
  }

  boolean offersNone() {
    return offersNone;
  }

  /** Whether the caller held its whole share of connections when it was asked last. */
  boolean tooMany() {
    return tooMany;
  }

  private void resolve() {
    resolved = true;
    listening.resolved();
  }

  // What the upstream does.

  @Override
  public void whole(UpstreamHead head, byte[] body) {
    if (head.status() == 405) {
      offersNone = true;
      resolve();
    } else {
      failed(Denial.upstreamError("no_stream"));
    }
  }

  @Override
  public void stream(UpstreamHead head) {
    if (!listening.isModern()) {
      heard();
    }
  }

  private void heard() {
    tells = true;
    pause = FIRST_PAUSE;
    resolve();
  }

  @Override
  public void event(Message event) {
    if (!RpcMessage.isCarriedBy(event)) {
      return; // no message to any client, and the client could not tell whose it is
    }
    RpcMessage message = RpcMessage.read(event);
    if (listening.isModern() && !acknowledged) {
      if (!message.method().equals(ACKNOWLEDGED)) { // it must come first
        throw new UnusableAnswer(Denial.upstreamError("subscription"));
      }
      acknowledged = true;
      listening.acknowledged(upstream, message);
      heard();
    } else {
      listening.event(passing, event, message);
    }
  }

  @Override
  public void block(byte[] block) {
    listening.block(passing, block);
  }

  /** A subscription's first event decides whether the stream begins: it must not wait for it. */
  @Override
  public boolean hasRoom(Runnable whenRoom) {
    boolean first = listening.isModern() && !acknowledged;
    return first || listening.hasRoom(whenRoom);
  }

  @Override
  public void end() {
    askAgain();
  }

  @Override
  public void failed(Denial denial) {
    tooMany = denial.equals(Refusals.TOO_MANY);
    listening.peers().warn(new Asked.Silent(upstream, 0, denial));
    askAgain();
  }

  private void askAgain() {
    tells = false;
    if (!resolved) {
      resolve();
    }
    if (listening.isClosed()) {
      return;
    }
    again = NanoTime.now() + pause.toNanos();
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    listening.backends().client().watch(this);
  }

  @Override
  public long getExpireNanoTime() {
    return again;
  }

  @Override
  public void expired() {
    long due = again;
    if (due != NEVER && NanoTime.isBeforeOrSame(due, NanoTime.now())) {
      again = NEVER;
      listening.backends().client().unwatch(this);
      if (!listening.isClosed()) {
        open();
      }
    }
  }
}
