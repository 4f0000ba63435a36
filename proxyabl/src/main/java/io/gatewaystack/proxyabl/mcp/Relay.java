package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.EventLines;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.internal.Heartbeats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * Passes one upstream's answer on, message by message. What is no JSON-RPC message goes no further:
 * it becomes a refusal, or the last event of a stream that has begun.
 *
 * <p>A client that goes away ends a modern request and a listening stream; a legacy request goes on
 * without it for as long as it would have been waited for, because there a lost connection does not
 * mean that nobody wants the answer. So that a modern client's leaving is noticed although its
 * upstream says nothing, its answer becomes a stream after a while, in which a whole answer is an
 * event. So does a GET: there are servers that begin their answer with the first thing they tell.
 */
final class Relay implements Receiver, Heartbeats.Silent {
  /** How the client is answered. */
  private enum Form {
    UNDECIDED,
    WHOLE,
    STREAM
  }

  private final McpCall call;
  private final Passing passing;
  private final Heartbeats heartbeats;
  private final Duration afterGone;
  private final @Nullable JsonRpcId asked;
  private final ClientStream stream;
  private final AtomicReference<Form> form = new AtomicReference<>(Form.UNDECIDED);
  private final long begun = NanoTime.now();
  private volatile @Nullable UpstreamExchange exchange;
  private volatile boolean answered;
  private volatile boolean resumable;

  /**
   * A relay for one exchange.
   *
   * @param asked the request whose answer it takes; null when it takes none, or, on a GET, any
   * @param afterGone how long a legacy request may go on without its client
   */
  Relay(
      McpCall call,
      Passing passing,
      @Nullable JsonRpcId asked,
      Heartbeats heartbeats,
      Duration afterGone) {
    this.call = call;
    this.passing = passing;
    this.asked = asked;
    this.heartbeats = heartbeats;
    this.afterGone = afterGone;
    this.stream = ClientStream.prepared(call, heartbeats, this::end);
  }

  /** Sends a request whose answer this relay takes. */
  void start(UpstreamExchange exchange) {
    this.exchange = exchange;
    boolean goesOn = call.isPost() && !call.isModern();
    Consumer<Throwable> gone = goesOn ? cause -> exchange.goOnUnheard(afterGone) : exchange::cancel;
    call.reply().onGone(gone);
    boolean waits = call.isStream() || call.isModern() && call.operation().id() != null;
    if (waits && call.acceptsEvents()) {
      heartbeats.add(this);
    }
    exchange.send();
  }

  @Override
  public void look(long now, long quiet) {
    if (now - begun >= quiet && decide(Form.STREAM)) {
      stream.open(List.of());
    }
  }

  @Override
  public void serverStops() {
    if (call.listens()) {
      end(Denial.unavailable());
    }
  }

  private void end(Denial why) {
    UpstreamExchange running = exchange;
    if (running != null) {
      running.end(why);
    }
  }

  /** True for the one who decides. */
  private boolean decide(Form decided) {
    heartbeats.remove(this);
    return form.compareAndSet(Form.UNDECIDED, decided);
  }

  @Override
  public void whole(UpstreamHead head, byte[] body) {
    boolean asItIs = decide(Form.WHOLE);
    try {
      passing.head(head);
      WholeAnswer answer = WholeAnswer.of(head, body, call.operation().id());
      List<HeaderField> headers = headers(head);
      byte[] changed = answer.message().map(m -> passing.body(m, body)).orElse(answer.body());
      if (!asItIs) {
        if (!call.isStream()) {
          stream.write(EditedBody.event(Message.of(changed)));
        }
        stream.end();
        return;
      }
      if (changed.length > 0) {
        headers.add(new HeaderField("Content-Type", "application/json"));
      }
      call.reply().answer(answer.status(), headers, changed);
    } catch (UnusableAnswer e) {
      if (asItIs) {
        call.reply().refuse(e.denial(), head.forClient());
      } else {
        cut(e.denial());
      }
    }
  }

  private List<HeaderField> headers(UpstreamHead head) {
    List<HeaderField> headers = head.forClient();
    if (!call.isModern()) {
      head.session()
          .flatMap(passing::session)
          .ifPresent(id -> headers.add(new HeaderField(UpstreamHead.SESSION, id)));
    }
    return headers;
  }

  /** What takes no answer gets none, and who tells something nevertheless is not listened to. */
  private boolean takesNoAnswer() {
    return call.isPost() && call.operation().id() == null;
  }

  @Override
  public void stream(UpstreamHead head) {
    List<HeaderField> headers = headers(head);
    UpstreamExchange running = exchange;
    if (takesNoAnswer() && running != null) {
      running.cancel(new CancellationException("nothing was asked"));
      if (decide(Form.WHOLE)) {
        call.reply().answer(202, headers, new byte[0]);
      }
    } else if (decide(Form.STREAM)) {
      stream.open(headers);
    }
  }

  @Override
  public void event(Message event) {
    resumable = resumable || event.id() != null && passing.isPlace(event.id());
    if (!RpcMessage.isCarriedBy(event)) {
      byte[] arrived = event.original();
      write(arrived == null ? null : passing.block(arrived));
      return;
    }
    RpcMessage message = RpcMessage.read(event);
    if (message.isResponse()) {
      if (!isWaitedFor(message)) {
        return;
      }
      answered = true;
    }
    passing.event(event, message).ifPresent(this::write);
  }

  /** On the GET stream of the only upstream nobody else's answers can be given. */
  private boolean isWaitedFor(RpcMessage response) {
    return asked == null ? !call.isPost() : !answered && response.answers(asked);
  }

  @Override
  public void block(byte[] block) {
    resumable = resumable || EventLines.of(block).value("id").filter(passing::isPlace).isPresent();
    write(passing.block(block));
  }

  private void write(byte @Nullable [] block) {
    if (block != null) {
      stream.write(block);
    }
  }

  @Override
  public boolean hasRoom(Runnable whenRoom) {
    return form.get() != Form.STREAM || stream.hasRoom(whenRoom);
  }

  /**
   * A legacy stream may end before its answer, to be taken up again; any other that does so has
   * failed.
   */
  @Override
  public void end() {
    if (isOwed() && !mayBeResumed()) {
      cut(Denial.upstreamError("no_answer"));
    } else {
      stream.end();
    }
  }

  @Override
  public void failed(Denial denial) {
    boolean ours = denial.equals(Refusals.EXPIRED) || denial.equals(Denial.unavailable());
    boolean lost = ours || denial.code() == null; // the connection, or the upstream's patience
    if (decide(Form.WHOLE)) {
      call.refuse(denial);
    } else if (ours && call.isSubscription()) {
      stream.write(EditedBody.event(Message.of(Subscriptions.ended(call, Optional.empty()))));
      stream.end();
    } else if (lost && (!isOwed() || mayBeResumed())) {
      stream.end();
    } else {
      cut(denial);
    }
  }

  private boolean isOwed() {
    return call.operation().id() != null && !answered;
  }

  private boolean mayBeResumed() {
    return resumable && !call.isModern();
  }

  /** Ends a stream that has begun: its last event tells why, if somebody waits for an answer. */
  private void cut(Denial denial) {
    if (isOwed()) {
      stream.endWith(denial);
    } else {
      stream.recordFailure(denial);
      stream.end();
    }
  }
}
