package io.gatewaystack.explicabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.testing.TestClock;

/** An audit on the clock of the test, and the events it told. */
abstract class Audited {
  static final Denial NO_SCOPE =
      Denial.of(403, "insufficient_scope", 40301, "More scope is needed").withCode("NEEDS_WRITE");

  final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
  final Collected collected = new Collected();

  Explicabl.Builder audit() {
    return Explicabl.builder().sink(collected).clock(clock).nanoTime(clock::nanoTime);
  }
}
