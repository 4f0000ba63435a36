package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.ContextKey;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Exchange;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.explicabl.AuditEvent.Ending;
import io.gatewaystack.testing.TestClock;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplicablTest {
  private static final Denial NO_SCOPE =
      Denial.of(403, "insufficient_scope", 40301, "More scope is needed").withCode("NEEDS_WRITE");

  private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
  private final Collected collected = new Collected();

  private Explicabl.Builder audit() {
    return Explicabl.builder().sink(collected).clock(clock).nanoTime(clock::nanoTime);
  }

  private AuditEvent recorded(RequestContext context, Outcome outcome) {
    try (Explicabl audit = audit().build()) {
      audit.before(context).completion().after(context, outcome);
    }
    assertThat(collected.events).hasSize(1);
    return collected.events.get(0);
  }

  static Stream<Arguments> outcomes() {
    return Stream.of(
        Arguments.of(new Outcome.Completed(204), 204, "application allow completed"),
        Arguments.of(new Outcome.Completed(404), 404, "application allow completed"),
        Arguments.of(
            new Outcome.Denied("validatabl", NO_SCOPE, 403), 403, "validatabl deny NEEDS_WRITE"),
        Arguments.of(
            new Outcome.Denied("validatabl", NO_SCOPE, 200), 200, "validatabl deny NEEDS_WRITE"),
        Arguments.of(
            new Outcome.Denied("identifiabl", Denial.internalError(), 500),
            500,
            "identifiabl error internal_error"),
        Arguments.of(
            new Outcome.Failed(new IOException("secret"), 500),
            500,
            "application error application_error"),
        Arguments.of(new Outcome.TimedOut(), 0, "application timeout application_timeout"),
        Arguments.of(
            new Outcome.Aborted(new IOException("secret")), 0, "client abort client_abort"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("outcomes")
  void recordsOneTruthfulEventForEachOutcome(Outcome outcome, int status, String ending) {
    AuditEvent event = recorded(Requests.get("/tools/ping"), outcome);
    Ending recorded = event.ending();
    String[] expected = ending.split(" ", 3);

    assertThat(recorded.layer()).isEqualTo(expected[0]);
    assertThat(recorded.decision())
        .isEqualTo(AuditEvent.Decision.valueOf(expected[1].toUpperCase(java.util.Locale.ROOT)));
    assertThat(recorded.code()).isEqualTo(expected[2]);
    assertThat(event.http().status()).isEqualTo(status);
    assertThat(new String(event.json(), java.nio.charset.StandardCharsets.US_ASCII))
        .doesNotContain("secret");
  }

  @Test
  void recordsTheFactsOfTheRequest() {
    RequestContext context = Requests.get("/tools/proxy/slow");
    try (Explicabl audit = audit().environment("prod").serviceName("edge-1").build()) {
      Decision decision = audit.before(context);
      clock.advance(Duration.ofNanos(1_234_567));
      decision.completion().after(context, new Outcome.Completed(200));
    }
    AuditEvent event = collected.events.get(0);

    assertThat(event.at()).isEqualTo(clock.instant());
    assertThat(event.serviceName()).isEqualTo("edge-1");
    assertThat(event.environment()).isEqualTo("prod");
    assertThat(event.requestId()).isEqualTo("req-1");
    assertThat(event.http())
        .isEqualTo(
            new AuditEvent.Http(
                "GET", "/tools/proxy/slow", 200, Duration.ofNanos(1_234_567), "203.0.113.0/24"));
    assertThat(event.caller()).isNull();
    assertThat(event.context())
        .isEqualTo(new AuditEvent.Evidence(null, null, null, null, null, null, Set.of()));
  }

  @Test
  void fillsInServiceAndEnvironmentWhenNobodySaysThem() {
    AuditEvent event = recorded(Requests.get("/a"), new Outcome.Completed(200));

    assertThat(event.serviceName()).isEqualTo("gateway-server");
    assertThat(event.environment()).isEqualTo("dev");
  }

  @Test
  void namesEveryEventDifferentlyAndNotByTheRequestId() {
    try (Explicabl audit = audit().build()) {
      for (int i = 0; i < 1000; i++) {
        RequestContext context = Requests.withId("same");
        audit.before(context).completion().after(context, new Outcome.Completed(200));
      }
    }
    Set<String> ids = new HashSet<>();
    collected.events.forEach(e -> ids.add(e.id()));

    assertThat(ids).hasSize(1000).allMatch(id -> id.matches("[0-9a-f]{32}"));
    assertThat(collected.events).allMatch(e -> e.requestId().equals("same"));
  }

  @Test
  void tellsEverySinkTheSameEvent() {
    Collected second = new Collected();
    RequestContext context = Requests.get("/a");
    try (Explicabl audit = audit().sink(second).build()) {
      audit.before(context).completion().after(context, new Outcome.Completed(200));
    }
    assertThat(collected.events).hasSize(1).isEqualTo(second.events);
  }

  @Test
  void neverTellsANegativeLatency() {
    RequestContext context = Requests.get("/a");
    try (Explicabl audit = audit().build()) {
      Decision decision = audit.before(context);
      clock.advance(Duration.ofSeconds(-5));
      decision.completion().after(context, new Outcome.Completed(200));
    }
    assertThat(collected.events.get(0).http().latency()).isZero();
  }

  @Test
  void keepsTheOrderOfCompletion() {
    try (Explicabl audit = audit().build()) {
      Decision first = audit.before(Requests.withId("first"));
      Decision second = audit.before(Requests.withId("second"));
      second.completion().after(second.context(), new Outcome.Completed(200));
      first.completion().after(first.context(), new Outcome.Completed(200));
    }
    assertThat(collected.events)
        .extracting(AuditEvent::requestId)
        .containsExactly("second", "first");
  }

  @Test
  void recordsInAPipelineWhatAnInnerLayerDenied() {
    Layer denying = layer("validatabl", c -> Decision.deny(c, NO_SCOPE));
    throughPipeline(denying, c -> {});

    assertThat(collected.events.get(0).ending())
        .isEqualTo(new Ending("validatabl", AuditEvent.Decision.DENY, "NEEDS_WRITE"));
  }

  @Test
  void recordsInAPipelineThatALayerFailedClosed() {
    Layer failing =
        layer(
            "limitabl",
            c -> {
              throw new IllegalStateException("broken");
            });
    throughPipeline(failing, c -> {});

    assertThat(collected.events.get(0).ending())
        .isEqualTo(new Ending("limitabl", AuditEvent.Decision.ERROR, "internal_error"));
  }

  @Test
  void recordsInAPipelineThatTheHandlerThrew() {
    assertThatThrownBy(
            () ->
                throughPipeline(
                    layer("open", Decision::proceed),
                    c -> {
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(collected.events).hasSize(1);
    assertThat(collected.events.get(0).ending().decision()).isEqualTo(AuditEvent.Decision.ERROR);
  }

  @Test
  void readsNoBodyToFindOutTheOperation() {
    Route route = new Route(Route.Protocol.MCP, "/mcp");
    Body unread =
        Body.reading(
            () -> {
              throw new AssertionError("the body was read");
            },
            Requests.JSON);
    RequestContext context =
        RequestContext.of(Requests.info("r", "POST", "/mcp", Requests.JSON), route, unread);

    assertThat(recorded(context, new Outcome.Completed(200)).operation()).isNull();
  }

  @Test
  void letsEveryRequestPassUnchanged() {
    RequestContext context = Requests.get("/a");
    try (Explicabl audit = audit().build()) {
      Decision decision = audit.before(context);

      assertThat(audit.name()).isEqualTo("explicabl");
      assertThat(decision).isInstanceOf(Decision.Proceed.class);
      assertThat(decision.context()).isSameAs(context);
      assertThat(((Decision.Proceed) decision).editor()).isEmpty();
    }
  }

  @Test
  void keepsNeitherContextNorHeadersNorBodyAliveWhileAnEventWaits() throws Exception {
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
    RequestContext context =
        RequestContext.of(Requests.info("r", "GET", "/a", headers), Route.HTTP, body)
            .with(ContextKey.named("big"), new byte[10_000]);
    audit.before(context).completion().after(context, new Outcome.Completed(200));
    return List.of(
        new WeakReference<>(headers), new WeakReference<>(body), new WeakReference<>(context));
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

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("serviceName", b -> b.serviceName(" ")),
        mistake("environment", b -> b.environment("")),
        mistake("queueCapacity: 0", b -> b.queueCapacity(0)),
        mistake("queueCapacity: 1048577", b -> b.queueCapacity((1 << 20) + 1)),
        mistake("pollInterval: PT0S", b -> b.pollInterval(Duration.ZERO)),
        mistake("pollInterval: PT2S", b -> b.pollInterval(Duration.ofSeconds(2))),
        mistake("closeTimeout: PT-1S", b -> b.closeTimeout(Duration.ofSeconds(-1))),
        mistake("pseudonymKey: 31 bytes", b -> b.pseudonymKey(new byte[31])));
  }

  private static Arguments mistake(String message, UnaryOperator<Explicabl.Builder> setting) {
    return Arguments.of(message, setting);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void refusesSettingsOutOfRange(String message, UnaryOperator<Explicabl.Builder> setting) {
    assertThatThrownBy(() -> setting.apply(audit()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("(expected:");
  }

  @Test
  void acceptsSettingsAtTheirLimits() {
    audit()
        .queueCapacity(1 << 20)
        .pollInterval(Duration.ofSeconds(1))
        .closeTimeout(Duration.ofMillis(500))
        .pseudonymKey(new byte[32])
        .build()
        .close();

    assertThat(collected.events).isEmpty();
  }

  @Test
  void refusesToRecordNowhere() {
    assertThatThrownBy(() -> Explicabl.builder().build())
        .hasMessage("sinks: none (expected: at least one)");
  }

  private void throughPipeline(Layer inner, Consumer<RequestContext> handler) {
    try (Explicabl audit = audit().build()) {
      Pipeline.of(audit, inner)
          .execute(
              new Exchange(Requests.get("/a")),
              c -> {
                handler.accept(c);
                return "answer";
              },
              denial -> "refusal");
    }
  }

  private static Layer layer(
      String name, java.util.function.Function<RequestContext, Decision> before) {
    return new Layer() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Decision before(RequestContext context) {
        return before.apply(context);
      }
    };
  }
}
