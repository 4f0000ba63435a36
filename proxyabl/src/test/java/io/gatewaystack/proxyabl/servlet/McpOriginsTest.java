package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.McpMessages.PING;
import static io.gatewaystack.proxyabl.servlet.McpMessages.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts and origins are served. */
@Timeout(20)
class McpOriginsTest {
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "Origin: https://evil.example, '', 403",
    "Origin: null, '', 403",
    "Origin: http://gateway.test, '', 200",
    "Origin: http://gateway.test:81, '', 200",
    "Origin: http://gateway.test:81@evil.example, '', 403",
    "Origin: http://gateway.test:81, '', 200",
    "Origin: http://gateway.test/page, '', 403",
    "Origin: http://gateway.test?of=evil.example, '', 403",
    "Origin: //gateway.test, '', 403",
    "Origin: http://gateway.test:evil, '', 403",
    "Origin: https://app.example, '', 200",
    "Origin: https://app.example:8443, '', 403",
    "Origin: https://APP.example, '', 200",
    "Origin: http://app.example, '', 403",
    "Origin: https://a.example, Origin: https://app.example, 403",
    "X-None: 1, '', 200"
  })
  void pagesOfOtherOriginsAreNotServed(String first, String second, int status) throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.answering("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        McpGate gate =
            McpGate.to(
                upstream.uri(),
                gateway ->
                    gateway.allowedHosts("Gateway.test").allowedOrigins("https://app.example"))) {
      String other = second.isEmpty() ? "X-Nothing: 1" : second;
      assertThat(gate.post(PING, first, other).status()).isEqualTo(status);
      assertThat(upstream.hasMoreRequests()).isEqualTo(status == 200);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"gateway.test, 200", "gateway.test:80, 403", "localhost:80, 403", "other.test, 403"})
  void hostsThatAreNotListedAreNotServed(String allowed, int status) throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.answering("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        McpGate gate = McpGate.to(upstream.uri(), gateway -> gateway.allowedHosts(allowed))) {
      RawResponse answer = gate.post(PING);
      assertThat(answer.status()).isEqualTo(status);
      if (status == 403) {
        assertThat(answer.text()).contains("host_not_allowed");
        assertThat(upstream.hasMoreRequests()).isFalse();
      }
    }
  }

  @Test
  void withoutAListNoBrowserPageIsServedWhateverItsOrigin() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(RESULT);
        McpGate gate = McpGate.to(upstream.uri())) {
      assertThat(gate.post(PING, "Origin: http://gateway.test").status()).isEqualTo(403);
    }
  }
}
