package io.gatewaystack.explicabl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Limits.Quota;
import io.gatewaystack.context.section.Limits.Verdict;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.context.section.Trace;
import io.gatewaystack.context.section.Usage;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The events of requests, and a request about which every layer found something out. */
abstract class Events {
  static final String MAIL = "alice@example.com";
  static final String CARD = "4111111111111111";
  static final String JWT = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhIn0.c2ln";

  final TestClock clock = TestClock.at("2026-01-01T00:00:00.123456Z");
  final EventFactory events =
      new EventFactory(
          new ExplicablConfig(
              "gateway-server", "dev", 16, Duration.ofMillis(5), Duration.ofSeconds(1)),
          new Discretion(Pseudonyms.random(), false));

  AuditEvent eventOf(RequestContext context) {
    return eventOf(context, new Outcome.Completed(200), Duration.ofNanos(1_234_567));
  }

  AuditEvent eventOf(RequestContext context, Outcome outcome, Duration latency) {
    return events.of(context, outcome, clock.instant(), latency);
  }

  String lineOf(RequestContext context) {
    return new String(eventOf(context).json(), US_ASCII);
  }

  static Identity.Builder alice() {
    return Identity.builder("auth0|123", "https://issuer.example").tenantId("acme").source("auth0");
  }

  static RequestContext everything() {
    Limits limits =
        Limits.of(
                Verdict.OK,
                "user:" + MAIL,
                MAIL,
                new Quota("default", 10, Duration.ofMinutes(1), 9, Duration.ofSeconds(6)))
            .merge(
                Limits.of(
                    Verdict.OK,
                    "ip",
                    null,
                    new Quota("address", 100, Duration.ofMinutes(1), 99, Duration.ofSeconds(6))));
    return Requests.mcp(
            """
            {"jsonrpc":"2.0","id":1,"method":"tools/call",
             "params":{"name":"read_file","arguments":{"mail":"alice@example.com"}}}""")
        .with(Trace.parse("00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01").orElseThrow())
        .with(
            alice()
                .email(MAIL)
                .name("Alice Smith")
                .claims(Map.of("email", MAIL, "raw", JWT))
                .actorChain(List.of(new Identity.Actor("agent-7", null)))
                .build())
        .merge(
            new Authorization(true, "scope_ok", Set.of("tool:read"), Set.of("tool:read"), "rule-1"))
        .merge(limits)
        .merge(new Content(Set.of("pii"), 40, new TreeMap<>(Map.of("email", 2)), true, "mask"))
        .with(new Routing("files", "https://u:p@files.example/rpc?key=x", "gpt-9", "read_file"))
        .merge(new Usage(10, 20, 30))
        .merge(Warnings.of("fail_open:transformabl"));
  }
}
