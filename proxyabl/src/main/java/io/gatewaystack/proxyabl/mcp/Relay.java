package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Rendering;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.section.Refusal;
import io.gatewaystack.proxyabl.HeaderField;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes one upstream's answer on, message by message. What is no JSON-RPC message goes no further:
 * it becomes a refusal, or the last event of a stream that has begun.
 *
 * <p>A client that goes away ends a modern request and a listening stream; a legacy request goes on
 * without it for as long as it would have been waited for, because there a lost connection does not
 * mean that nobody wants the answer.
 */
final class Relay implements Receiver {
  private static final String LAYER = "proxyabl";

  private final McpCall call;
  private final Passing passing;
  private final Heartbeats heartbeats;
  private final Duration afterGone;
  private volatile @Nullable ClientStream stream;
  private volatile boolean answered;
  private volatile boolean resumable;

  /**
   * A relay for one exchange.
   *
   * @param afterGone how long a legacy request may go on without its client
   */
  Relay(McpCall call, Passing passing, Heartbeats heartbeats, Duration afterGone) {
    this.call = call;
    this.passing = passing;
    this.heartbeats = heartbeats;
    this.afterGone = afterGone;
  }

  /** Sends a request whose answer this relay takes. */
  void start(UpstreamExchange exchange) {
    boolean goesOn = call.isPost() && !call.isModern();
    Consumer<Throwable> gone = goesOn ? cause -> exchange.endWithin(afterGone) : exchange::cancel;
    call.reply().onGone(gone);
    exchange.send();
  }

  @Override
  public void whole(UpstreamHead head, byte[] body) {
    try {
      passing.head(head);
      WholeAnswer answer = WholeAnswer.of(head, body, call.operation().id());
      List<HeaderField> headers = headers(head);
      byte[] changed = answer.message().map(m -> passing.body(m, body)).orElse(body);
      if (changed.length > 0) {
        headers.add(new HeaderField("Content-Type", "application/json"));
      }
      call.reply().answer(answer.status(), headers, changed);
    } catch (UnusableAnswer e) {
      call.reply().refuse(e.denial(), head.forClient());
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

  @Override
  public void stream(UpstreamHead head) {
    stream = ClientStream.open(call.reply(), heartbeats, headers(head));
  }

  @Override
  public void event(Message event) {
    resumable |= event.id() != null;
    if (!RpcMessage.isCarriedBy(event)) {
      write(event.original());
      return;
    }
    RpcMessage message = RpcMessage.read(event);
    JsonRpcId asked = call.operation().id();
    answered |= asked != null && message.answers(asked);
    passing.event(event, message).ifPresent(this::write);
  }

  @Override
  public void block(byte[] block) {
    resumable |= EventBlock.id(block).isPresent();
    write(passing.block(block));
  }

  private void write(byte @Nullable [] block) {
    ClientStream open = stream;
    if (open != null && block != null) {
      open.write(block);
    }
  }

  @Override
  public boolean hasRoom(Runnable whenRoom) {
    ClientStream open = stream;
    return open == null || open.hasRoom(whenRoom);
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
      close();
    }
  }

  @Override
  public void failed(Denial denial) {
    boolean lost = denial.code() == null; // the connection, or the upstream's patience
    if (stream == null) {
      call.refuse(denial);
    } else if (lost && (!isOwed() || mayBeResumed())) {
      close();
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
    call.reply().update(context -> context.merge(new Refusal(LAYER, denial)));
    if (isOwed()) {
      String requestId = call.context().request().id();
      byte[] error = Rendering.rpcError(denial, requestId, call.operation().id());
      write(EditedBody.event(Message.of(error)));
    }
    close();
  }

  private void close() {
    Optional.ofNullable(stream).ifPresent(ClientStream::end);
  }
}
