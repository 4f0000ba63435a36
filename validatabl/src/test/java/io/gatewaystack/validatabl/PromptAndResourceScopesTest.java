package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Requests.caller;
import static io.gatewaystack.validatabl.Requests.rpc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.RpcStyle;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptAndResourceScopesTest {
  private static final Validatabl LAYER =
      Validatabl.builder()
          .baseScopes("mcp")
          .openPrompts("hello")
          .promptScopes(Map.of("audit", Set.of("a", "b")))
          .openResources("x://open/{page}", "x://secret/exception")
          .resourceScopes(
              Map.of("x://secret/{+path}", Set.of("s"), "x://secret/deep/{id}", Set.of("d")))
          .build();

  private static String outcome(RequestContext request, String... scopes) {
    return Decided.outcome(LAYER, request.with(caller(scopes)));
  }

  private static RequestContext get(String prompt) {
    return rpc("prompts/get", "{\"name\":\"" + prompt + "\"}");
  }

  private static RequestContext read(String uri) {
    return rpc("resources/read", "{\"uri\":\"" + uri + "\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "hello, '', allowed",
    "audit, a b, allowed",
    "audit, a, INSUFFICIENT_SCOPE",
    "other, a b, unknown_prompt",
    "Hello, a b, unknown_prompt"
  })
  void eachPromptNeedsItsOwnScopes(String prompt, String scopes, String expected) {
    assertThat(outcome(get(prompt), scopes.split(" "))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "x://open/1, '', allowed",
    "x://open/a b, '', unknown_resource",
    "x://open/, '', unknown_resource",
    "x://open/a/b, s, unknown_resource",
    "x://open/.., s, unknown_resource",
    "x://open/%2e%2e, s, unknown_resource",
    "x://open/a%2Fb, s, unknown_resource",
    "x://open/a?q, s, unknown_resource",
    "x://open/a#f, s, unknown_resource",
    "x://secret/a, s, allowed",
    "x://secret/a, d, INSUFFICIENT_SCOPE",
    "x://secret/a/b/c, s, allowed",
    "x://secret/a/../../open/1, s, unknown_resource",
    "x://secret//a, s, unknown_resource",
    "x://secret/exception, '', allowed",
    "x://secret/deep/1, d, allowed",
    "x://secret/deep/1, s, INSUFFICIENT_SCOPE",
    "X://open/1, '', unknown_resource",
    "y://open/1, s d, unknown_resource"
  })
  void eachResourceNeedsItsOwnScopesTheMostSpecificPatternFirst(
      String uri, String scopes, String expected) {
    assertThat(outcome(read(uri), scopes.split(" "))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x://acme/%73ecret",
        "x://acme/%70riv/x",
        "x://acme/./secret",
        "X://acme/secret",
        "x://ACME/secret"
      })
  void anotherSpellingOfAClosedResourceFallsUnderNoOpenTemplate(String spelling) {
    Validatabl layer =
        Validatabl.builder()
            .openResources("x://acme/{+path}")
            .resourceScopes(
                Map.of("x://acme/secret", Set.of("w"), "x://acme/priv/{+p}", Set.of("w")))
            .build();

    assertThat(reason(layer, read(spelling))).isEqualTo("unknown_resource");
    assertThat(reason(layer, read("x://acme/secret"))).isEqualTo("INSUFFICIENT_SCOPE");
    assertThat(reason(layer, read("x://acme/pub"))).isEqualTo("allowed");
  }

  private static String reason(Validatabl layer, RequestContext request) {
    return Decided.outcome(layer, request.with(caller()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X://Inbox", "x://a/../b", "file://localhost/a", "x://docs/read me"})
  void aUriThatCouldBeReadInTwoWaysIsReadWhereItIsMappedAsItIsWritten(String odd) {
    Validatabl mapped = Validatabl.builder().openResources(odd, "x://{+path}").build();
    Validatabl covered = Validatabl.builder().openResources("x://{+path}").build();

    assertThat(reason(mapped, read(odd))).isEqualTo("allowed");
    assertThat(reason(covered, read(odd))).isEqualTo("unknown_resource");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x://a/../{id}", "X://a/{id}", "https://Acme/{id}", "x://a/%41{id}", "{a} b"})
  void refusesATemplateThatCouldCoverNothing(String template) {
    assertThatThrownBy(() -> Validatabl.builder().openResources(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("(expected: fixed parts that can be read in one way only)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resources/subscribe", "resources/unsubscribe"})
  void subscribingIsReading(String method) {
    assertThat(outcome(rpc(method, "{\"uri\":\"x://secret/a\"}"), "s")).isEqualTo("allowed");
    assertThat(outcome(rpc(method, "{\"uri\":\"x://secret/a\"}"), "d"))
        .isEqualTo("INSUFFICIENT_SCOPE");
  }

  @Test
  void challengeNamesEveryScopeOfThePromptBaseScopesIncluded() {
    Denial denial = LAYER.decide(get("audit").with(caller("a"))).denial().orElseThrow();

    assertThat(denial.description()).isEqualTo("audit needs b");
    assertThat(denial.challenge().scopes()).containsExactly("mcp", "a", "b");
    assertThat(LAYER.scopesSupported()).contains("mcp", "a", "b", "d", "s");
  }

  @Test
  void missingThingsAreToldAsTheProtocolWants() {
    Denial prompt = LAYER.decide(get("my-secret").with(caller())).denial().orElseThrow();
    Denial legacy = LAYER.decide(read("x://my-secret").with(caller())).denial().orElseThrow();

    assertThat(prompt.status()).isEqualTo(404);
    assertThat(prompt.rpcCode()).isEqualTo(-32602);
    assertThat(prompt.rpc()).isEqualTo(RpcStyle.ERROR);
    assertThat(legacy.rpcCode()).isEqualTo(-32002);
    assertThat(List.of(prompt, legacy)).asString().doesNotContain("my-secret");
  }

  @ParameterizedTest
  @CsvSource({"2025-11-25, -32002", "2026-07-28, -32602", "2027-01-01, -32602"})
  void codeOfAMissingResourceFollowsTheProtocolVersion(String version, int code) {
    Headers headers =
        Headers.of(
            Map.of(
                "Content-Type", List.of("application/json"),
                "MCP-Protocol-Version", List.of(version)));
    RequestContext request =
        Requests.of(
            new Route(Route.Protocol.MCP, "/mcp"),
            "POST",
            "/mcp",
            headers,
            """
            {"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"x://none"}}""");

    assertThat(LAYER.decide(request.with(caller())).denial().orElseThrow().rpcCode())
        .isEqualTo(code);
  }

  @Test
  void whatIsNotMappedNeedsACheckOfEverything() {
    Validatabl tools = Validatabl.builder().openTools("t").build();
    Validatabl general = Validatabl.builder().openTools("t").requireScopes("m").build();

    for (RequestContext request : List.of(get("p"), read("x://a"))) {
      assertThat(tools.decide(request.with(caller())).denial().map(Denial::reason))
          .contains("unmapped_operation");
      assertThat(general.decide(request.with(caller("m"))).allowed()).isTrue();
    }
  }

  @Test
  void mappingPromptsLeavesNoToolUnmapped() {
    assertThat(outcome(Requests.toolCall("t"), "a")).isEqualTo("UNKNOWN_TOOL");
    assertThat(outcome(rpc("tools/list", "{}"))).isEqualTo("allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "x://a/{", "x://a/{id", "x://a/{id*}", "x://{?q}", "x://a?b={c}", "}"})
  void refusesUnfitPatterns(String pattern) {
    assertThatThrownBy(() -> Validatabl.builder().openResources(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("resource " + pattern + ": ");
  }

  @Test
  void acceptsAnyTextWithoutBracesAsAUri() {
    assertThat(
            Validatabl.builder()
                .openResources("urn:a?b#c")
                .build()
                .decide(read("urn:a?b#c").with(caller()))
                .allowed())
        .isTrue();
  }

  @Test
  void refusesUnfitPromptsAndTwiceMappedOnes() {
    assertThatThrownBy(() -> Validatabl.builder().openPrompts(" "))
        .hasMessageStartingWith("prompt  : name");
    assertThatThrownBy(() -> Validatabl.builder().openPrompts("a".repeat(129)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Validatabl.builder().openPrompts("p").promptScopes(Map.of("p", Set.of("s"))))
        .hasMessage("prompt p: (expected: mapped once)");
    assertThatThrownBy(() -> Validatabl.builder().promptScopes(Map.of("p", Set.of())))
        .hasMessageStartingWith("prompt p: no scope");
    assertThatThrownBy(() -> Validatabl.builder().resourceScopes(Map.of("x:a", Set.of())))
        .hasMessageStartingWith("resource x:a: no scope");
  }
}
