package io.gatewaystack.explicabl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.gatewaystack.context.Operation;
import io.gatewaystack.explicabl.AuditEvent.Caller;
import io.gatewaystack.explicabl.AuditEvent.Decision;
import io.gatewaystack.explicabl.AuditEvent.Ending;
import io.gatewaystack.explicabl.AuditEvent.Evidence;
import io.gatewaystack.explicabl.AuditEvent.Http;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditJsonTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** The same text in every place that takes one. */
  private static AuditEvent full(String text) {
    return new AuditEvent(
        text,
        Instant.EPOCH,
        text,
        text,
        text,
        text,
        new Http(text, text, 200, Duration.ZERO, text),
        new Caller(text, text, text, text, List.of(text)),
        new AuditEvent.Action(Operation.Kind.HTTP, text, text, text),
        new Ending(text, Decision.ALLOW, text),
        new Evidence(null, null, null, null, null, null, Set.of(text)));
  }

  private static void assertOneReadableLine(String text) {
    byte[] line = full(text).json();

    for (byte b : line) {
      if (b < 0x20 || b > 0x7E) {
        fail("byte 0x%02x in %s", b, new String(line, ISO_8859_1));
      }
    }
    JsonNode read = MAPPER.readTree(line);
    assertThat(read.path("http").path("path").stringValue()).isEqualTo(text);
    assertThat(read.path("subject").stringValue()).isEqualTo(text);
    assertThat(read.path("context").path("warnings").path(0).stringValue()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\r\n[explicabl] {\"kind\":\"gateway.request\"}",
        "\u2028\u2029\u0085",
        "\u0000\u001b[2J\u007f\u009b31m",
        "\u202egnirts\u202c",
        "\"}\\\",{",
        "\ud83d\ude00",
        "\ud800",
        "\udc00x"
      })
  void writesOneLineOfPrintableAsciiThatReadsBackAsItWas(String text) {
    assertOneReadableLine(text);
  }

  @Test
  void writesOneLineForAnyText() {
    Random random = new Random(20260101);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(40);
      for (int j = 0; j < length; j++) {
        int bound = random.nextBoolean() ? 0xA0 : 0x10000;
        text.append((char) random.nextInt(bound));
      }
      assertOneReadableLine(text.toString());
    }
  }
}
