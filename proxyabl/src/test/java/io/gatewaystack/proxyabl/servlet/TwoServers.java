package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.proxyabl.mcp.SessionKeys;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/** Two servers behind one endpoint, which come first and second in what is merged. */
abstract class TwoServers {
  static final SessionKeys KEYS = SessionKeys.of(List.of(new byte[32]));

  final FakeMcp fs = FakeMcp.named("fs");
  final FakeMcp git = FakeMcp.named("git");

  /** Opens when the test is over: for answers that last as long. */
  final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  final void stop() {
    done.countDown();
    fs.close();
    git.close();
  }

  McpGate gate() {
    return McpGate.with(
        gateway -> gateway.upstream(fs.upstream()).upstream(git.upstream()).sessionKeys(KEYS));
  }
}
