package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Limits.Quota;
import io.gatewaystack.context.section.Limits.Verdict;
import io.gatewaystack.context.section.Trace;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and header fields: what is refused, kept, replaced and believed. */
class RequestHeadTest extends GovernedRoutes {
  @ParameterizedTest
  @ValueSource(strings = {"/a;x=1/b", "/a/../b", "/%61/./b"})
  void aPathTwoServersCouldReadDifferentlyIsRefusedAndRecorded(String path) throws Exception {
    RawResponse answer = get(new GovernanceFilter(recorder), path, "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("invalid_path");
    assertThat(recorder.only())
        .isInstanceOfSatisfying(
            Outcome.Denied.class, denied -> assertThat(denied.layer()).isEqualTo("edge"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorization", "X-API-Key", "Content-Type", "MCP-Protocol-Version", "Mcp-Name"})
  void aFieldThatMustBeAloneIsNotReadTwice(String name) throws Exception {
    RawResponse answer =
        get(GovernanceFilter.mcp(recorder), "/mcp", name + ": a\r\n" + name + ": b\r\n");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("duplicate_header");
  }

  @Test
  void otherRepeatedFieldsPass() throws Exception {
    assertThat(get(new GovernanceFilter(recorder), "/x", "X-A: a\r\nX-A: b\r\n").status())
        .isEqualTo(200);
  }

  @Test
  void aSafeRequestIdIsKeptAndEchoed() throws Exception {
    RawResponse answer = get(new GovernanceFilter(recorder), "/x", "X-Request-Id: abc-1.2_3\r\n");
    assertThat(answer.header("X-Request-Id")).contains("abc-1.2_3");
    assertThat(recorder.context().request().id()).isEqualTo("abc-1.2_3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\"", "<x>", "ü"})
  void anUnsafeRequestIdIsReplaced(String id) throws Exception {
    RawResponse answer = get(new GovernanceFilter(recorder), "/x", "X-Request-Id: " + id + "\r\n");
    assertThat(answer.header("X-Request-Id").orElseThrow()).matches("[0-9a-f]{32}");
  }

  @Test
  void aTraceIsKeptAndAMalformedOneStartsAnew() throws Exception {
    String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    get(new GovernanceFilter(recorder), "/x", "traceparent: " + traceparent + "\r\n");
    assertThat(recorder.context().require(Trace.class).traceparent()).isEqualTo(traceparent);
  }

  @ParameterizedTest
  @CsvSource({
    "0,'9.9.9.9',127.0.0.1",
    "1,'9.9.9.9',9.9.9.9",
    "1,'1.1.1.1, 9.9.9.9',9.9.9.9",
    "2,'1.1.1.1, 9.9.9.9',1.1.1.1",
    "3,'1.1.1.1, 9.9.9.9',127.0.0.1",
    "1,'nonsense',127.0.0.1",
  })
  void theClientIsElementNFromTheRight(int hops, String forwarded, String client) throws Exception {
    GovernanceFilter filter = GovernanceFilter.builder(recorder).trustedProxyHops(hops).build();
    get(filter, "/x", "X-Forwarded-For: " + forwarded + "\r\n");
    assertThat(recorder.context().request().client().getHostAddress()).isEqualTo(client);
  }

  @Test
  void quotasAreToldOnEveryAnswer() throws Exception {
    Quota user = new Quota("user", 10, Duration.ofSeconds(60), 4, Duration.ofMillis(35_001));
    Quota tenant = new Quota("tenant", 100, Duration.ofSeconds(60), 50, Duration.ofSeconds(1));
    Layer limiting =
        new Deciding(
            c ->
                Decision.proceed(
                    c.merge(Limits.of(Verdict.OK, "k", null, user))
                        .merge(Limits.of(Verdict.OK, "k", null, tenant))));
    GovernanceFilter filter =
        GovernanceFilter.builder(Pipeline.of(recorder, limiting))
            .clock(TestClock.at("2026-01-01T00:00:00Z"))
            .build();
    RawResponse answer = get(filter, "/x", "");
    assertThat(answer.header("RateLimit-Policy"))
        .contains("\"user\";q=10;w=60, \"tenant\";q=100;w=60");
    assertThat(answer.header("RateLimit")).contains("\"user\";r=4;t=36, \"tenant\";r=50;t=1");
    assertThat(answer.header("X-RateLimit-Limit")).contains("10");
    assertThat(answer.header("X-RateLimit-Remaining")).contains("4");
    assertThat(answer.header("X-RateLimit-Reset")).contains("1767225636");
  }
}
