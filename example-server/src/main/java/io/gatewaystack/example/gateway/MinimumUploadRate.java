package io.gatewaystack.example.gateway;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * Ends requests whose body trickles in. Jetty's own handler judges from the first moment and so
 * refuses a small body that comes a moment after its header; this one counts from the first byte
 * and allows a grace period. A body that stops altogether is the idle timeout's.
 */
final class MinimumUploadRate extends Handler.Wrapper {
  private final long bytesPerSecond;
  private final Duration grace;

  MinimumUploadRate(Handler handler, long bytesPerSecond, Duration grace) {
    super(handler);
    this.bytesPerSecond = bytesPerSecond;
    this.grace = grace;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(new Watched(request), response, callback);
  }

  private final class Watched extends Request.Wrapper {
    private long start;
    private long received;

    Watched(Request request) {
      super(request);
    }

    @Override
    public Content.@Nullable Chunk read() {
      Content.Chunk chunk = super.read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        return chunk;
      }
      if (received == 0) {
        start = NanoTime.now();
      }
      received += chunk.remaining();
      if (chunk.isLast() || !isTooSlow()) {
        return chunk;
      }
      chunk.release();
      return Content.Chunk.from(new TimeoutException("the body comes too slowly"), true);
    }

    private boolean isTooSlow() {
      long millis = NanoTime.millisSince(start);
      return millis > grace.toMillis() && received * 1000 < bytesPerSecond * millis;
    }
  }
}
