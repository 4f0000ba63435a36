package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A merged stream goes as fast as its client reads it. */
@Timeout(20)
class MergedBackPressureTest {
  private static final int COUNT = 480; // nearly 29 MB each, more than all buffers on the way hold
  private static final int LENGTH = 60_000;
  private static final String LARGE =
      FederatedStreamsTest.event("1", FederatedStreamsTest.notification("x".repeat(LENGTH)));

  private final CountDownLatch told = new CountDownLatch(2);
  private final Map<String, Integer> sent = new ConcurrentHashMap<>();

  private FakeMcp telling(String name) {
    return FakeMcp.named(name)
        .on(
            "GET",
            (request, answer) -> {
              for (int i = 0; i < COUNT; i++) {
                answer.events(LARGE);
                sent.merge(name, 1, Integer::sum);
              }
              told.countDown();
              answer.untilGone();
            });
  }

  @Test
  void aSlowClientStallsBothUpstreamsAndLosesNothing() throws Exception {
    try (FakeMcp fs = telling("fs");
        FakeMcp git = telling("git");
        McpGate gate =
            McpGate.with(gateway -> gateway.upstream(fs.upstream()).upstream(git.upstream()));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), gate.port())) {
      client.getOutputStream().write(FederatedStreamsTest.get(FederatedStreamsTest.open(gate)));
      Map<String, Integer> before;
      do {
        before = Map.copyOf(sent);
        assertThat(new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS)).isFalse();
      } while (before.size() < 2 || !before.equals(sent));
      assertThat(before.values()).allMatch(events -> events < COUNT * 3 / 4);

      long left = 2L * COUNT * LENGTH;
      byte[] piece = new byte[1 << 20];
      while (left > 0) {
        int read = client.getInputStream().read(piece);
        assertThat(read).isPositive();
        for (int i = 0; i < read; i++) {
          left -= piece[i] == 'x' ? 1 : 0;
        }
      }
      assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }
}
