package io.gatewaystack.context.servlet;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.denial.Rendering;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.net.MediaType;
import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.EditedBody.Framing;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.MessageTooLarge;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.response.UnfitAnswer;
import io.gatewaystack.context.section.Refusal;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output of an edited answer. The first byte decides what becomes of it: JSON and server-sent
 * events go through the editor, anything else passes as it is, except on MCP routes, where a client
 * might read it all the same: it is refused there, or dropped behind the status of an error.
 *
 * <p>Every state change holds this object's lock; the application's listener is called without it.
 */
final class EditedStream extends ServletOutputStream implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(EditedStream.class);
  private static final String LAYER = "response";

  /** What is known about the answer. */
  private enum State {
    /** Nothing was written. */
    OPEN,
    /** Bytes go through the editor. */
    EDITING,
    /** Bytes pass. */
    PASSING,
    /** The status passes, the bytes do not. */
    DROPPING,
    /** Nothing more is taken. */
    CLOSED
  }

  private final EditedResponse response;
  private final Governed governed;
  private final ResponseEditor editor;
  private final ContainerOutput out;
  private State state = State.OPEN;
  private @Nullable EditedBody body;
  private long held;
  private boolean cut;
  private @Nullable WriteListener listener;
  private @Nullable Runnable complete;

  EditedStream(EditedResponse response, Governed governed, ResponseEditor editor) {
    this.response = response;
    this.governed = governed;
    this.editor = editor;
    this.out = new ContainerOutput(response.container());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (cut || state == State.CLOSED) {
      throw new IOException("the answer is closed");
    }
    try {
      begin();
      if (body != null) {
        edit(body, bytes, offset, length);
      } else if (state == State.PASSING) {
        out.add(Arrays.copyOfRange(bytes, offset, offset + length));
      }
    } catch (RuntimeException | Error e) {
      cut(e);
    }
    drain();
    if (cut) {
      throw new IOException("the answer was refused");
    }
  }

  /** Takes what was written, and counts it. */
  private void edit(EditedBody edited, byte[] bytes, int offset, int length) {
    long most = edited.held() + (long) length;
    hold(most);
    boolean mayBeWhole = edited.framing() == Framing.EVENTS;
    governed
        .begun()
        .editing()
        .during(mayBeWhole ? most : 0, () -> edited.write(bytes, offset, length));
    hold(edited.held());
  }

  /** Counts so much of the message that is seen, besides what waits to be sent. */
  private void hold(long bytes) {
    long all = bytes + out.size();
    long counted = all > Room.SMALL ? all : 0;
    if (counted != held && !governed.hold(counted - held) && counted > held) {
      throw new Refused(Denial.noRoomForAnswer());
    }
    held = counted;
  }

  /** Hands on what waits, and gives back the memory of what has left. */
  private boolean drain() throws IOException {
    boolean ready = out.drain();
    if (held > 0 && body != null) {
      hold(body.held());
    }
    return ready;
  }

  /** Decides, at the first byte, what becomes of the answer. */
  private void begin() {
    if (state != State.OPEN) {
      return;
    }
    Optional<Denial> unreadable = unreadable();
    if (unreadable.isPresent()) {
      cut(unreadable.get());
      return;
    }
    editor.head(response.head());
    Framing framing = framing(MediaType.of(response.getContentType()));
    if (framing == null && isMcp()) {
      state = State.DROPPING;
    } else if (framing == null) {
      response.releaseHeld();
      state = State.PASSING;
    } else {
      if (framing == Framing.EVENTS) {
        response.showEnd();
      }
      body = new EditedBody(framing, editor, governed.settings().maxMessageBytes(), out::add);
      state = State.EDITING;
    }
  }

  private static @Nullable Framing framing(MediaType mediaType) {
    if (mediaType.type().equals("text/event-stream")) {
      return Framing.EVENTS;
    }
    return mediaType.type().isEmpty() || mediaType.isJson() ? Framing.JSON : null;
  }

  /** An answer an editor cannot read must not pass by it. */
  private Optional<Denial> unreadable() {
    String encoding = response.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Optional.of(Denial.upstreamError("encoded_answer"));
    }
    if (response.getStatus() == 206) {
      return Optional.of(Denial.upstreamError("partial_answer"));
    }
    MediaType type = MediaType.of(response.getContentType());
    boolean edited = framing(type) != null;
    if (edited && !type.readsAsUtf8()) {
      return Optional.of(Denial.upstreamError("answer_charset"));
    }
    return isMcp() && !edited && response.getStatus() < 400
        ? Optional.of(Denial.upstreamError("answer_media_type"))
        : Optional.empty();
  }

  private boolean isMcp() {
    return context().route().protocol() == Route.Protocol.MCP;
  }

  private RequestContext context() {
    return governed.exchange().context();
  }

  private void cut(Throwable cause) {
    if (cause instanceof Refused refused) {
      cut(refused.denial());
    } else if (cause instanceof MessageTooLarge tooLarge) {
      LOG.warn(
          "{}: an answer could not be edited: {}", context().request().id(), tooLarge.getMessage());
      cut(Denial.upstreamError("message_too_large"));
    } else if (cause instanceof InvalidJson) {
      cut(Denial.upstreamError("answer_not_json"));
    } else if (cause instanceof UnfitAnswer unfit) {
      cut(Denial.upstreamError(unfit.code()));
    } else {
      LOG.error("{}: an answer could not be edited", context().request().id(), cause);
      cut(Denial.internalError());
    }
  }

  /** Ends the answer with a refusal: in its place, or as the last event of a running stream. */
  private void cut(Denial denial) {
    cut = true;
    state = State.CLOSED;
    governed.exchange().update(c -> c.merge(new Refusal(LAYER, denial)));
    if (response.container().isCommitted()) {
      byte[] error = Rendering.rpcError(denial, context().request().id(), operationId());
      out.add(EditedBody.event(Message.of(error)));
    } else {
      replace(governed.render(denial));
    }
  }

  private @Nullable JsonRpcId operationId() {
    return context().findOperation().map(Operation::id).orElse(null);
  }

  private void replace(Rendering answer) {
    out.clear();
    if (DenialWriter.head(answer, response.container())) {
      out.add(answer.body());
    }
  }

  synchronized void refuse(Rendering answer) throws IOException {
    if (!response.container().isCommitted()) {
      state = State.CLOSED;
      replace(answer);
      drain();
    }
  }

  synchronized boolean isCut() {
    return cut;
  }

  /** The container answers itself (an error page, a redirect). */
  synchronized void abandon() {
    state = State.CLOSED;
    out.clear();
  }

  /** The application starts its answer over. */
  synchronized void discard() {
    state = State.OPEN;
    body = null;
    out.clear();
  }

  synchronized void finish() throws IOException {
    end();
    drain();
  }

  private void end() {
    if (state == State.CLOSED) {
      return;
    }
    try {
      if (state == State.OPEN) { // an answer without a body
        editor.head(response.head());
        body = new EditedBody(Framing.JSON, editor, 1, out::add);
        if (AnswerEnd.isElsewhere(context().request().method(), response.getStatus())) {
          out.flushNext();
        }
      }
      if (body != null) {
        governed.begun().editing().during(body.held(), body::end);
        hold(0);
      }
      state = State.CLOSED;
      boolean whole = body != null && body.framing() == Framing.JSON;
      if (whole && !ShortAnswer.is(response.container(), out.size())) {
        response.container().setContentLengthLong(out.size());
      }
    } catch (RuntimeException | Error e) {
      cut(e);
    }
  }

  /**
   * Completes the asynchronous context when everything has been handed to the container.
   *
   * @param later whether it may be completed after this call: then this thread does not wait for a
   *     client that does not read, however long editing has made the answer
   */
  void finishThen(Runnable whenSent, boolean later) {
    boolean sent;
    synchronized (this) {
      complete = whenSent;
      try {
        end();
        sent = !(later && out.waitsFor(this)) && drain();
      } catch (IOException e) {
        governed.abort(e);
        sent = true;
      }
    }
    if (sent) {
      runComplete();
    }
  }

  private void runComplete() {
    Runnable action;
    synchronized (this) {
      action = complete;
      complete = null;
    }
    if (action != null) {
      action.run();
    }
  }

  @Override
  public void close() throws IOException {
    finish();
  }

  @Override
  public synchronized void flush() throws IOException {
    boolean startsEvents = state == State.OPEN && response.mediaType().equals("text/event-stream");
    if (startsEvents) {
      begin();
    }
    boolean streaming = body == null || body.framing() == Framing.EVENTS;
    if (state != State.OPEN && streaming) {
      out.flush();
    }
  }

  @Override
  public synchronized boolean isReady() {
    try {
      return drain();
    } catch (IOException e) {
      LOG.debug("the client went away", e);
      governed.abort(e);
      return true; // the next write reports it
    }
  }

  @Override
  public void setWriteListener(WriteListener newListener) {
    synchronized (this) {
      if (listener != null) {
        throw new IllegalStateException("a write listener is set already");
      }
      listener = Objects.requireNonNull(newListener, "listener");
    }
    out.setWriteListener(this);
  }

  @Override
  public void onWritePossible() throws IOException {
    boolean sent;
    boolean closed;
    synchronized (this) {
      sent = drain();
      closed = complete != null || cut;
    }
    if (!sent) {
      return; // called again when the container has room
    }
    if (closed) {
      runComplete();
    } else {
      Objects.requireNonNull(listener).onWritePossible();
    }
  }

  @Override
  public void onError(Throwable cause) {
    governed.abort(cause);
    Optional.ofNullable(listener).ifPresentOrElse(l -> l.onError(cause), this::runComplete);
  }
}
