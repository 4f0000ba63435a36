package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.ContextKey;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What an event that waits keeps in memory. */
class WaitingEventTest {
  @Test
  void keepsNeitherContextNorHeadersNorBodyNorLongPathAliveWhileAnEventWaits() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AuditSink blocked =
        batch -> {
          writing.countDown();
          awaitQuietly(release);
        };
    try (Explicabl audit = Explicabl.builder().sink(blocked).build()) {
      List<WeakReference<?>> references = recordAndForget(audit);
      writing.await();
      for (WeakReference<?> reference : references) {
        assertThat(isCollected(reference)).isTrue();
      }
      release.countDown();
    }
  }

  /** In a method of its own, so that no local variable of the test holds anything. */
  private static List<WeakReference<?>> recordAndForget(Explicabl audit) {
    Headers headers = Headers.of(Map.of("Authorization", List.of("Bearer x")));
    Body body = Body.of(new byte[10_000], headers);
    String path = "/" + "a".repeat(2 * Discretion.MAX_PATH);
    RequestContext context =
        RequestContext.of(Requests.info("r", "GET", path, headers), Route.HTTP, body)
            .with(ContextKey.named("big"), new byte[10_000]);
    audit.before(context).completion().after(context, new Outcome.Completed(200));
    return List.of(
        new WeakReference<>(headers),
        new WeakReference<>(body),
        new WeakReference<>(context),
        new WeakReference<>(path));
  }

  private static boolean isCollected(WeakReference<?> reference) {
    for (int i = 0; i < 100 && reference.get() != null; i++) {
      System.gc();
    }
    return reference.get() == null;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
