package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.explicabl.AuditEvent.Decision;
import io.gatewaystack.explicabl.AuditEvent.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeRefusalTest {
  private static final Duration LATENCY = Duration.ofNanos(42_000);

  private final Collected collected = new Collected();

  private AuditEvent recorded(EdgeRefusal refusal) {
    try (Explicabl audit = Explicabl.builder().sink(collected).build()) {
      audit.record(refusal);
    }
    assertThat(collected.events).hasSize(1);
    return collected.events.get(0);
  }

  @Test
  void isRecordedAsAnEventOfLayerEdge() {
    AuditEvent event =
        recorded(
            new EdgeRefusal(
                "id-7",
                "GET",
                "/proxy/..;/admin?token=abc",
                400,
                "ambiguous_path",
                LATENCY,
                Requests.address("2001:db8:1:2::9")));

    assertThat(event.requestId()).isEqualTo("id-7");
    assertThat(event.http())
        .isEqualTo(new AuditEvent.Http("GET", "/proxy/..;/admin", 400, LATENCY, "2001:db8:1::/48"));
    assertThat(event.ending()).isEqualTo(new Ending("edge", Decision.DENY, "ambiguous_path"));
    assertThat(event.caller()).isNull();
    assertThat(event.operation()).isNull();
  }

  @Test
  void isRecordedEvenWhenNothingCouldBeRead() {
    AuditEvent event =
        recorded(new EdgeRefusal(null, null, null, 400, "bad_request", LATENCY, null));

    assertThat(event.http())
        .isEqualTo(new AuditEvent.Http("UNKNOWN", "UNKNOWN", 400, LATENCY, null));
    assertThat(event.requestId()).matches("[0-9a-f]{32}").isNotEqualTo(event.id());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"0, ABORT", "400, DENY", "431, DENY", "500, ERROR", "503, ERROR"})
  void decidesByTheStatus(int status, Decision decision) {
    AuditEvent event =
        recorded(new EdgeRefusal(null, "GET", "/", status, "refused", LATENCY, null));

    assertThat(event.ending().decision()).isEqualTo(decision);
  }

  @Test
  void cannotHaveTakenLessThanNoTime() {
    Duration negative = Duration.ofNanos(-1);

    assertThatThrownBy(() -> new EdgeRefusal(null, "GET", "/", 400, "x", negative, null))
        .hasMessageStartingWith("latency: ");
  }

  @Test
  void showsNothingOfWhatWasSent() {
    EdgeRefusal refusal =
        new EdgeRefusal("id", "GET", "/alice@example.com", 400, "x", LATENCY, null);

    assertThat(refusal).hasToString("EdgeRefusal[400 x]");
  }
}
