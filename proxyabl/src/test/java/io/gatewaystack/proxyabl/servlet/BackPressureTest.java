package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.Streams.LARGE;
import static io.gatewaystack.proxyabl.servlet.Streams.PIECE;
import static io.gatewaystack.proxyabl.servlet.Streams.open;
import static io.gatewaystack.proxyabl.servlet.Streams.pause;
import static io.gatewaystack.proxyabl.servlet.Streams.readBody;
import static io.gatewaystack.proxyabl.servlet.Streams.skipHead;
import static io.gatewaystack.proxyabl.servlet.Streams.upload;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.testing.RawHttp;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whoever is slow stalls the other side, and not the heap. */
class BackPressureTest {
  /** More than all socket buffers on the way can hold, a quarter of the body. */
  private static final long HELD_BACK = LARGE / 4;

  @Test
  void aSlowClientStallsTheUpstreamAndNotTheHeap() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
                  while (sent.get() < LARGE) {
                    peer.send(PIECE);
                    sent.addAndGet(PIECE.length);
                  }
                  peer.awaitClose();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        Socket client = open(gateway)) {
      client.getOutputStream().write(Gateway.head("GET /proxy/x").getBytes(US_ASCII));
      assertThat(standstill(sent)).isLessThan(HELD_BACK);
      skipHead(client.getInputStream());
      assertThat(readBody(client.getInputStream(), LARGE)).isEqualTo(LARGE);
      assertThat(gateway.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @Test
  void aSlowUpstreamStallsTheClientAndNotTheHeap() throws Exception {
    AtomicLong sent = new AtomicLong();
    CountDownLatch read = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readHead();
                  Latches.await(read);
                  byte[] bytes = new byte[PIECE.length];
                  long received = 0;
                  while (received < LARGE) {
                    received += peer.read(bytes);
                  }
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Received: " + received);
                  peer.send("\r\n\r\n");
                  peer.awaitClose();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = gateway.connect()) {
      client.send(Gateway.head("POST /proxy/x", "Content-Length: " + LARGE));
      CompletableFuture<Void> upload = CompletableFuture.runAsync(() -> upload(client, sent));
      assertThat(standstill(sent)).isLessThan(HELD_BACK);
      read.countDown();
      assertThat(client.read().header("X-Received")).hasValue("" + LARGE);
      upload.get(5, TimeUnit.SECONDS);
    }
  }

  /** Waits until a count has stopped growing. */
  private static long standstill(AtomicLong count) throws InterruptedException {
    long before;
    do {
      before = count.get();
      pause(Duration.ofMillis(250));
    } while (before == 0 || count.get() != before);
    return before;
  }
}
