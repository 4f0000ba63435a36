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
 * has been written, and what has come is flushed before waiting for more. Guarded by the call's
 * lock.
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
    head.run();
    try {
      out = response.getOutputStream();
      out.setWriteListener(this); // which is told at once that it may write
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
    synchronized (call) {
      if (!call.isOver() && out != null) {
        try {
          write(out);
        } catch (IOException | RuntimeException e) {
          call.clientFailed(e);
        }
      }
    }
  }

  private void write(ServletOutputStream client) throws IOException {
    while (client.isReady()) {
      release();
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
        write(client, piece);
      } else if (unflushed) {
        unflushed = false;
        client.flush();
      } else {
        call.waitForUpstream();
        body.demand(this::proceed);
        return;
      }
    }
    call.waitForClient();
  }

  private void write(ServletOutputStream client, Content.Chunk piece) throws IOException {
    last = piece.isLast();
    writing = piece; // the container may use its bytes until it is ready again
    ByteBuffer bytes = piece.getByteBuffer();
    if (!bytes.hasRemaining()) {
      return; // a complete answer may be closed already
    }
    if (bytes.hasArray()) {
      client.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    } else {
      client.write(BufferUtil.toArray(bytes));
    }
    unflushed = true;
  }

  /** Sees to it that the beginning has been sent. */
  void commit() {
    try {
      if (out != null && out.isReady()) {
        out.flush();
      }
    } catch (IOException | RuntimeException e) {
      // The connection is about to be broken: it does not matter that it is.
      LOG.trace("not flushed", e);
    }
  }

  private void release() {
    if (writing != null) {
      writing.release();
      writing = null;
    }
  }

  /**
   * Ends early. What the container may still be writing is left to the garbage collector: given
   * back it would be filled with another call's answer.
   */
  void abandon() {
    if (next != null) {
      next.release();
      next = null;
    }
  }
}
