package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Requests.caller;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one caller may read must not be kept for all. */
class PersonalResourceTest {
  private static final Validatabl LAYER =
      Validatabl.builder()
          .openResources("x://one")
          .resourceScopes(Map.of("x://secret/{+path}", Set.of("w")))
          .build();
  private static final Validatabl SAME_FOR_ALL =
      Validatabl.builder().openResources("x://one").build();
  private static final String MODERN = "2026-07-28";

  private static RequestContext read(String method, String version) {
    Map<String, List<String>> fields = new HashMap<>();
    fields.put("Content-Type", List.of("application/json"));
    if (version != null) {
      fields.put("MCP-Protocol-Version", List.of(version));
    }
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\""
            + method
            + "\",\"params\":{\"uri\":\"x://one\"}}";
    return Requests.of(
            new Route(Route.Protocol.MCP, "/mcp"), "POST", "/mcp", Headers.of(fields), body)
        .with(caller("r"));
  }

  private static Optional<ResponseEditor> editor(Validatabl layer, RequestContext request) {
    Decision decision = layer.before(request);
    return decision instanceof Decision.Proceed proceed ? proceed.editor() : Optional.empty();
  }

  private static String edited(String answer) {
    List<Message> out = new ArrayList<>();
    ResponseEditor editor = editor(LAYER, read("resources/read", MODERN)).orElseThrow();
    editor.message(Message.of(answer.getBytes(UTF_8)), out::add);
    return new String(out.get(0).bytes(), UTF_8);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "public"       | "private"
          "p\\u0075blic" | "private"
          "private"      | "private"
          null           | "private"
          [1]            | "private"
          """)
  void whatDependsOnTheCallerIsPrivate(String before, String after) {
    String answer =
        "{\"id\":7,\"result\":{\"contents\":[{\"uri\":\"x\",\"cacheScope\":1.00}],"
            + "\"cacheScope\": %s,\"ttlMs\":5},\"jsonrpc\":\"2.0\"}";
    assertThat(edited(answer.formatted(before))).isEqualTo(answer.formatted(after));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"ttlMs\":5", "\"resultType\":\"complete\""})
  void whatDoesNotSayHowWidelyItMayBeKeptIsPrivate(String modern) {
    assertThat(edited("{\"id\":7,\"result\":{\"contents\":[]," + modern + "}}"))
        .isEqualTo(
            "{\"id\":7,\"result\":{\"contents\":[]," + modern + ",\"cacheScope\":\"private\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\":{\"contents\":[]}}",
        "{\"id\":7,\"error\":{\"code\":1,\"message\":\"no\"}}",
        "{\"result\":[1],\"id\":7}",
        "[{\"result\":{}}]",
        "{\"result\":{\"ttlMs\":1.0}}"
      })
  void everythingElseStaysAsItWas(String answer) {
    assertThat(edited(answer)).isEqualTo(answer);
  }

  @Test
  void eventsThatOnlyKeepTheStreamOpenStayAsTheyWere() {
    List<Message> out = new ArrayList<>();
    Message ping = Message.of("2026-11-21T00:00:00Z".getBytes(UTF_8), "ping");

    editor(LAYER, read("resources/read", MODERN)).orElseThrow().message(ping, out::add);

    assertThat(out).containsExactly(ping);
  }

  @Test
  void onlyAnswersThatCanSaySoAreLookedAt() {
    assertThat(editor(LAYER, read("resources/read", MODERN))).isPresent();
    assertThat(editor(LAYER, read("resources/read", "2025-11-25"))).isEmpty();
    assertThat(editor(LAYER, read("resources/read", null))).isEmpty();
    assertThat(editor(LAYER, read("resources/subscribe", MODERN))).isEmpty();
    assertThat(editor(SAME_FOR_ALL, read("resources/read", MODERN))).isEmpty();
  }
}
