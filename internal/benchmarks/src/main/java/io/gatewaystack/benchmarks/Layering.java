package io.gatewaystack.benchmarks;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.explicabl.AuditEvent;
import io.gatewaystack.explicabl.AuditSink;
import io.gatewaystack.explicabl.Explicabl;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.limitabl.Limitabl;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.transformabl.Transformabl;
import io.gatewaystack.validatabl.Validatabl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Layers with limits nobody reaches, and tokens they accept. */
final class Layering {
  static final String AUDIENCE = "https://api.example";
  private static final long LIMIT = 10_000_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private Layering() {}

  /** What no governance does without: identity, scope, limit and audit. */
  static Pipeline essential(Explicabl audit, String issuer) {
    return Pipeline.of(
        audit,
        Identifiabl.builder(issuer, AUDIENCE).build(),
        Validatabl.builder().route("*", "/proxy", "tool:read").build(),
        Limitabl.perIdentity(LIMIT, WINDOW).build());
  }

  /** The layers of the example server in their order; {@code audit} may be shared. */
  static Pipeline of(Explicabl audit, String issuer) {
    Limitabl perCaller = Limitabl.perIdentity(LIMIT, WINDOW).build();
    return Pipeline.of(
        audit,
        Limitabl.perAddress(LIMIT, WINDOW).build(),
        Identifiabl.builder(issuer, AUDIENCE).build(),
        perCaller.peek(),
        Transformabl.builder().build(),
        Validatabl.builder().openRoute("*", "/proxy").build(),
        perCaller);
  }

  /** Audit whose events are counted, so that none can be optimised away. */
  static Explicabl counting() {
    return Explicabl.builder().queueCapacity(1 << 20).sink(new CountingSink()).build();
  }

  static List<String> tokens(TestIssuer issuer, int count) {
    Instant end = Instant.now().plus(Duration.ofHours(2));
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                issuer
                    .token()
                    .audience(AUDIENCE)
                    .subject("auth0|65a1b2c3d4e5f6" + i)
                    .scope("tool:read", "tool:write")
                    .expiresAt(end)
                    .mint())
        .toList();
  }

  private static final class CountingSink implements AuditSink {
    private final LongAdder events = new LongAdder();

    @Override
    public void write(List<AuditEvent> batch) {
      events.add(batch.size());
    }

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public void close() {}
  }
}
