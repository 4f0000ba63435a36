package io.gatewaystack.proxyabl.servlet;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting in scripts of upstreams, until the test goes on. */
final class Latches {
  private Latches() {}

  /** Waits, but not beyond the end of a test. */
  static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(15, TimeUnit.SECONDS)) {
        throw new IOException("not released");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
