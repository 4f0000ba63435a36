package io.gatewaystack.validatabl;

import static io.gatewaystack.validatabl.Requests.http;
import static io.gatewaystack.validatabl.Requests.restTool;
import static io.gatewaystack.validatabl.Requests.rpc;
import static io.gatewaystack.validatabl.Requests.toolCall;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.RpcStyle;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.service.CachedServices;
import io.gatewaystack.validatabl.service.InMemoryServices;
import io.gatewaystack.validatabl.service.ServiceCatalog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesTest {
  private static final InMemoryServices CATALOG =
      new InMemoryServices()
          .enable("org_1", "github")
          .enable("org_2", "ledger")
          .enable("org_3", "github")
          .enable("org_3", "ledger")
          .enable("org_4", "service of another gateway");
  private static final Policy ANYTHING = Policy.of(List.of(), Effect.ALLOW);

  private static final Validatabl BY_TARGET =
      layer(
          CATALOG,
          Map.of(),
          Map.of("github_", "github", "ledger://", "ledger", "ledger_", "ledger"));
  private static final Validatabl BY_ROUTE = layer(CATALOG, Map.of("/mcp", "github"), Map.of());
  private static final Validatabl BY_BOTH =
      layer(CATALOG, Map.of("/mcp", "github", "/plain", "ledger"), Map.of("ledger_", "ledger"));

  private static Validatabl layer(
      ServiceCatalog catalog, Map<String, String> routes, Map<String, String> targets) {
    return Validatabl.builder().policy(ANYTHING).services(catalog, routes, targets).build();
  }

  private static Identity member(String organisation) {
    return Identity.builder("ada", "https://issuer.example").tenantId(organisation).build();
  }

  private static String outcome(Validatabl layer, RequestContext request, String organisation) {
    return Decided.outcome(layer, request.with(member(organisation)));
  }

  @ParameterizedTest
  @CsvSource({
    "github_push, org_1, allowed",
    "github_push, org_2, service_not_enabled",
    "github_push, org_3, allowed",
    "github_push, unknown, service_not_enabled",
    "ledger_post, org_2, allowed",
    "ledger_post, org_1, service_not_enabled",
    "echo, org_3, unmapped_operation",
    "GitHub_push, org_3, unmapped_operation"
  })
  void toolsBelongToAServiceByHowTheyBegin(String tool, String organisation, String expected) {
    assertThat(outcome(BY_TARGET, toolCall(tool), organisation)).isEqualTo(expected);
    assertThat(outcome(BY_TARGET, restTool(tool, "{}"), organisation)).isEqualTo(expected);
    assertThat(outcome(BY_TARGET, rpc("prompts/get", "{\"name\":\"" + tool + "\"}"), organisation))
        .isEqualTo(expected);
  }

  @Test
  void resourcesBelongToAServiceByHowTheyBegin() {
    RequestContext read = rpc("resources/read", "{\"uri\":\"ledger://a\"}");

    assertThat(outcome(BY_TARGET, read, "org_2")).isEqualTo("allowed");
    assertThat(outcome(BY_TARGET, read, "org_1")).isEqualTo("service_not_enabled");
  }

  @Test
  void everythingOnARouteBelongsToItsService() {
    for (RequestContext request :
        List.of(
            toolCall("t"),
            rpc("initialize", "{}"),
            rpc("tools/list", "{}"),
            Requests.mcpWithoutBody("GET"))) {
      assertThat(outcome(BY_ROUTE, request, "org_1")).isEqualTo("allowed");
      assertThat(outcome(BY_ROUTE, request, "org_2")).isEqualTo("service_not_enabled");
    }
  }

  @Test
  void ofRouteAndTargetEachMustBeEnabled() {
    assertThat(outcome(BY_BOTH, toolCall("ledger_post"), "org_3")).isEqualTo("allowed");
    assertThat(outcome(BY_BOTH, toolCall("ledger_post"), "org_1")).isEqualTo("service_not_enabled");
    assertThat(outcome(BY_BOTH, toolCall("ledger_post"), "org_2")).isEqualTo("service_not_enabled");
    assertThat(outcome(BY_BOTH, toolCall("other"), "org_1")).isEqualTo("allowed");
  }

  @Test
  void plainRoutesNeedOnlyTheServiceTheyBelongTo() {
    assertThat(outcome(BY_BOTH, http("GET", "/plain/a"), "org_2")).isEqualTo("allowed");
    assertThat(outcome(BY_BOTH, http("GET", "/plain/a"), "org_1")).isEqualTo("service_not_enabled");
    assertThat(outcome(BY_BOTH, http("GET", "/plain/a"), null)).isEqualTo("organization_required");
    assertThat(outcome(BY_BOTH, http("GET", "/plainer"), null)).isEqualTo("allowed");
    assertThat(outcome(BY_BOTH, http("GET", "/else"), null)).isEqualTo("allowed");
    assertThat(outcome(BY_BOTH, Requests.modelCall("{\"model\":\"m\"}"), null))
        .isEqualTo("allowed");
  }

  @Test
  void anOrganisationWithoutServicesReachesNothing() {
    for (Validatabl layer : List.of(BY_TARGET, BY_ROUTE, BY_BOTH)) {
      for (RequestContext request :
          List.of(
              rpc("initialize", "{}"),
              rpc("server/discover", "{}"),
              rpc("ping", "{}"),
              rpc("tools/list", "{}"),
              rpc("vendor/doit", "{}"),
              rpc("tasks/result", "{}"),
              toolCall("github_push"),
              Requests.mcp("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"),
              Requests.mcpWithoutBody("GET"),
              Requests.mcpWithoutBody("OPTIONS"),
              Requests.mcpWithoutBody("DELETE"))) {
        assertThat(outcome(layer, request, "org_0")).isEqualTo("service_not_enabled");
        assertThat(outcome(layer, request, "org_4")).isEqualTo("service_not_enabled");
      }
    }
    assertThat(outcome(BY_TARGET, toolCall("echo"), "org_0")).isEqualTo("service_not_enabled");
    assertThat(outcome(BY_TARGET, restTool("echo", "{}"), "org_0"))
        .isEqualTo("service_not_enabled");
    assertThat(outcome(BY_TARGET, http("GET", "/else"), "org_0")).isEqualTo("allowed");
  }

  @Test
  void whatIsToldWithoutAnyServiceNamesNone() {
    Denial denial =
        BY_TARGET.decide(rpc("initialize", "{}").with(member("org_0"))).denial().orElseThrow();

    assertThat(denial.rpcCode()).isEqualTo(-32000);
    assertThat(denial.rpcMessage()).isEqualTo("Access Denied");
    assertThat(denial.rpc()).isEqualTo(RpcStyle.ERROR);
    assertThat(denial.description()).isEqualTo("No service is enabled for your organization");
    assertThat(denial.members()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "initialize, allowed",
    "ping, allowed",
    "server/discover, allowed",
    "prompts/list, allowed",
    "vendor/doit, unmapped_operation",
    "tasks/result, unmapped_operation"
  })
  void aMethodWeDoNotKnowMustBelongToAService(String method, String byTarget) {
    assertThat(outcome(BY_TARGET, rpc(method, "{}"), "org_1")).isEqualTo(byTarget);
    assertThat(outcome(BY_ROUTE, rpc(method, "{}"), "org_1")).isEqualTo("allowed");
  }

  @Test
  void listsShowWhatTheServicesLetThrough() {
    assertThat(listed("org_1")).isEqualTo("github_push");
    assertThat(listed("org_2")).isEqualTo("ledger_post");
    assertThat(listed("org_3")).isEqualTo("github_push,ledger_post");
  }

  private static String listed(String organisation) {
    String tools =
        "{\"id\":7,\"result\":{\"tools\":[{\"name\":\"github_push\"},{\"name\":\"ledger_post\"},"
            + "{\"name\":\"echo\"}]}}";
    List<String> names = new ArrayList<>();
    filtered(rpc("tools/list", "{}"), organisation, tools)
        .json()
        .tree()
        .path("result")
        .path("tools")
        .forEach(tool -> names.add(tool.path("name").stringValue()));
    return String.join(",", names);
  }

  private static Message filtered(RequestContext request, String organisation, String answer) {
    return Decided.answered(BY_TARGET, request.with(member(organisation)), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "ledger://{id}, org_2, true",
    "ledger://{id}, org_1, false",
    "{+uri}, org_2, true",
    "led{x}, org_2, true",
    "led{x}, org_1, false",
    "x://{id}, org_3, false"
  })
  void templatesAreShownWhenSomeServiceBehindThemIsEnabled(
      String template, String organisation, boolean shown) {
    String answer =
        "{\"id\":7,\"result\":{\"resourceTemplates\":[{\"uriTemplate\":\"" + template + "\"}]}}";

    Message after = filtered(rpc("resources/templates/list", "{}"), organisation, answer);

    assertThat(new String(after.bytes(), UTF_8).contains(template)).isEqualTo(shown);
  }

  @Test
  void refusesInTheWordsOfTheSpecification() {
    Denial denial =
        BY_TARGET.decide(toolCall("github_push").with(member("org_2"))).denial().orElseThrow();

    assertThat(denial.status()).isEqualTo(403);
    assertThat(denial.error()).isEqualTo("service_not_enabled");
    assertThat(denial.rpcCode()).isEqualTo(-32000);
    assertThat(denial.rpcMessage()).isEqualTo("Access Denied");
    assertThat(denial.rpc()).isEqualTo(RpcStyle.ERROR);
    assertThat(denial.description())
        .isEqualTo("Service 'github' is not enabled for your organization");
    assertThat(denial.members()).isEqualTo(Map.of("service", "github"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void requestsToMcpNeedAnOrganisation(String none) {
    for (RequestContext request :
        List.of(rpc("initialize", "{}"), toolCall("github_push"), restTool("github_push", "{}"))) {
      Denial denial = BY_TARGET.decide(request.with(member(none))).denial().orElseThrow();

      assertThat(denial.status()).isEqualTo(403);
      assertThat(denial.error()).isEqualTo("Forbidden");
      assertThat(denial.code()).isEqualTo("organization_required");
      assertThat(denial.rpc()).isEqualTo(RpcStyle.KEEP_STATUS);
      assertThat(denial.description()).isEqualTo("Organization context required for MCP requests");
    }
  }

  @Test
  void withoutServicesNobodyNeedsAnOrganisation() {
    Validatabl plain = Validatabl.builder().policy(ANYTHING).build();

    assertThat(outcome(plain, toolCall("t"), null)).isEqualTo("allowed");
  }

  static Stream<Arguments> failingCatalogs() {
    ServiceCatalog unreachable =
        organisation -> {
          throw new IOException("secret detail");
        };
    ServiceCatalog faulty =
        organisation -> {
          throw new IllegalStateException("secret detail");
        };
    ServiceCatalog silent = organisation -> null;
    return Stream.of(
        argumentSet("one that cannot be reached", unreachable),
        argumentSet("one with a fault", faulty),
        argumentSet("one that says nothing", silent),
        argumentSet("a remembered one with a fault", cached(faulty)),
        argumentSet("a remembered one that says nothing", cached(silent)));
  }

  @Test
  void aCatalogIsNotAskedAboutWhatBelongsToNoService() {
    List<String> asked = new ArrayList<>();
    ServiceCatalog failing =
        organisation -> {
          asked.add(organisation);
          throw new IOException("down");
        };
    Validatabl layer = layer(failing, Map.of("/plain", "ledger"), Map.of("github_", "github"));

    assertThat(outcome(layer, http("GET", "/plain/a"), "org_1"))
        .isEqualTo("service_catalog_unavailable");
    assertThat(asked).containsExactly("org_1");
    assertThat(outcome(layer, http("GET", "/else"), "org_1")).isEqualTo("allowed");
    assertThat(outcome(layer, Requests.modelCall("{\"model\":\"m\"}"), "org_1"))
        .isEqualTo("allowed");
    assertThat(asked).hasSize(1);
  }

  private static CachedServices cached(ServiceCatalog catalog) {
    return CachedServices.of(catalog, Duration.ofMinutes(1), 10);
  }

  @ParameterizedTest
  @MethodSource("failingCatalogs")
  void aCatalogThatFailsRefusesEverything(ServiceCatalog failing) {
    Validatabl broken = layer(failing, Map.of("/mcp", "github"), Map.of());

    Denial denial = broken.decide(toolCall("t").with(member("org_1"))).denial().orElseThrow();

    assertThat(denial.status()).isEqualTo(503);
    assertThat(denial.error()).isEqualTo("service_catalog_unavailable");
    assertThat(denial.toString()).doesNotContain("secret");
    assertThat(broken.before(rpc("tools/list", "{}").with(member("org_1"))))
        .isInstanceOf(Decision.Deny.class);
  }

  @Test
  void scopesAreAskedForOnlyWhenTheServiceIsEnabled() {
    Validatabl layer =
        Validatabl.builder()
            .toolScopes(Map.of("github_push", Set.of("push")))
            .services(CATALOG, Map.of(), Map.of("github_", "github"))
            .build();

    assertThat(outcome(layer, toolCall("github_push"), "org_2")).isEqualTo("service_not_enabled");
    assertThat(outcome(layer, toolCall("github_push"), "org_1")).isEqualTo("INSUFFICIENT_SCOPE");
  }

  @Test
  void aRouteThatIsNotEnabledShowsNoTemplatesAndOneThatIsShowsThoseOfNoOtherService() {
    Validatabl both = layer(CATALOG, Map.of("/mcp", "github"), Map.of("ledger://", "ledger"));
    String answer =
        "{\"id\":7,\"result\":{\"resourceTemplates\":[{\"uriTemplate\":\"ledger://{id}\"},"
            + "{\"uriTemplate\":\"x://{id}\"}]}}";
    RequestContext list = rpc("resources/templates/list", "{}");

    assertThat(both.decide(list.with(member("org_2"))).allowed()).isFalse();
    assertThat(text(both, list, "org_1", answer)).contains("x://").doesNotContain("ledger://");
    assertThat(text(both, list, "org_3", answer)).contains("x://", "ledger://");
  }

  private static String text(
      Validatabl layer, RequestContext request, String organisation, String answer) {
    return Decided.text(layer, request.with(member(organisation)), answer);
  }

  @Test
  void theLongestBeginningCounts() {
    Validatabl layer =
        layer(CATALOG, Map.of(), Map.of("g", "ledger", "github_", "github", "github_x", "ledger"));

    assertThat(outcome(layer, toolCall("github_a"), "org_1")).isEqualTo("allowed");
    assertThat(outcome(layer, toolCall("github_x"), "org_1")).isEqualTo("service_not_enabled");
    assertThat(outcome(layer, toolCall("git"), "org_2")).isEqualTo("allowed");
  }

  @Test
  void refusesUnfitAssignments() {
    ValidatablBuilder builder = Validatabl.builder();

    assertThatThrownBy(() -> builder.services(CATALOG, Map.of(), Map.of()))
        .hasMessageStartingWith("services: ");
    assertThatThrownBy(() -> builder.services(CATALOG, Map.of("mcp", "s"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.services(CATALOG, Map.of(), Map.of("", "s")))
        .hasMessageStartingWith("services: target ''");
    builder.services(CATALOG, Map.of("/mcp", "s"), Map.of());
    assertThatThrownBy(() -> builder.services(CATALOG, Map.of("/mcp", "s"), Map.of()))
        .hasMessageStartingWith("services: (expected: set once");
  }

  @Test
  void refusesAPathAmongTargets() {
    ValidatablBuilder builder = Validatabl.builder();

    assertThatThrownBy(() -> builder.services(CATALOG, Map.of(), Map.of("/crm", "s")))
        .hasMessage("services: target /crm (expected: how names or URIs begin; a path is a route)");
    assertThatCode(() -> builder.services(CATALOG, Map.of("/crm", "s"), Map.of("crm://", "s")))
        .doesNotThrowAnyException();
  }
}
