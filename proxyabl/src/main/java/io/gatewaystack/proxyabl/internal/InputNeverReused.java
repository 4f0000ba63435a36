package io.gatewaystack.proxyabl.internal;

import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * A buffer pool that never gives one call's input buffer to another. Jetty's client (12.1.14) may
 * clear the buffer it parsed an answer from after it has given it back, when the answer fails while
 * it is being read: with a pool, that wipes out bytes of whichever call has the buffer by then.
 * Input buffers are on the heap here, output buffers are not; only the latter are pooled.
 */
final class InputNeverReused extends ByteBufferPool.Wrapper {
  private final ByteBufferPool fresh = new ByteBufferPool.NonPooling();

  InputNeverReused() {
    super(new ArrayByteBufferPool());
  }

  @Override
  public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
    return direct ? super.acquire(size, true) : fresh.acquire(size, false);
  }
}
