package io.gatewaystack.context.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole answers: their length is said, and a short one holds no thread. */
@Timeout(60)
class ShortAnswerTest {
  /** Whose answers together are more than all buffers on the way hold. */
  private static final int CALLS = 20_000;

  private static final class Telling extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final byte[] body;
    private final AtomicInteger asked = new AtomicInteger();

    Telling(int size) {
      body = "x".repeat(size).getBytes(US_ASCII);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      asked.incrementAndGet();
      ShortAnswer.write(response, body);
    }
  }

  private static String request(String method) {
    return method + " / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {0, 6000, 100_000})
  void saysTheLengthToGetAndHead(int size) throws Exception {
    try (TestServer server = TestServer.builder().servlet("/*", new Telling(size)).start();
        RawHttp http = RawHttp.connect(server.port())) {
      RawResponse head = http.send(request("HEAD")).readHead();
      assertThat(head.headers("Content-Length")).containsExactly(String.valueOf(size));
      RawResponse get = http.send(request("GET")).read();
      assertThat(get.headers("Content-Length")).containsExactly(String.valueOf(size));
      assertThat(get.body()).hasSize(size);
    }
  }

  private static void ask(Socket client) {
    byte[] request = request("GET").getBytes(US_ASCII);
    try {
      for (int i = 0; i < CALLS; i++) {
        client.getOutputStream().write(request);
      }
    } catch (SocketException e) {
      // the test is over
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What threads do that would have to wait for the client to go on. */
  private static Stream<String> waitingInAWrite() {
    return Thread.getAllStackTraces().values().stream()
        .map(Arrays::toString)
        .filter(stack -> stack.contains("HttpOutput.write") && stack.contains("Blocker"));
  }

  @Test
  void noThreadWaitsUntilItIsRead() throws Exception {
    Telling telling = new Telling(6000);
    try (TestServer server = TestServer.builder().servlet("/*", telling).start();
        Socket client = new Socket()) {
      client.setReceiveBufferSize(4096);
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      Thread asking = new Thread(() -> ask(client), "asking");
      asking.setDaemon(true);
      asking.start();
      int before = -1;
      while (telling.asked.get() != before || before == 0) {
        before = telling.asked.get();
        TimeUnit.MILLISECONDS.sleep(500);
      }
      assertThat(before).as("it stalls").isLessThan(CALLS);
      assertThat(waitingInAWrite()).isEmpty();
    }
  }
}
