package io.gatewaystack.proxyabl.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer's body on its way to the client: a piece is read from the upstream when the one before
 * has been written, and what has come is flushed before waiting for more. One thread at a time
 * moves it on, for it waits either for the upstream or for the client, never for both. What is
 * written is guarded by the call's lock.
 */
final class Answer implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

  private final ProxyCall call;
  private final HttpServletResponse response;
  private final Content.Source body;
  private @Nullable ServletOutputStream out;
  private Content.@Nullable Chunk next;
  private Content.@Nullable Chunk writing;
  private boolean unflushed = true;
  private boolean last;

  Answer(ProxyCall call, HttpServletResponse response, Content.Source body) {
    this.call = call;
    this.response = response;
    this.body = body;
  }

  /** Whether anything was handed to the container. */
  boolean isBegun() {
    return out != null;
  }

  /**
   * Begins with what has come so far.
   *
   * @param head sets status and header fields
   */
  void begin(Runnable head) {
    next = body.read();
    if (Content.Chunk.isFailure(next)) {
      call.failed(next.getFailure());
      return;
    }
    try {
      synchronized (call) {
        if (!call.isOver()) {
          head.run();
          out = response.getOutputStream();
          out.setWriteListener(this); // which is told at once that it may write
        }
      }
    } catch (IOException e) {
      call.clientFailed(e);
    }
  }

  @Override
  public void onWritePossible() {
    proceed();
  }

  @Override
  public void onError(Throwable cause) {
    call.clientFailed(cause);
  }

  private void proceed() {
    try {
      while (mayWrite()) {
        if (last) {
          call.answered();
          return;
        }
        Content.Chunk piece = next == null ? body.read() : next;
        next = null;
        if (Content.Chunk.isFailure(piece)) {
          call.failed(piece.getFailure());
          return;
        }
        if (piece != null) {
          write(piece);
        } else if (!flush()) {
          call.waitForUpstream();
          body.demand(this::proceed);
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      call.clientFailed(e);
    }
  }

  private boolean mayWrite() {
    synchronized (call) {
      if (call.isOver() || out == null) {
        return false;
      }
      if (!out.isReady()) {
        call.waitForClient();
        return false;
      }
      if (writing != null) {
        writing.release();
        writing = null;
      }
      return true;
    }
  }

  private void write(Content.Chunk piece) throws IOException {
    synchronized (call) {
      if (call.isOver() || out == null) {
        piece.release();
        return;
      }
      last = piece.isLast();
      // The container may use its bytes until it is ready again. When the call ends before that,
      // the
      // piece is left to the garbage collector: given back it would be filled with another answer.
      writing = piece;
      ByteBuffer bytes = piece.getByteBuffer();
      if (!bytes.hasRemaining()) {
        return; // a complete answer may be closed already
      }
      if (bytes.hasArray()) {
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      } else {
        out.write(BufferUtil.toArray(bytes));
      }
      unflushed = true;
    }
  }

  /** Flushes; false when there is nothing to flush. */
  private boolean flush() throws IOException {
    synchronized (call) {
      if (!unflushed || call.isOver() || out == null) {
        return false;
      }
      unflushed = false;
      out.flush();
      return true;
    }
  }

  /** Sees to it that the beginning has been sent. */
  void commit() {
    try {
      if (out != null && out.isReady()) {
        out.flush();
      }
    } catch (IOException | RuntimeException e) {
      LOG.trace("not flushed", e); // the connection is broken next anyway
    }
  }
}
