package io.gatewaystack.validatabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.Route.Protocol;
import io.gatewaystack.context.section.Identity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A completion whose answer comes on a stream that was resumed. */
class ResumedCompletionTest {
  private static final Route MCP = new Route(Protocol.MCP, "/mcp");
  private static final Identity ADA = Requests.caller();

  private final Validatabl layer =
      Validatabl.builder()
          .openResources("x://a/{id}", "x://b/1")
          .openPrompts("hello")
          .resourceScopes(Map.of("x://a/secret", Set.of("w")))
          .build();

  private static Headers session(String id) {
    return id.isEmpty()
        ? Headers.of(Map.of("Content-Type", List.of("application/json")))
        : Headers.of(
            Map.of("Content-Type", List.of("application/json"), "Mcp-Session-Id", List.of(id)));
  }

  private void complete(String session, String id, String uri) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"completion/complete\",\"params\":{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"%s\"},\"argument\":{\"name\":\"id\",\"value\":\"\"}}}"
            .formatted(id, uri);
    RequestContext request = Requests.of(MCP, "POST", "/mcp", session(session), body).with(ADA);
    assertThat(layer.before(request)).isInstanceOf(Decision.Proceed.class);
  }

  private String resumed(String session, Identity caller, String id) {
    RequestContext request = Requests.of(MCP, "GET", "/mcp", session(session), "").with(caller);
    String answer =
        "{\"id\":%s,\"result\":{\"completion\":{\"values\":[\"1\",\"secret\",\"2/3\"],\"total\":3}}}"
            .formatted(id);
    String text = Decided.text(layer, request, answer);
    assertThat(text).doesNotContain("total");
    return text.substring(text.indexOf('['), text.indexOf(']') + 1);
  }

  @Test
  void showsWhatTheAnswerItselfWouldHaveShown() {
    complete("s-1", "5", "x://a/{id}");
    complete("s-1", "\"six\"", "x://b/{id}");

    assertThat(resumed("s-1", ADA, "5")).isEqualTo("[\"1\"]");
    assertThat(resumed("s-1", ADA, "\"six\"")).isEqualTo("[\"1\"]");
    assertThat(resumed("s-1", Requests.caller("w"), "5")).isEqualTo("[\"1\",\"secret\"]");
  }

  @ParameterizedTest
  @CsvSource({"s-2, ada, 5", "s-1, eve, 5", "s-1, ada, 6", "'', ada, 5"})
  void showsNothingToOtherSessionsCallersAndIds(String session, String subject, String id) {
    complete("s-1", "5", "x://a/{id}");
    Identity caller = Identity.builder(subject, ADA.issuer()).build();

    assertThat(resumed(session, caller, id)).isEqualTo("[]");
  }

  @Test
  void withoutSessionsTheCallerAndTheIdTell() {
    complete("", "5", "x://a/{id}");

    assertThat(resumed("", ADA, "5")).isEqualTo("[\"1\"]");
    assertThat(resumed("", ADA, "6")).isEqualTo("[]");
    assertThat(resumed("s-1", ADA, "5")).isEqualTo("[]");
  }

  @Test
  void ofTwoThatShareAnIdTheValuesAreShownThatBothMayHave() {
    Identity writer = Requests.caller("w");
    complete("s-1", "5", "x://a/{id}");
    complete("s-1", "5", "x://a/{id}");
    assertThat(resumed("s-1", writer, "5")).isEqualTo("[\"1\",\"secret\"]");

    complete("s-1", "5", "x://b/{id}");
    assertThat(resumed("s-1", writer, "5")).isEqualTo("[\"1\"]");
  }

  @Test
  void ofManyThatShareAnIdNothingIsShown() {
    for (String end : List.of("", "{p}", "{q}", "{r}")) {
      complete("s-1", "5", "x://a/{id}" + end);
    }
    assertThat(resumed("s-1", ADA, "5")).isEqualTo("[\"1\"]");

    complete("s-1", "5", "x://a/{id}{s}");
    assertThat(resumed("s-1", ADA, "5")).isEqualTo("[]");
    complete("s-1", "5", "x://a/{id}");
    assertThat(resumed("s-1", ADA, "5")).isEqualTo("[]");
  }
}
