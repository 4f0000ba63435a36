package io.gatewaystack.proxyabl.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The request's body on its way to the upstream. The HTTP client asks for the next piece when it
 * has sent the one before; the client's connection is not read in between. Guarded by the call's
 * lock.
 */
final class Upload implements Request.Content, ReadListener {
  private static final int PIECE = 16 << 10;

  private final ProxyCall call;
  private final ServletInputStream in;
  private final long length;
  private final byte[] piece;
  private @Nullable Runnable demand;
  private @Nullable Throwable failure;
  private long received;
  private boolean complete;

  Upload(ProxyCall call, HttpServletRequest request) throws IOException {
    this.call = call;
    this.in = request.getInputStream();
    this.length = request.getContentLengthLong();
    this.piece = new byte[length < 0 ? PIECE : (int) Math.min(PIECE, length)];
    in.setReadListener(this);
  }

  /**
   * Whether a request has a body. HTTP/1 says so; in later versions a body without a length is
   * assumed for methods that usually have one.
   */
  static boolean isExpected(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    if (length >= 0) {
      return length > 0;
    }
    if (request.getProtocol().startsWith("HTTP/1")) {
      return request.getHeader("Transfer-Encoding") != null;
    }
    return switch (request.getMethod()) {
      case "GET", "HEAD", "OPTIONS", "DELETE" -> false;
      default -> true;
    };
  }

  @Override
  public long getLength() {
    return length;
  }

  /** None of ours: the client's own is among the header fields, or it sent none. */
  @Override
  public @Nullable String getContentType() {
    return null;
  }

  /** Whether the client's whole body was taken. */
  boolean isComplete() {
    return complete;
  }

  @Override
  public Content.@Nullable Chunk read() {
    Throwable broken;
    synchronized (call) {
      if (failure == null && call.isOver()) {
        failure = new IOException("the call is over");
      }
      if (failure != null) {
        return Content.Chunk.from(failure, true);
      }
      try {
        return complete ? Content.Chunk.EOF : next();
      } catch (IOException | RuntimeException e) { // containers report bad framing by either
        failure = e;
        broken = e;
      }
    }
    call.hungUp(broken);
    return Content.Chunk.from(broken, true);
  }

  private Content.@Nullable Chunk next() throws IOException {
    if (!in.isReady()) {
      call.waitForClient();
      return null;
    }
    int count = in.read(piece);
    received += Math.max(0, count);
    complete = count < 0 || received == length || in.isFinished();
    call.waitForUpstream();
    if (count <= 0) {
      return complete ? Content.Chunk.EOF : null;
    }
    return Content.Chunk.from(ByteBuffer.wrap(piece, 0, count), complete);
  }

  @Override
  public void demand(Runnable callback) {
    synchronized (call) {
      if (failure == null && !call.isOver() && !complete && !in.isReady()) {
        demand = callback;
        return;
      }
    }
    callback.run();
  }

  @Override
  public void fail(Throwable cause) {
    synchronized (call) {
      failure = failure == null ? cause : failure;
    }
  }

  @Override
  public void onDataAvailable() {
    resume();
  }

  @Override
  public void onAllDataRead() {
    resume();
  }

  @Override
  public void onError(Throwable cause) {
    call.hungUp(cause);
    resume();
  }

  private void resume() {
    Runnable waiting;
    synchronized (call) {
      waiting = demand;
      demand = null;
    }
    if (waiting != null) {
      waiting.run();
    }
  }
}
