package io.gatewaystack.proxyabl.internal;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * A buffer pool that never gives one call's input buffer to another, though it may give it the
 * memory. Jetty's client (12.1.14) may clear the buffer it parsed an answer from after it has given
 * it back, when the answer fails while it is being read: with a pool of buffers, that wipes out
 * bytes of whichever call has the buffer by then. Each call gets a buffer object of its own here,
 * whose late clearing concerns nobody; only the array behind it is used again. What is not given
 * back is left to the collector.
 */
final class InputNeverReused extends ByteBufferPool.Wrapper {
  /** Enough for the answers that are being read at one moment; 4 MiB at Jetty's usual size. */
  private static final int MAX_KEPT = 256;

  private final Map<Integer, Queue<byte[]>> arrays = new ConcurrentHashMap<>();

  InputNeverReused() {
    super(new ArrayByteBufferPool());
  }

  /** Input buffers are on the heap, output buffers are not. */
  @Override
  public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
    if (direct) {
      return super.acquire(size, true);
    }
    Queue<byte[]> kept = kept(size);
    byte[] known = kept.poll();
    byte[] array = known == null ? new byte[size] : known;
    return RetainableByteBuffer.wrap(
        ByteBuffer.wrap(array).limit(0), (Runnable) () -> kept.offer(array));
  }

  private Queue<byte[]> kept(int size) {
    Queue<byte[]> known = arrays.get(size);
    return known != null
        ? known
        : arrays.computeIfAbsent(size, s -> new ArrayBlockingQueue<>(MAX_KEPT));
  }

  @Override
  public void clear() {
    super.clear();
    arrays.clear();
  }
}
