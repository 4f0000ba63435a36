package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.response.EventStreamReader;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.MessageTooLarge;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.internal.Deadline;
import io.gatewaystack.proxyabl.internal.Sending;
import io.gatewaystack.proxyabl.internal.Shares;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import io.gatewaystack.proxyabl.internal.UpstreamFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request to one upstream and its answer, which comes in whole messages as fast as its receiver
 * has room for them. It ends once: complete, failed or cancelled.
 *
 * <p>The answer is read only when the HTTP client calls, for it may be failing it on another thread
 * otherwise; and the HTTP client is never entered with a lock held.
 */
final class UpstreamExchange extends Deadline
    implements Response.ContentSourceListener, Response.CompleteListener {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamExchange.class);

  private final Backends backends;
  private final UpstreamClient client;
  private final UpstreamRequest what;
  private final Receiver receiver;
  private final Sending request;
  private ByteArrayOutputStream whole = new ByteArrayOutputStream(0);
  private @Nullable UpstreamHead head;
  private Content.@Nullable Source source;
  private @Nullable EventStreamReader events;
  private long messageDue = NEVER;
  private long held;
  private boolean holdsConnection;
  private boolean over;
  private boolean discarding;
  private volatile boolean unheard;
  private volatile boolean dispatched;
  private volatile long deadline = NEVER;
  private volatile long end = NEVER;

  /** A request that was not sent yet. */
  UpstreamExchange(Backends backends, UpstreamRequest what, Receiver receiver) {
    this.backends = backends;
    this.client = backends.client();
    this.what = what;
    this.receiver = receiver;
    this.request = new Sending(request());
  }

  private Request request() {
    Request made = client.request(what.method(), what.upstream().uri());
    made.headers(
        fields -> {
          for (HeaderField line : what.headers()) {
            fields.add(line.name(), line.value());
          }
        });
    if (what.body().length > 0) {
      made.body(new BytesRequestContent("application/json", what.body()));
    }
    return made.onRequestBegin(begun -> dispatched = true);
  }

  /** Sends it, unless the caller holds its whole share of connections. */
  void send() {
    if (begin()) {
      waitUntil(NanoTime.now() + what.timeout().toNanos());
      request.send(this);
    } else {
      refused(Shares.USED_UP, new RejectedExecutionException("the caller's share is used up"));
    }
  }

  private synchronized boolean begin() {
    holdsConnection = !over && backends.shares().take(what.upstream().name(), what.caller());
    return holdsConnection || over;
  }

  /** Ends the exchange; the receiver hears nothing more. */
  void cancel(Throwable cause) {
    if (finish()) {
      request.end(cause);
    }
  }

  /** Ends the exchange for a reason of ours, which the receiver is told. */
  void end(Denial why) {
    refused(why, new CancellationException(why.error()));
  }

  /** Lets the exchange go on for some time at most, however busy it is. */
  synchronized void endWithin(Duration time) {
    end = NanoTime.now() + time.toNanos();
    if (!over) {
      client.watch(this);
    }
  }

  /**
   * Lets the exchange go on for some time at most, though nobody hears of it any more: there is no
   * room for large answers then.
   */
  void goOnUnheard(Duration time) {
    unheard = true;
    endWithin(time);
  }

  // What the upstream does.

  @Override
  public void onContentSource(Response response, Content.Source body) {
    UpstreamHead begun = new UpstreamHead(response.getStatus(), response.getHeaders());
    if (begun.status() < 200) { // 101: nobody asked to switch
      failed(new IOException("status " + begun.status()));
      return;
    }
    head = begun;
    source = body;
    guarded(() -> begin(begun));
  }

  private void begin(UpstreamHead begun) {
    if (begun.isSuccess() && begun.unreadable().isPresent()) {
      throw new UnusableAnswer(begun.unreadable().get());
    }
    deadline = NEVER;
    messageIsDue();
    if (begun.isStream()) {
      events = new EventStreamReader(backends.maxMessageBytes(), this::event, this::block);
      receiver.stream(begun);
    }
    if (events == null || receiver.hasRoom(this::resume)) {
      proceed();
    }
  }

  private void event(Message event) {
    messageIsDue();
    Utf8.require(event.original());
    receiver.event(event);
  }

  /** A byte order mark is no block, and the client's stream has a beginning of its own. */
  private void block(byte[] block) {
    messageIsDue();
    Utf8.require(block);
    if (!EventStreamReader.isByteOrderMark(block)) {
      receiver.block(block);
    }
  }

  @Override
  public void onComplete(Result result) {
    if (result.isFailed()) {
      failed(result.getFailure());
    }
  }

  /** The receiver has room again; how long that took is not the upstream's fault. */
  private void resume() {
    messageIsDue();
    demand();
  }

  private void demand() {
    if (source != null && !isOver()) {
      waitUntil(messageDue);
      source.demand(() -> guarded(this::proceed));
    }
  }

  /** Reads what has come, as long as there is room for it. */
  private void proceed() {
    deadline = NEVER; // what is waited for now, if anything, is the receiver
    boolean more = true;
    while (more && !isOver() && source != null) {
      Content.Chunk piece = source.read();
      if (piece == null) {
        demand();
        return;
      }
      if (Content.Chunk.isFailure(piece)) {
        failed(piece.getFailure());
        return;
      }
      boolean last = piece.isLast();
      take(piece);
      if (last) {
        complete();
        return;
      }
      more = events == null || receiver.hasRoom(this::resume);
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (MessageTooLarge e) {
      refused(Denial.upstreamError("message_too_large"), e);
    } catch (UnusableAnswer e) {
      refused(e.denial(), e);
    } catch (RuntimeException | Error e) { // too large for the heap, too: somebody waits
      LOG.error("an answer of {} could not be handled", what.upstream().name(), e);
      refused(Denial.internalError(), e);
    }
  }

  private void take(Content.Chunk piece) {
    try {
      ByteBuffer buffer = piece.getByteBuffer();
      byte[] bytes = buffer.hasArray() ? buffer.array() : BufferUtil.toArray(buffer);
      int offset = buffer.hasArray() ? buffer.arrayOffset() + buffer.position() : 0;
      int kept = events == null ? whole.size() : events.held();
      discarding = discarding || !hold(kept + buffer.remaining());
      if (discarding) {
        whole = new ByteArrayOutputStream(0);
      } else if (events != null) {
        events.read(bytes, offset, buffer.remaining());
      } else if (buffer.remaining() > backends.maxMessageBytes() - whole.size()) {
        throw new UnusableAnswer(Denial.upstreamError("message_too_large"));
      } else {
        whole.write(bytes, offset, buffer.remaining());
      }
    } finally {
      piece.release();
    }
  }

  /**
   * Counts what is held, with the copies that are made of it; false when it is not to be held,
   * because there is nobody to hear it. Events that were handed on count until the next piece
   * comes: then their receiver has had room for them.
   *
   * @throws UnusableAnswer when there is no room for it
   */
  private synchronized boolean hold(int bytes) {
    long copies = events == null ? 2 : 4;
    long counted = over || bytes <= McpReply.UNCOUNTED ? 0 : copies * bytes;
    if (counted != held && !what.memory().test(counted - held) && counted > held) {
      if (unheard) {
        return false;
      }
      throw new UnusableAnswer(Denial.noRoomForAnswer());
    }
    held = counted;
    return true;
  }

  private void complete() {
    UpstreamHead begun = head;
    if (begun == null || !finish()) {
      return;
    }
    if (discarding) {
      receiver.failed(Denial.noRoomForAnswer());
    } else if (events != null) {
      receiver.end();
    } else {
      byte[] body = whole.toByteArray();
      whole = new ByteArrayOutputStream(0); // the client may take its time, and knows this exchange
      receiver.whole(begun, body);
    }
  }

  private void failed(Throwable cause) {
    LOG.debug("{} failed", what.upstream().name(), cause);
    refused(UpstreamFault.denial(cause, dispatched), cause);
  }

  private void refused(Denial denial, Throwable cause) {
    if (finish()) {
      request.end(cause);
      receiver.failed(denial);
    }
  }

  /** True once, for the thread that ends the exchange. */
  private synchronized boolean finish() {
    boolean first = !over;
    over = true;
    hold(0);
    deadline = NEVER;
    client.unwatch(this);
    if (holdsConnection) {
      holdsConnection = false;
      backends.shares().giveBack(what.upstream().name(), what.caller());
    }
    return first;
  }

  private synchronized boolean isOver() {
    return over;
  }

  @Override
  public void closing() {
    end(Denial.unavailable());
  }

  // How long it may take.

  /** From now on the next message has its time: a few bytes of it do not gain it any more. */
  private void messageIsDue() {
    messageDue = NanoTime.now() + what.idleTimeout().toNanos();
  }

  private synchronized void waitUntil(long time) {
    if (!over) {
      deadline = time;
      client.watch(this);
    }
  }

  @Override
  public long getExpireNanoTime() {
    return earlier(deadline, end);
  }

  @Override
  public void expired() {
    if (isPast()) {
      failed(new TimeoutException("the upstream made no progress"));
    }
  }
}
