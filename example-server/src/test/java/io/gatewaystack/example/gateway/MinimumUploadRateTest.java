package io.gatewaystack.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A body may be late or slow to begin with; it may not trickle for ever. */
class MinimumUploadRateTest {
  private static final int CUT = 408;

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  /** Reads the whole body: 200 when it came, 408 when it was cut. */
  private static final class Reading extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      try {
        Content.Source.asInputStream(request).readAllBytes();
      } catch (IOException e) {
        response.setStatus(CUT);
      }
      callback.succeeded();
      return true;
    }
  }

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new MinimumUploadRate(new Reading(), 10_000, Duration.ofMillis(300)));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private int send(int pieces, int size, int pauseMillis) throws Exception {
    try (RawHttp http = RawHttp.connect(connector.getLocalPort())) {
      http.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + pieces * size + "\r\n\r\n");
      for (int i = 0; i < pieces; i++) {
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        http.send(new byte[size]);
      }
      return http.read().status();
    } catch (SocketException e) {
      return CUT; // the connection was closed while we were still sending
    }
  }

  @Test
  void aSmallBodyMayBeLate() throws Exception {
    assertThat(send(1, 20, 600)).isEqualTo(200);
  }

  @Test
  void aBodyMayBeSlowWithinTheGracePeriod() throws Exception {
    assertThat(send(4, 5, 40)).isEqualTo(200);
  }

  @Test
  void aFastBodyMayTakeLong() throws Exception {
    assertThat(send(10, 2000, 60)).isEqualTo(200);
  }

  @Test
  void aBodyThatTricklesIsCut() throws Exception {
    assertThat(send(8, 10, 100)).isEqualTo(CUT);
  }
}
