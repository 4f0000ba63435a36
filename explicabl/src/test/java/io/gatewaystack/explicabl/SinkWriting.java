package io.gatewaystack.explicabl;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatewaystack.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Audits that write to sinks of the test, and what is logged about them. */
@Timeout(20)
abstract class SinkWriting {
  final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
  final ListAppender<ILoggingEvent> log = new ListAppender<>();
  final Logger logger = (Logger) LoggerFactory.getLogger(SinkWriter.class);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setAdditive(true);
  }

  static EdgeRefusal refusal(String id) {
    return new EdgeRefusal(id, "GET", "/", 400, "bad", Duration.ZERO, null);
  }

  Explicabl.Builder audit(AuditSink sink) {
    return Explicabl.builder().sink(sink).clock(clock).nanoTime(clock::nanoTime);
  }
}
