package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Large bodies. */
final class Streams {
  static final long LARGE = 256L << 20;
  static final byte[] PIECE = new byte[64 << 10];

  private Streams() {}

  static void upload(RawHttp client, AtomicLong sent) {
    try {
      while (sent.get() < LARGE) {
        client.send(PIECE);
        sent.addAndGet(PIECE.length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void pause(Duration time) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
  }

  static Socket open(Gateway gateway) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  static void skipHead(InputStream in) throws IOException {
    int matched = 0;
    while (matched < 4) {
      int b = in.read();
      matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
    }
  }

  static long readBody(InputStream in, long length) throws IOException {
    byte[] bytes = new byte[1 << 20];
    long total = 0;
    while (total < length) {
      int count = in.read(bytes);
      if (count < 0) {
        break;
      }
      total += count;
    }
    return total;
  }
}
