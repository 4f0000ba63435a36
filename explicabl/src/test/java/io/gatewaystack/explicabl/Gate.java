package io.gatewaystack.explicabl;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A sink that tells when it has been called and goes on when it is let. */
final class Gate implements AuditSink {
  final Collected collected = new Collected();
  final CountDownLatch entered = new CountDownLatch(1);
  final CountDownLatch open = new CountDownLatch(1);
  final AtomicBoolean closed = new AtomicBoolean();

  @Override
  public void write(List<AuditEvent> batch) throws IOException {
    entered.countDown();
    try {
      open.await();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
    collected.write(batch);
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
