package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.explicabl.AuditEvent.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One truthful event for every request. */
class ExplicablTest extends Audited {
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
}
