package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.servlet.ClientFault;
import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.context.servlet.ShortAnswer;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.mcp.McpReply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's side of an MCP request in a servlet container.
 *
 * <p>Whatever touches the container's request or answer holds this object's lock and sees first
 * that it is not over: afterwards the container may be using the same objects for another client.
 * Whoever is called back is called without it.
 */
final class ServletReply implements McpReply, WriteListener, EndListener {
  private static final Logger LOG = LoggerFactory.getLogger(ServletReply.class);

  private final AsyncContext async;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final LongPredicate memory;
  private final Deque<byte[]> waiting = new ArrayDeque<>(2);
  private final List<Consumer<Throwable>> whenGone = new ArrayList<>(2);
  private @Nullable ServletOutputStream out;
  private final List<Runnable> whenRoom = new ArrayList<>(1);
  private @Nullable Throwable gone;
  private boolean writable;
  private boolean unflushed;
  private boolean ending;
  private boolean over;

  ServletReply(AsyncContext async, HttpServletRequest request, HttpServletResponse response) {
    this.async = async;
    this.request = request;
    this.response = response;
    this.memory = RequestContexts.answerMemory(request);
  }

  @Override
  public void update(UnaryOperator<RequestContext> change) {
    synchronized (this) {
      if (!over) {
        RequestContexts.update(request, change);
      }
    }
  }

  @Override
  public void refuse(Denial denial, List<HeaderField> headers) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      headers.forEach(line -> response.setHeader(line.name(), line.value()));
      AsyncServlet.refuse(request, response, denial);
    }
    async.complete();
  }

  @Override
  public void refuseAtOnce(Denial denial) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      AsyncServlet.refuse(request, response, denial);
      AsyncServlet.send(request, response);
    }
    async.complete();
  }

  /** What the gateway itself did wrong; without effect once the request has ended. */
  void failed(Throwable cause) {
    List<Consumer<Throwable>> listeners;
    synchronized (this) {
      if (over) {
        return;
      }
      gone = cause;
      listeners = List.copyOf(whenGone);
    }
    LOG.error("a request failed", cause);
    if (isBegun()) {
      gone(cause);
    } else {
      refuse(Denial.internalError(), List.of());
      listeners.forEach(listener -> listener.accept(cause));
    }
  }

  private synchronized boolean isBegun() {
    return out != null;
  }

  @Override
  public boolean hold(long bytes) {
    return memory.test(bytes);
  }

  @Override
  public void answer(int status, List<HeaderField> headers, byte[] body) {
    if (body.length > UNCOUNTED && !hold(body.length)) {
      refuse(Denial.noRoomForAnswer(), List.of());
      return;
    }
    perform(
        () -> {
          begin(status, headers);
          if (!ShortAnswer.is(response, body.length)) {
            response.setContentLength(body.length);
            waiting.add(body);
            ending = true;
            stream().setWriteListener(this);
            return false;
          }
          if (body.length > 0) {
            stream().write(body); // nothing blocks, no thread is woken
          }
          return true;
        });
  }

  @Override
  public void open(List<HeaderField> headers) {
    perform(
        () -> {
          begin(HttpServletResponse.SC_OK, headers);
          unflushed = true;
          stream().setWriteListener(this);
          return false;
        });
  }

  private void begin(int status, List<HeaderField> headers) {
    response.setStatus(status);
    headers.forEach(line -> response.setHeader(line.name(), line.value()));
  }

  private ServletOutputStream stream() throws IOException {
    if (out == null) {
      out = response.getOutputStream();
    }
    return out;
  }

  @Override
  public void write(byte[] block) {
    perform(
        () -> {
          waiting.add(block);
          return proceed();
        });
  }

  @Override
  public void beat(byte[] block) {
    perform(
        () -> {
          if (waiting.isEmpty() && writable) {
            waiting.add(block);
          }
          return proceed();
        });
  }

  @Override
  public void end() {
    perform(
        () -> {
          ending = true;
          return proceed();
        });
  }

  @Override
  public synchronized boolean isOver() {
    return over;
  }

  @Override
  public void breakOff(Throwable cause) {
    synchronized (this) {
      if (!over) {
        RequestContexts.abort(request, cause);
      }
    }
    if (leave(cause)) {
      request.setAttribute(CutShort.ATTRIBUTE, new CutShort(cause));
      async.dispatch();
    }
  }

  /** Hands on what waits, as far as the container has room; true when all has been. */
  private boolean proceed() throws IOException {
    if (!writable) {
      return false;
    }
    while (!waiting.isEmpty() && stream().isReady()) {
      stream().write(waiting.remove());
      unflushed = true;
    }
    if (waiting.isEmpty() && unflushed && !ending && stream().isReady()) {
      unflushed = false;
      stream().flush();
    }
    return ending && waiting.isEmpty() && stream().isReady();
  }

  @Override
  public boolean hasRoom(Runnable callback) {
    synchronized (this) {
      if (over || writable && waiting.isEmpty() && isReady()) {
        return true;
      }
      whenRoom.add(callback);
      return false;
    }
  }

  private boolean isReady() {
    return out != null && out.isReady();
  }

  @Override
  public void onGone(Consumer<Throwable> listener) {
    Throwable already;
    synchronized (this) {
      already = gone;
      whenGone.add(listener);
    }
    if (already != null) {
      listener.accept(already);
    }
  }

  // What the container says.

  @Override
  public void onWritePossible() {
    perform(
        () -> {
          writable = true;
          return proceed();
        });
    List<Runnable> callbacks = List.of();
    synchronized (this) {
      if (over || waiting.isEmpty() && isReady()) {
        callbacks = List.copyOf(whenRoom);
        whenRoom.clear();
      }
    }
    callbacks.forEach(Runnable::run);
  }

  @Override
  public void onError(Throwable cause) {
    gone(cause);
  }

  @Override
  public void onError(AsyncEvent event) {
    Throwable thrown = event.getThrowable();
    Throwable cause = thrown == null ? new IOException("asynchronous error") : thrown;
    if (isBegun() || ClientFault.isGone(cause)) {
      gone(cause);
    } else {
      failed(cause); // else the answer would be an empty one
    }
  }

  /** Mostly our own doing; else the container gave up on the request, e.g. because it stops. */
  @Override
  public void onComplete(AsyncEvent event) {
    leave(new IOException("the container has ended the request"));
  }

  // How it ends.

  /** One thing to do with the container; true when the answer is complete with it. */
  private interface Step {
    boolean take() throws IOException;
  }

  private void perform(Step step) {
    boolean complete;
    Throwable broken = null;
    synchronized (this) {
      if (over) {
        return;
      }
      try {
        complete = step.take();
      } catch (IOException | RuntimeException | Error e) { // a lost client is one of the first two
        complete = false;
        broken = e;
      }
      over = complete;
    }
    if (broken instanceof Error) {
      failed(broken);
    } else if (broken != null) {
      gone(broken);
    } else if (complete) {
      async.complete();
    }
  }

  private void gone(Throwable cause) {
    synchronized (this) {
      if (!over) {
        RequestContexts.abort(request, cause);
        if (!isBegun()) { // in case the container stops, and the client does listen
          response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
      }
    }
    if (leave(cause)) {
      async.complete();
    }
  }

  /** Ends what is still going on; true for the one who ended it. */
  private boolean leave(Throwable cause) {
    List<Consumer<Throwable>> listeners;
    List<Runnable> callbacks;
    synchronized (this) {
      if (over) {
        return false;
      }
      over = true;
      gone = cause;
      waiting.clear();
      listeners = List.copyOf(whenGone);
      callbacks = List.copyOf(whenRoom);
      whenRoom.clear();
    }
    listeners.forEach(listener -> listener.accept(cause));
    callbacks.forEach(Runnable::run);
    return true;
  }
}
