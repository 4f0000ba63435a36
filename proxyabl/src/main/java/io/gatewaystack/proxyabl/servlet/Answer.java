package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.servlet.AnswerEnd;
import io.gatewaystack.context.servlet.ShortAnswer;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.client.Response;
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
  /** The upstream's answer has a larger body than its route lets through. */
  private static final Denial TOO_LARGE = Denial.upstreamError("answer_too_large");

  private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

  private final ProxyCall call;
  private final HttpServletResponse response;
  private final Content.Source body;
  private final Deque<Content.Chunk> received = new ArrayDeque<>(2);
  private @Nullable ServletOutputStream out;
  private Content.@Nullable Chunk writing;
  private final long most;
  private final long length;
  private long passed;
  private boolean unflushed = true;
  private boolean whole;
  private boolean unmeasured;
  private boolean last;
  private volatile boolean written;

  /**
   * An answer that has not begun.
   *
   * @param most largest body to pass on, in bytes
   * @param length what the upstream says about its length, in bytes; negative when it does not
   */
  Answer(
      ProxyCall call, HttpServletResponse response, Content.Source body, long most, long length) {
    this.call = call;
    this.response = response;
    this.body = body;
    this.most = most;
    this.length = length;
  }

  /** Whether anything was handed to the container. */
  boolean isBegun() {
    return out != null;
  }

  /** Whether a short answer is whole with the container, and only the call's end is missing. */
  boolean isWritten() {
    return written;
  }

  /** Whether the container has nothing of the answer left to send. Asked holding the lock. */
  boolean isHandedOver() {
    return out != null && (written || (last || passed == length) && out.isReady());
  }

  /** Whether its client has taken all that has come of it. Asked holding the lock. */
  boolean isTaken() {
    return out != null && out.isReady();
  }

  /** Whether it has begun without saying its length: then it is as long as what was sent of it. */
  boolean mayEndAnywhere() {
    return isBegun() && length < 0;
  }

  /**
   * Begins with what has come so far. A short answer that has come whole is written at once: it
   * fits the container's buffer, so no thread of the container has to be woken. Its length is left
   * to the container, which would else send the last byte from within the write, and wait for a
   * client that does not read. It would say 0 where the length is another answer's and nobody has
   * said it: the head of such a one is sent first.
   */
  void begin(Response head) {
    if (length > most) {
      call.failed(new Refused(TOO_LARGE));
      return;
    }
    Content.Chunk failure = receive();
    if (failure != null) {
      call.failed(failure.getFailure());
      return;
    }
    String method = head.getRequest().getMethod();
    unmeasured = length < 0 && AnswerEnd.isElsewhere(method, head.getStatus());
    int size = unmeasured ? -1 : wholeSize();
    whole = size >= 0;
    try {
      synchronized (call) {
        if (call.isOver()) {
          releaseReceived();
          return;
        }
        call.setHead(head, size);
        out = response.getOutputStream();
        if (!whole) {
          out.setWriteListener(this); // which is told at once that it may write
          return;
        }
      }
      for (Content.Chunk piece = received.poll(); piece != null; piece = received.poll()) {
        write(piece);
        release();
      }
      if (!call.hasNoBody()) { // else the call ends when the connection is free again
        call.answered();
      }
    } catch (Refused e) {
      call.failed(e);
    } catch (IOException e) {
      call.clientFailed(e);
    } catch (RuntimeException | Error e) { // nobody else would end the call
      call.broken(e);
    }
  }

  /** Takes what is there of the first two pieces, the second of which is mostly the end. */
  private Content.@Nullable Chunk receive() {
    boolean more = true;
    while (more && received.size() < 2) {
      Content.Chunk piece = body.read();
      if (Content.Chunk.isFailure(piece)) {
        releaseReceived();
        return piece;
      }
      if (piece != null) {
        received.add(piece);
      }
      more = piece != null && !piece.isLast();
    }
    return null;
  }

  private void releaseReceived() {
    for (Content.Chunk piece = received.poll(); piece != null; piece = received.poll()) {
      piece.release();
    }
  }

  /** The size of an answer that has come whole and is short; negative for every other one. */
  private int wholeSize() {
    int size = 0;
    boolean end = false;
    for (Content.Chunk piece : received) {
      size += piece.remaining();
      end = piece.isLast();
    }
    return end && ShortAnswer.is(response, size) ? size : -1;
  }

  @Override
  public void onWritePossible() {
    proceed(false);
  }

  @Override
  public void onError(Throwable cause) {
    call.clientFailed(cause);
  }

  /**
   * Moves on as far as possible.
   *
   * @param reading whether the HTTP client has called, which alone makes it safe to read from it:
   *     it may be failing the answer on another thread otherwise
   */
  private void proceed(boolean reading) {
    try {
      while (mayWrite()) {
        if (last && unmeasured && flush()) {
          continue; // then the container does not measure it
        }
        if (last) {
          call.answered();
          return;
        }
        if (call.isStopping()) {
          call.endInOrder();
          return;
        }
        Content.Chunk piece = received.poll();
        if (piece == null && reading) {
          piece = body.read();
        }
        if (Content.Chunk.isFailure(piece)) {
          call.failed(piece.getFailure());
          return;
        }
        if (piece != null) {
          write(piece);
        } else if (!flush()) {
          call.waitForUpstream();
          body.demand(() -> proceed(true)); // perhaps at once
          return;
        }
      }
    } catch (Refused e) {
      call.failed(e);
    } catch (IOException | RuntimeException e) {
      call.clientFailed(e);
    } catch (Error e) {
      call.broken(e);
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
      release();
      return true;
    }
  }

  private void release() {
    if (writing != null) {
      writing.release();
      writing = null;
    }
  }

  private void write(Content.Chunk piece) throws IOException {
    synchronized (call) {
      if (call.isOver() || out == null) {
        piece.release();
        return;
      }
      passed += piece.remaining();
      if (passed > most) {
        piece.release();
        throw new Refused(TOO_LARGE);
      }
      last = piece.isLast();
      // The container may use its bytes until it is ready again: till then they are not given back.
      writing = piece;
      ByteBuffer bytes = piece.getByteBuffer();
      if (bytes.hasRemaining()) { // else a complete answer may be closed already
        write(out, bytes);
      }
      written = whole && last;
    }
  }

  private void write(ServletOutputStream stream, ByteBuffer bytes) throws IOException {
    if (bytes.hasArray()) {
      stream.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    } else {
      stream.write(BufferUtil.toArray(bytes));
    }
    unflushed = true;
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

  /**
   * Sees to it that the beginning has been sent; of a short answer nothing is, for there a flush
   * would wait for the client.
   */
  void commit() {
    try {
      if (out != null && !whole && out.isReady()) {
        out.flush();
      }
    } catch (IOException | RuntimeException e) {
      LOG.trace("not flushed", e); // the connection is broken next anyway
    }
  }
}
