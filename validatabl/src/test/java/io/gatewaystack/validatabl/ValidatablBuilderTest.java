package io.gatewaystack.validatabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatablBuilderTest {
  private final ValidatablBuilder builder = Validatabl.builder();

  @Test
  void refusesToCheckNothing() {
    ValidatablBuilder empty =
        builder.baseScopes("openid").requireScopes().requirePermissions().requireAnyPermission();

    assertThatThrownBy(empty::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("checks: none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\"b", "a\\b", "ä", "a\n"})
  void refusesWhatIsNoScopeToken(String scope) {
    assertThatThrownBy(() -> builder.requireScopes("ok", scope))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("requireScopes: '" + scope + "'");
    assertThatThrownBy(() -> builder.baseScopes(scope)).hasMessageStartingWith("baseScopes: ");
    assertThatThrownBy(() -> builder.toolScopes(Map.of("t", Set.of(scope))))
        .hasMessageStartingWith("tool t: ");
    assertThatThrownBy(() -> builder.route("GET", "/a", scope))
        .hasMessageStartingWith("route GET /a: ");
  }

  static Stream<Arguments> places() {
    return Stream.of(
        place(
            "requireScopes",
            (b, s) -> b.requireScopes(s).openTools("t"),
            "baseScopes and requireScopes: "),
        place("tool", (b, s) -> b.toolScopes(Map.of("t", Set.of(s))), "tool t, with base"),
        place("other tools", (b, s) -> b.otherTools(s), "otherTools, with base"),
        place("prompt", (b, s) -> b.promptScopes(Map.of("p", Set.of(s))), "prompt p, with base"),
        place(
            "resource",
            (b, s) -> b.resourceScopes(Map.of("x:{y}", Set.of(s))),
            "resource x:{y}, with base"),
        place("route", (b, s) -> b.route("GET", "/a", s), "route GET /a, with base"));
  }

  private static Arguments place(
      String name, BiFunction<ValidatablBuilder, String, ValidatablBuilder> need, String told) {
    return argumentSet(name, need, told);
  }

  /** So that every challenge names every scope its operation needs. */
  @ParameterizedTest
  @MethodSource("places")
  void refusesToNeedMoreThanAChallengeCanName(
      BiFunction<ValidatablBuilder, String, ValidatablBuilder> need, String told) {
    Validatabl longest =
        need.apply(
                Validatabl.builder().baseScopes("openid").requireScopes("mcp"), "s".repeat(2_037))
            .build();

    assertThat(String.join(" ", longest.scopesSupported())).hasSize(2_048);
    ValidatablBuilder longer =
        need.apply(builder.baseScopes("openid").requireScopes("mcp"), "s".repeat(2_038));
    assertThatThrownBy(longer::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(told)
        .hasMessageEndingWith(
            "(expected: scopes of at most 2048 characters together; these have 2049)");
  }

  @Test
  void whatDifferentToolsNeedMayBeMoreThanAChallengeCanName() {
    builder.toolScopes(Map.of("a", Set.of("a".repeat(2_000)), "b", Set.of("b".repeat(2_000))));

    assertThat(builder.build().scopesSupported()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void refusesBlankPermissions(String name) {
    assertThatThrownBy(() -> builder.requirePermissions("ok", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("requirePermissions: ");
    assertThatThrownBy(() -> builder.requireAnyPermission(name))
        .hasMessageStartingWith("requireAnyPermission: ");
  }

  @Test
  void refusesASchemaForAToolThatIsNotMapped() {
    ArgumentSchemas schemas = ArgumentSchemas.builder().tool("trasnfer", "{}").build();
    builder.argumentSchemas(schemas).openTools("transfer");

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("argumentSchemas: tool trasnfer (expected: a tool that is mapped)");
    assertThat(builder.otherTools("tools").build()).as("all tools are mapped").isNotNull();
    assertThat(Validatabl.builder().requireScopes("a").argumentSchemas(schemas).build())
        .as("nobody knows which tools there are")
        .isNotNull();
    assertThat(Validatabl.builder().openTools("trasnfer").argumentSchemas(schemas).build())
        .isNotNull();
  }

  @Test
  void noScopesNeverMeansEveryCallerByAccident() {
    assertThatThrownBy(() -> builder.toolScopes(Map.of("t", Set.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tool t: no scope");
    assertThatThrownBy(() -> builder.route("GET", "/a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("route GET /a: no scope");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a\u0000", "é", "a:b"})
  void refusesUnfitToolNames(String tool) {
    assertThatThrownBy(() -> builder.openTools(tool))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name (expected");
    assertThatThrownBy(() -> builder.toolScopes(Map.of(tool, Set.of("s"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void acceptsToolNamesOfOneHundredTwentyEightCharactersAndNoLonger() {
    builder.openTools("a".repeat(128));

    assertThatThrownBy(() -> builder.openTools("a".repeat(129)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/..", "/.", "/a/../b", "/a/./b", "/a/.."})
  void refusesRoutesThatNoRequestTakes(String path) {
    assertThatThrownBy(() -> builder.openRoute("GET", path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("route GET " + path + ": path (expected");
    builder.openRoute("GET", path.replace("..", "..x").replace("/./", "/.x/") + ".x");
  }

  @Test
  void refusesToMapAToolTwice() {
    builder.toolScopes(Map.of("t", Set.of("s")));

    assertThatThrownBy(() -> builder.openTools("t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tool t: (expected: mapped once)");
  }

  @Test
  void refusesToMapARouteTwice() {
    builder.route("GET", "/a", "s").route("*", "/a", "s").route("GET", "/a/b", "s");

    assertThatThrownBy(() -> builder.openRoute("GET", "/a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("route GET /a: (expected: mapped once)");
  }

  @ParameterizedTest
  @CsvSource({
    "get, /a",
    "GET POST, /a",
    "'', /a",
    "**, /a",
    "GET, ''",
    "GET, a",
    "GET, /a/",
    "GET, //a",
    "GET, /a//b",
    "GET, /a/*",
    "GET, /a;b",
    "GET, /a?b",
    "GET, /a#b",
    "GET, /%61",
    "GET, '/a b'",
    "GET, /a\\b"
  })
  void refusesUnfitRoutesAtOnce(String method, String path) {
    assertThatThrownBy(() -> builder.openRoute(method, path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("route " + method + " " + path + ": ");
  }

  @Test
  void shadowPolicyIsNoCheck() {
    builder.shadowPolicy(Policy.of(List.of()));

    assertThatThrownBy(builder::build).hasMessageStartingWith("checks: none");
  }

  @Test
  void announcesEveryScopeOnceBaseScopesFirst() {
    Validatabl layer =
        builder
            .baseScopes("openid", "email")
            .requireScopes("mcp")
            .toolScopes(Map.of("b", Set.of("y", "x"), "a", Set.of("z", "mcp")))
            .openTools("c")
            .route("GET", "/r", "route", "openid")
            .build();

    assertThat(layer.scopesSupported())
        .containsExactly("openid", "email", "mcp", "z", "x", "y", "route");
  }

  @Test
  void whatIsAddedToTheBuilderLaterDoesNotReachTheLayer() {
    Validatabl layer = builder.openTools("a").build();
    builder.openTools("b").requireScopes("s");

    assertThat(layer.decide(Requests.toolCall("a").with(Requests.caller())).allowed()).isTrue();
    assertThat(layer.decide(Requests.toolCall("b").with(Requests.caller())).allowed()).isFalse();
    assertThat(layer.scopesSupported()).isEmpty();
  }
}
