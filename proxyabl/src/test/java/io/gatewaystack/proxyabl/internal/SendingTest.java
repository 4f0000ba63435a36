package io.gatewaystack.proxyabl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.Request;
import org.junit.jupiter.api.Test;

class SendingTest {
  private static final CancellationException GONE = new CancellationException("gone");

  private final List<String> seen = new ArrayList<>();
  private Runnable meanwhile = () -> {};

  /** What happens to the request; while it is being sent, something else does. */
  private final Sending sending =
      new Sending(
          (Request)
              Proxy.newProxyInstance(
                  Request.class.getClassLoader(),
                  new Class<?>[] {Request.class},
                  (proxy, method, arguments) -> {
                    seen.add(method.getName());
                    if (method.getName().equals("send")) {
                      meanwhile.run();
                      seen.add("sent");
                    }
                    return method.getName().equals("abort")
                        ? CompletableFuture.completedFuture(true)
                        : null;
                  }));

  @Test
  void anEndWhileItIsBeingSentWaitsUntilItIs() {
    meanwhile = () -> CompletableFuture.runAsync(() -> sending.end(GONE)).join();
    sending.send(result -> {});
    assertThat(seen).containsExactly("send", "sent", "abort");
  }

  @Test
  void anEndBeforeOrAfterIsOneAtOnce() {
    sending.end(GONE);
    assertThat(seen).containsExactly("abort");
    sending.send(result -> {});
    sending.end(GONE);
    assertThat(seen).containsExactly("abort", "send", "sent", "abort", "abort");
  }

  @Test
  void whatIsNotEndedIsNotAborted() {
    sending.send(result -> {});
    assertThat(seen).containsExactly("send", "sent");
  }
}
