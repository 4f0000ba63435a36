package io.gatewaystack.context.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Edited bytes on their way into the container's stream: at once when the application blocks, as
 * the container has room when it does not. Guarded by the lock of its {@link EditedStream}.
 */
final class ContainerOutput {
  private final HttpServletResponse response;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private @Nullable ServletOutputStream stream;
  private boolean listening;
  private boolean flushWanted;
  private int size;

  ContainerOutput(HttpServletResponse response) {
    this.response = response;
  }

  void add(byte[] bytes) {
    waiting.add(bytes);
    size += bytes.length;
  }

  /** Bytes not yet handed to the container. */
  int size() {
    return size;
  }

  void clear() {
    waiting.clear();
    size = 0;
  }

  void flush() throws IOException {
    flushNext();
    drain();
  }

  /** Has {@link #drain} flush what it hands on, or the answer's head alone. */
  void flushNext() {
    flushWanted = true;
  }

  /**
   * Sees to it that {@link #drain} does not wait for the client, whom more is sent to than the
   * container keeps.
   *
   * @return whether the listener is told when there is room; if not, there is now
   */
  boolean waitsFor(WriteListener listener) {
    boolean waits = !listening && (flushWanted || !ShortAnswer.is(response, size));
    if (waits) {
      setWriteListener(listener);
    }
    return waits;
  }

  void setWriteListener(WriteListener listener) {
    listening = true;
    try {
      stream().setWriteListener(listener);
    } catch (IOException e) {
      throw new IllegalStateException("the container has no stream", e);
    }
  }

  /**
   * Hands on what waits.
   *
   * @return whether nothing waits and more may be written; if not, the container calls back
   */
  boolean drain() throws IOException {
    while (!waiting.isEmpty()) {
      if (!hasRoom()) {
        return false;
      }
      byte[] next = waiting.remove();
      size -= next.length;
      stream().write(next);
    }
    if (flushWanted && hasRoom()) {
      flushWanted = false;
      if (listening) {
        stream().flush();
      } else {
        response.flushBuffer();
      }
    }
    return hasRoom();
  }

  private boolean hasRoom() throws IOException {
    return !listening || stream().isReady();
  }

  private ServletOutputStream stream() throws IOException {
    if (stream == null) {
      stream = response.getOutputStream();
    }
    return stream;
  }
}
