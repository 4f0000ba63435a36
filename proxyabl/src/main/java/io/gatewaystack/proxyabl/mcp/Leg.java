package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.response.Message;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One upstream's part of a merged stream. It is asked again, after growing pauses, until the client
 * has gone, unless it offers no such stream.
 */
final class Leg {
  static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
  private static final byte[] NOTHING = {};

  /** What an upstream does. */
  private enum State {
    /** Nothing yet. */
    ASKED,
    TELLS,
    /** It did not begin, has broken off, or has ended its part. */
    SILENT
  }

  private final Listening listening;
  private final McpUpstream upstream;
  private final FederatedPassing passing;
  private final Repetition asking;
  private @Nullable UpstreamExchange exchange;
  private volatile State state = State.ASKED;
  private volatile boolean ended;
  private volatile boolean lacks;
  private volatile Asked refusal;

  Leg(Listening listening, McpUpstream upstream) {
    this.listening = listening;
    this.upstream = upstream;
    this.passing = listening.passing(upstream);
    this.refusal = unknown();
    var client = listening.backends().client();
    this.asking = new Repetition(this::open, client::watch, client::unwatch);
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
                silent(new Asked.Silent(upstream, 0, Refusals.NOT_JOINED));
              } else {
                send(member.get());
              }
            });
  }

  private void send(Membership member) {
    UpstreamExchange next =
        listening.backends().exchange(listening.request(upstream, member), new Part(member));
    synchronized (this) {
      exchange = next;
    }
    if (!listening.isClosed()) {
      next.send();
    }
  }

  void cancel(Throwable cause) {
    asking.stop();
    UpstreamExchange running;
    synchronized (this) {
      running = exchange;
    }
    if (running != null) {
      running.cancel(cause);
    }
  }

  /** Whether it is known if the upstream tells anything. */
  boolean isResolved() {
    return state != State.ASKED;
  }

  /** Whether the upstream tells what happens, or has until it said that it would no more. */
  boolean tells() {
    return state == State.TELLS || ended;
  }

  /** Whether the upstream has said that it ends its part, and has told nothing since. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether nothing has to be expected of the upstream. */
  boolean isOver() {
    return ended || state == State.SILENT && lacks;
  }

  /** Why the upstream tells nothing. */
  Asked refusal() {
    return refusal;
  }

  /** Keeps no message nobody will ask for: streams live long. */
  void forgetRefusal() {
    refusal = unknown();
  }

  private Asked unknown() {
    return new Asked.Silent(upstream, 0, Refusals.NOBODY);
  }

  private void heard() {
    state = State.TELLS;
    ended = false;
    asking.succeeded();
    listening.changed();
  }

  private void silent(Asked why) {
    refusal = why;
    lacks = Unserved.lacks(why);
    state = State.SILENT;
    if (!lacks) {
      listening.peers().warn(why);
      asking.later();
    }
    listening.changed();
  }

  /** The upstream has nothing more to say for now; it may have when it is asked again. */
  private void pauses() {
    lacks = false;
    state = State.SILENT;
    asking.later();
    listening.changed();
  }

  /** What comes of asking once. */
  private final class Part implements Receiver {
    private final Membership member;
    private @Nullable UpstreamHead begun;
    private boolean acknowledged;
    private boolean over;

    Part(Membership member) {
      this.member = member;
    }

    @Override
    public void whole(UpstreamHead head, byte[] body) {
      if (head.status() == 404 && member.session().isPresent()) {
        Asked lost = listening.peers().memberships().lost(upstream, member);
        listening.places().forget(upstream);
        silent(lost); // it joins when it is asked again
      } else if (head.status() == 405 || head.status() == 404 && !listening.isModern()) {
        silent(new Asked.Silent(upstream, 405, Refusals.METHOD));
      } else {
        silent(refusal(head, body));
      }
    }

    /** A GET asks nothing that a message could answer. */
    private Asked refusal(UpstreamHead head, byte[] body) {
      JsonRpcId asked = listening.asked();
      try {
        return WholeAnswer.of(head, asked == null ? NOTHING : body, asked)
            .message()
            .filter(message -> message.kind() == RpcMessage.Kind.ERROR)
            .<Asked>map(message -> new Asked.Told(upstream, head, message))
            .orElseGet(() -> silence(head, Denial.upstreamError("no_stream")));
      } catch (UnusableAnswer e) {
        return silence(head, e.denial());
      }
    }

    private Asked silence(UpstreamHead head, Denial denial) {
      return new Asked.Silent(upstream, head.status(), denial);
    }

    @Override
    public void stream(UpstreamHead head) {
      begun = head;
      if (!listening.isModern()) {
        heard();
      }
    }

    @Override
    public void event(Message event) {
      if (over || !RpcMessage.isCarriedBy(event)) {
        return; // no message to any client, and the client could not tell whose it is
      }
      RpcMessage message = RpcMessage.read(event);
      if (message.isResponse()) {
        response(message);
      } else if (listening.isModern() && !acknowledged) {
        acknowledge(message);
      } else {
        listening.event(passing, event, message);
      }
    }

    /** It must come first. */
    private void acknowledge(RpcMessage message) {
      if (!message.method().equals(ACKNOWLEDGED)) {
        throw new UnusableAnswer(Denial.upstreamError("subscription"));
      }
      acknowledged = true;
      listening.acknowledged(upstream, message);
      heard();
    }

    /** Whoever has asked something else has not asked it here. */
    private void response(RpcMessage message) {
      JsonRpcId asked = listening.asked();
      UpstreamHead head = begun;
      if (asked == null || head == null || !message.answers(asked)) {
        return;
      }
      if (message.kind() == RpcMessage.Kind.RESULT && !acknowledged) {
        throw new UnusableAnswer(Denial.upstreamError("subscription"));
      }
      over = true;
      cancelExchange();
      if (message.kind() == RpcMessage.Kind.RESULT) {
        ended = true;
        pauses();
      } else {
        silent(new Asked.Told(upstream, head, message));
      }
    }

    private void cancelExchange() {
      UpstreamExchange running;
      synchronized (Leg.this) {
        running = exchange;
      }
      if (running != null) {
        running.cancel(new CancellationException("the upstream has ended its part"));
      }
    }

    @Override
    public void block(byte[] block) {
      if (!over) {
        listening.block(passing, block);
      }
    }

    /** A subscription's first event decides whether the stream begins: it must not wait for it. */
    @Override
    public boolean hasRoom(Runnable whenRoom) {
      boolean first = listening.isModern() && !acknowledged;
      return first || listening.hasRoom(whenRoom);
    }

    @Override
    public void end() {
      if (listening.isModern() && !acknowledged) {
        failed(Denial.upstreamError("subscription"));
      } else {
        pauses();
      }
    }

    @Override
    public void failed(Denial denial) {
      silent(new Asked.Silent(upstream, 0, denial));
    }
  }
}
