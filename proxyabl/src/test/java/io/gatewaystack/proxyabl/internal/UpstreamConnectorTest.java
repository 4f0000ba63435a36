package io.gatewaystack.proxyabl.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamConnectorTest {
  private static final Duration REST = Duration.ofMillis(200);
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(US_ASCII);

  private final HttpClient client =
      new HttpClient(new HttpClientTransportOverHTTP(new UpstreamConnector()));
  private ServerSocket upstream;

  @BeforeEach
  void start() throws Exception {
    upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    client.setIdleTimeout(REST.toMillis());
    client.start();
  }

  @AfterEach
  void stop() throws Exception {
    client.stop();
    upstream.close();
  }

  @Test
  void anAnswerMayTakeLongerThanAConnectionMayRest() throws Exception {
    CompletableFuture<Integer> served = serve(REST.multipliedBy(4));
    assertThat(ask()).isEqualTo("ok");
    assertThat(served.get(20, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void aConnectionIsUsedAgainAndClosedWhenItHasRested() throws Exception {
    CompletableFuture<Integer> served = serve(Duration.ZERO);
    assertThat(ask()).isEqualTo("ok");
    assertThat(ask()).isEqualTo("ok");
    assertThat(served.get(20, TimeUnit.SECONDS)).isEqualTo(2);
  }

  private String ask() throws Exception {
    return client
        .newRequest("127.0.0.1", upstream.getLocalPort())
        .idleTimeout(0, TimeUnit.MILLISECONDS)
        .send()
        .getContentAsString();
  }

  /** Serves the first connection until the client closes it; tells how many requests came. */
  private CompletableFuture<Integer> serve(Duration pause) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket connection = upstream.accept();
              BufferedReader in =
                  new BufferedReader(
                      new InputStreamReader(connection.getInputStream(), US_ASCII))) {
            int requests = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
              if (line.isEmpty()) {
                requests++;
                var unused = new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
                connection.getOutputStream().write(ANSWER);
              }
            }
            return requests;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
