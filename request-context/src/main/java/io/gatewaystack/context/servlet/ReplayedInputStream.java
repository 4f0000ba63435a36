package io.gatewaystack.context.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request body from memory, read by blocking calls or by a listener. */
final class ReplayedInputStream extends ServletInputStream {
  private final byte[] content;
  private final AfterChain afterChain;
  private final HttpServletRequest request;
  private int position;
  private @Nullable ReadListener listener;
  private boolean calling;
  private boolean told;

  ReplayedInputStream(byte[] content, AfterChain afterChain, HttpServletRequest request) {
    this.content = content;
    this.afterChain = afterChain;
    this.request = request;
  }

  @Override
  public synchronized int read() {
    int next = position < content.length ? content[position++] & 0xFF : -1;
    tellEnd();
    return next;
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count = Math.min(length, content.length - position);
    System.arraycopy(content, position, target, offset, count);
    position += count;
    tellEnd();
    return count == 0 ? -1 : count;
  }

  @Override
  public synchronized int available() {
    return content.length - position;
  }

  @Override
  public synchronized boolean isFinished() {
    return position == content.length;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public synchronized void setReadListener(ReadListener newListener) {
    if (listener != null) {
      throw new IllegalStateException("a read listener is set already");
    }
    if (!request.isAsyncStarted()) {
      throw new IllegalStateException("asynchronous processing has not started");
    }
    listener = Objects.requireNonNull(newListener, "listener");
    dispatch(this::deliver);
  }

  /** Runs a callback when the application's code has returned, as containers do. */
  private void dispatch(Runnable callback) {
    if (!afterChain.defer(callback)) {
      request.getAsyncContext().start(callback);
    }
  }

  private void deliver() {
    ReadListener target = Objects.requireNonNull(listener);
    try {
      if (!isFinished()) {
        calling(true);
        target.onDataAvailable();
        calling(false);
      }
      if (takeEnd()) {
        target.onAllDataRead();
      }
    } catch (IOException | RuntimeException e) {
      target.onError(e);
    }
  }

  private synchronized void calling(boolean now) {
    calling = now;
  }

  /** The application read to the end on its own: the listener still has to hear of it. */
  private void tellEnd() {
    if (listener != null && !calling && !told && position == content.length) {
      dispatch(this::deliver);
    }
  }

  private synchronized boolean takeEnd() {
    boolean now = !told && position == content.length;
    told |= now;
    return now;
  }
}
