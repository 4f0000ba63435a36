package io.gatewaystack.explicabl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no event says, whatever a request brings. */
class EventSecrecyTest extends Events {
  @Test
  void writesNeitherClaimsNorNamesNorBodiesNorQueriesNorLimitKeys() {
    assertThat(lineOf(everything()))
        .doesNotContain(MAIL, "Alice", "eyJ", "arguments", "secret=query", "key=x", "u:p");
  }

  /** Every place a client or its token can put words into, filled with what must not be logged. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        MAIL,
        "alice%40example.com",
        "alice%2540example.com",
        CARD,
        "4111-1111-1111-1111",
        JWT,
        "mcp_0fA9kQ3xVbN7sT2uYw5eR8iO1pLmZcXd4gHj6kUvBq0"
      })
  void letsNoSensitiveValueThroughAnyField(String value) {
    RequestContext request =
        RequestContext.of(
            Requests.info(
                value, "GET", "/a/" + value + "/b", io.gatewaystack.context.Headers.EMPTY),
            Route.HTTP,
            io.gatewaystack.context.Body.empty());
    RequestContext message =
        Requests.mcp(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x/%s\",\"params\":{}}".formatted(value));
    RequestContext identified =
        Requests.mcp(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}"
                    .formatted(value))
            .with(
                Identity.builder(value, "i")
                    .tenantId(value)
                    .email(value)
                    .claims(Map.of("c", value))
                    .actorChain(List.of(new Identity.Actor(value, null)))
                    .build())
            .with(new Routing("p", "http://h/" + value + "?" + value, value, value));
    AuditEvent edge =
        events.of(
            new EdgeRefusal(value, value, "/" + value, 400, "bad", Duration.ZERO, null),
            clock.instant());

    for (AuditEvent event :
        List.of(eventOf(request), eventOf(message), eventOf(identified), edge)) {
      assertThat(withoutDigests(new String(event.json(), US_ASCII)))
          .doesNotContain(value)
          .doesNotContain("alice", "4111", "eyJ", "0fA9k");
      assertThat(event.toString()).doesNotContain(value);
    }
  }

  /** Event ids and keyed digests are random here: their digits may spell the start of any card. */
  private static String withoutDigests(String json) {
    return json.replaceAll("\\b[0-9a-f]{32}\\b", "digest");
  }
}
