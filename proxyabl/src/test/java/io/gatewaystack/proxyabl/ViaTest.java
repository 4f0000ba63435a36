package io.gatewaystack.proxyabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the gateway names itself to upstreams. */
class ViaTest {
  @ParameterizedTest
  @CsvSource({
    "HTTP/1.0, 1.0 gatewaystack",
    "HTTP/1.1, 1.1 gatewaystack",
    "HTTP/2.0, 2.0 gatewaystack",
    "HTTP/3.0, 3.0 gatewaystack",
    "mallory, 1.1 gatewaystack"
  })
  void saysWhatTheClientSpoke(String protocol, String value) {
    assertThat(Via.of(protocol)).isEqualTo(new HeaderField("Via", value));
    assertThat(Via.of(protocol)).isSameAs(Via.of(protocol));
  }

  @Test
  void knowsARequestThatGoesInCircles() {
    HeaderField once = new HeaderField("via", "1.1 gatewaystack");
    assertThat(Via.isLoop(List.of())).isFalse();
    assertThat(Via.isLoop(Collections.nCopies(7, once))).isFalse();
    assertThat(Via.isLoop(Collections.nCopies(8, once))).isTrue();
    String joined = String.join(", ", Collections.nCopies(8, "1.1 gatewaystack (a, b)"));
    assertThat(Via.isLoop(List.of(new HeaderField("Via", joined)))).isTrue();
    assertThat(Via.isLoop(Collections.nCopies(20, new HeaderField("Via", "1.1 other")))).isFalse();
    assertThat(Via.isLoop(Collections.nCopies(20, new HeaderField("X", "gatewaystack")))).isFalse();
  }
}
