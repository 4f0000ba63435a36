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
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies of any size and any duration: at the pace of the slower side, piece by piece. */
class StreamingTest {
  private static final String EVENTS =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void passesEachEventOnAsItComes() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(EVENTS + "9\r\ndata: 1\n\n\r\n");
                  Latches.await(second);
                  peer.send("9\r\ndata: 2\n\n\r\n");
                  Latches.await(end);
                  peer.send("0\r\n\r\n");
                  peer.awaitClose();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = gateway.connect()) {
      client.send(Gateway.head("GET /proxy/events"));
      assertThat(client.readHead().header("Content-Type")).hasValue("text/event-stream");
      assertThat(client.readLine()).isEqualTo("9");
      assertThat(client.readLine()).isEqualTo("data: 1");
      second.countDown();
      assertThat(client.readLine() + client.readLine() + client.readLine()).isEqualTo("9");
      assertThat(client.readLine()).isEqualTo("data: 2");
      end.countDown();
      assertThat(client.readLine() + client.readLine() + client.readLine()).isEqualTo("0");
      assertThat(gateway.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @Test
  void passesTheHeadOnBeforeAnyBody() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
                  Latches.await(end);
                  peer.send("ok");
                  peer.awaitClose();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = gateway.connect()) {
      client.send(Gateway.head("GET /proxy/x"));
      assertThat(client.readHead().status()).isEqualTo(200);
      end.countDown();
      assertThat(client.awaitClose()).isFalse();
    }
  }

  @Test
  void streamsBothWaysAtTheSameTime() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readHead();
                  peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  byte[] bytes = new byte[64];
                  for (int n = peer.read(bytes); n > 0; n = peer.read(bytes)) {
                    peer.send(new String(bytes, 0, n, US_ASCII));
                  }
                });
        Gateway gateway = Gateway.to(upstream.uri());
        Socket client = open(gateway)) {
      OutputStream out = client.getOutputStream();
      InputStream in = client.getInputStream();
      out.write(Gateway.head("POST /proxy/x", "Transfer-Encoding: chunked").getBytes(US_ASCII));
      skipHead(in);
      out.write("1\r\na\r\n".getBytes(US_ASCII));
      assertThat(in.readNBytes(4)).asString().isEqualTo("1\r\na");
      out.write("1\r\nb\r\n".getBytes(US_ASCII));
      assertThat(in.readNBytes(6)).asString().isEqualTo("\r\n1\r\nb");
      out.write("0\r\n\r\n".getBytes(US_ASCII));
      assertThat(in.readNBytes(7)).asString().isEqualTo("\r\n0\r\n\r\n");
    }
  }

  @Test
  void doesNotBlameTheUpstreamForAClientThatPauses() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE / 8 + "\r\n\r\n");
                  for (int i = 0; i < LARGE / 8 / PIECE.length; i++) {
                    peer.send(PIECE);
                  }
                  peer.awaitClose();
                });
        Gateway gateway =
            Gateway.with(
                Proxyabl.builder(upstream.uri())
                    .timeout(Duration.ofMillis(800))
                    .idleTimeout(Duration.ofMillis(800))
                    .build());
        Socket client = open(gateway)) {
      OutputStream out = client.getOutputStream();
      out.write((Gateway.head("POST /proxy/x", "Content-Length: 4") + "ab").getBytes(US_ASCII));
      pause(Duration.ofMillis(1200)); // while it sends
      out.write("cd".getBytes(US_ASCII));
      skipHead(client.getInputStream());
      pause(Duration.ofMillis(1200)); // while it receives
      assertThat(readBody(client.getInputStream(), LARGE / 8)).isEqualTo(LARGE / 8);
      assertThat(gateway.outcome()).isEqualTo(new Outcome.Completed(200));
    }
  }

  @Test
  void answers504WhenTheUpstreamDoesNotTakeTheBody() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readHead();
                  Latches.await(new CountDownLatch(1));
                });
        Gateway gateway =
            Gateway.with(Proxyabl.builder(upstream.uri()).timeout(Duration.ofMillis(300)).build());
        RawHttp client = gateway.connect()) {
      client.send(Gateway.head("POST /proxy/x", "Content-Length: " + LARGE));
      CompletableFuture<Void> upload =
          CompletableFuture.runAsync(() -> upload(client, new AtomicLong()));
      assertThat(client.read().status()).isEqualTo(504);
      assertThat(upload).failsWithin(Duration.ofSeconds(5)); // the gateway has closed
    }
  }

  @Test
  void cancelsTheUpstreamWhenTheClientLeavesWhileReceiving() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(EVENTS);
                  try {
                    while (true) {
                      peer.send("9\r\ndata: 1\n\n\r\n");
                    }
                  } catch (IOException e) {
                    hungUp.countDown();
                  }
                });
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawHttp client = gateway.connect();
      client.send(Gateway.head("GET /proxy/events")).readHead();
      client.reset();
      assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.outcome()).isInstanceOf(Outcome.Aborted.class);
    }
  }

  @Test
  void cancelsTheUpstreamWhenTheClientLeavesWhileSending() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readHead();
                  peer.read(new byte[2]);
                  if (peer.awaitClose()) {
                    hungUp.countDown();
                  }
                });
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawHttp client = gateway.connect();
      client.send(Gateway.head("POST /proxy/x", "Content-Length: 1000")).send("ab");
      upstream.awaitRequest();
      client.reset();
      assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(gateway.outcome()).isInstanceOf(Outcome.Aborted.class);
    }
  }

  @Test
  void answers400WhenTheClientsFramingIsBroken() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readHead();
                  while (!peer.awaitClose()) {
                    // what had come before
                  }
                  hungUp.countDown();
                });
        Gateway gateway = Gateway.to(upstream.uri());
        RawHttp client = gateway.connect()) {
      client.send(Gateway.head("POST /proxy/x", "Transfer-Encoding: chunked"));
      client.send("2\r\nab\r\n");
      upstream.awaitRequest();
      RawResponse response = client.send("2\r\nabcd\r\n").read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void holdsNoThreadPerStream() throws Exception {
    int streams = 100;
    try (RawUpstream upstream =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.send(EVENTS + "9\r\ndata: 1\n\n\r\n");
                  peer.awaitClose();
                });
        Gateway gateway = Gateway.to(upstream.uri())) {
      RawHttp[] clients = new RawHttp[streams];
      for (int i = 0; i < streams; i++) {
        clients[i] = gateway.connect();
        clients[i].send(Gateway.head("GET /proxy/events")).readHead();
        clients[i].readLine();
      }
      long busy =
          Thread.getAllStackTraces().keySet().stream()
              .filter(t -> t.getName().startsWith("proxyabl") || t.getName().startsWith("qtp"))
              .count();
      assertThat(busy).isLessThan(streams);
      for (RawHttp client : clients) {
        client.close();
      }
    }
  }
}
