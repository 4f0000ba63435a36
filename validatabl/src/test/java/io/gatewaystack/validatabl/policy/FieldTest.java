package io.gatewaystack.validatabl.policy;

import static io.gatewaystack.validatabl.policy.Operator.CIDR;
import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.EXISTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.Route.Protocol;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Identity.Actor;
import io.gatewaystack.validatabl.Requests;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where each field gets its value from. */
class FieldTest {
  private static final Identity ADA =
      Identity.builder("ada", "https://issuer.example")
          .tenantId("acme")
          .plan("pro")
          .source("okta")
          .scopes(List.of("tool:read"))
          .roles(List.of("staff"))
          .actorChain(
              List.of(new Actor("planner", "https://issuer.example"), new Actor("front", null)))
          .claims(Map.of("tenant", "forged", "plan", "forged"))
          .build();

  private static boolean holds(String field, Operator operator, Object value, RequestContext in) {
    Rule rule = Rule.allow("r").when(field, operator, value).build();
    return Policy.of(List.of(rule)).decide(in).allowed();
  }

  @ParameterizedTest
  @MethodSource("fieldsOfTheCaller")
  void readsTheCaller(String field, Operator operator, String value) {
    RequestContext known = Requests.toolCall("t").with(ADA);

    assertThat(holds(field, operator, value, known)).isTrue();
    assertThat(holds(field, operator, value + "x", known)).isFalse();
    assertThat(holds(field, EXISTS, true, known)).isTrue();
    assertThat(holds(field, EXISTS, true, Requests.toolCall("t"))).isFalse();
  }

  static Stream<Arguments> fieldsOfTheCaller() {
    return Stream.of(
        argumentSet("sub", "sub", EQUALS, "ada"),
        argumentSet("issuer", "issuer", EQUALS, "https://issuer.example"),
        argumentSet("org_id", "org_id", EQUALS, "acme"),
        argumentSet("tenant", "tenant", EQUALS, "acme"),
        argumentSet("plan", "plan", EQUALS, "pro"),
        argumentSet("source", "source", EQUALS, "okta"),
        argumentSet("scope", "scope", CONTAINS, "tool:read"),
        argumentSet("scopes", "scopes", CONTAINS, "tool:read"),
        argumentSet("role", "role", CONTAINS, "staff"),
        argumentSet("roles", "roles", CONTAINS, "staff"),
        argumentSet("permission by scope", "permission", CONTAINS, "tool:read"),
        argumentSet("permissions by role", "permissions", CONTAINS, "staff"),
        argumentSet("nearest actor", "actor", EQUALS, "planner"),
        argumentSet("one of the actors", "actors", CONTAINS, "planner"),
        argumentSet("the farthest actor", "actors", CONTAINS, "front"));
  }

  @Test
  void scopesAreNoRolesAndRolesNoScopes() {
    RequestContext known = Requests.toolCall("t").with(ADA);

    assertThat(holds("scope", CONTAINS, "staff", known)).isFalse();
    assertThat(holds("role", CONTAINS, "tool:read", known)).isFalse();
  }

  @Test
  void onlyTheNearestActorIsTheActor() {
    assertThat(holds("actor", EQUALS, "front", Requests.toolCall("t").with(ADA))).isFalse();
  }

  @Test
  void callerWhoActsForHimselfHasNoActor() {
    RequestContext direct = Requests.toolCall("t").with(Requests.caller());

    assertThat(holds("actor", EXISTS, false, direct)).isTrue();
    assertThat(holds("actors", EXISTS, false, direct)).isTrue();
  }

  @Test
  void callerWithoutTenantOrPlanHasNone() {
    RequestContext bare = Requests.toolCall("t").with(Requests.caller());

    assertThat(holds("tenant", EXISTS, false, bare)).isTrue();
    assertThat(holds("plan", EXISTS, false, bare)).isTrue();
  }

  @Test
  void readsWhatWasFoundInTheContent() {
    Content found = new Content(Set.of("pci"), 80, new TreeMap<>(Map.of("email", 2)), false, null);
    RequestContext scanned = Requests.toolCall("t").merge(found);

    assertThat(holds("content.labels", CONTAINS, "pci", scanned)).isTrue();
    assertThat(holds("content.labels", CONTAINS, "email", scanned)).isFalse();
    assertThat(holds("content.piiTypes", CONTAINS, "email", scanned)).isTrue();
    assertThat(holds("content.piiTypes", CONTAINS, "pci", scanned)).isFalse();
    assertThat(holds("content.riskScore", EQUALS, 80, scanned)).isTrue();
    assertThat(holds("content.riskScore", EXISTS, false, Requests.toolCall("t"))).isTrue();
  }

  @Test
  void toolIsTheTargetOfAToolCallOnly() {
    assertThat(holds("tool", EQUALS, "t", Requests.toolCall("t"))).isTrue();
    assertThat(holds("tool", EQUALS, "t", Requests.restTool("t", "{}"))).isTrue();
    assertThat(holds("tool", EXISTS, true, Requests.rpc("prompts/get", "{\"name\":\"t\"}")))
        .isFalse();
    assertThat(holds("tool", EXISTS, true, Requests.http("GET", "/t"))).isFalse();
  }

  @Test
  void modelIsNamedByTheBodyOfAModelCall() {
    assertThat(holds("model", EQUALS, "m", Requests.modelCall("{\"model\":\"m\"}"))).isTrue();
    assertThat(holds("model", EXISTS, true, Requests.toolCall("t"))).isFalse();
  }

  @Test
  void methodIsOfJsonRpcWhereItIsSpokenElseOfHttp() {
    assertThat(holds("method", EQUALS, "tools/call", Requests.toolCall("t"))).isTrue();
    assertThat(holds("method", EQUALS, "POST", Requests.toolCall("t"))).isFalse();
    assertThat(holds("method", EQUALS, "POST", Requests.restTool("t", "{}"))).isTrue();
    assertThat(holds("method", EQUALS, "PATCH", Requests.http("PATCH", "/a"))).isTrue();
    assertThat(holds("method", EQUALS, "GET", Requests.mcpWithoutBody("GET"))).isTrue();
    assertThat(holds("method", EQUALS, "DELETE", Requests.mcpWithoutBody("DELETE"))).isTrue();
  }

  @Test
  void promptAndResourceAreWhatTheirMethodsName() {
    RequestContext prompt = Requests.rpc("prompts/get", "{\"name\":\"p\"}");
    RequestContext resource = Requests.rpc("resources/read", "{\"uri\":\"file:///a\"}");

    assertThat(holds("prompt", EQUALS, "p", prompt)).isTrue();
    assertThat(holds("resource", EXISTS, true, prompt)).isFalse();
    assertThat(holds("resource", EQUALS, "file:///a", resource)).isTrue();
    assertThat(holds("prompt", EXISTS, true, resource)).isFalse();
    assertThat(holds("prompt", EXISTS, true, Requests.toolCall("t"))).isFalse();
    assertThat(holds("resource", EXISTS, true, Requests.toolCall("t"))).isFalse();
  }

  @Test
  void completionIsOfThePromptOrTheResourceItRefersTo() {
    RequestContext prompt =
        Requests.rpc("completion/complete", "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"p\"}}");
    RequestContext resource =
        Requests.rpc("completion/complete", "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"u\"}}");

    assertThat(holds("prompt", EQUALS, "p", prompt)).isTrue();
    assertThat(holds("resource", EXISTS, true, prompt)).isFalse();
    assertThat(holds("resource", EQUALS, "u", resource)).isTrue();
    assertThat(holds("prompt", EXISTS, true, resource)).isFalse();
    assertThat(holds("tool", EXISTS, true, prompt)).isFalse();
  }

  @Test
  void kindIsTheWordOfAuditEvents() {
    assertThat(holds("kind", EQUALS, "mcp_tool_call", Requests.toolCall("t"))).isTrue();
    assertThat(holds("kind", EQUALS, "rest_tool", Requests.restTool("t", "{}"))).isTrue();
    assertThat(holds("kind", EQUALS, "http", Requests.http("GET", "/a"))).isTrue();
    assertThat(holds("kind", EQUALS, "http", Requests.toolCall("t"))).isFalse();
  }

  @Test
  void httpMethodIsNeverTheMethodOfJsonRpc() {
    assertThat(holds("http.method", EQUALS, "POST", Requests.toolCall("t"))).isTrue();
    assertThat(holds("http.method", EQUALS, "DELETE", Requests.mcpWithoutBody("DELETE"))).isTrue();
    assertThat(holds("http.method", EQUALS, "GET", Requests.mcpWithoutBody("GET"))).isTrue();
    assertThat(holds("http.method", EQUALS, "PATCH", Requests.http("PATCH", "/a"))).isTrue();
  }

  @Test
  void methodOfHttpIsReadInCapitalsSoThatNobodyEvadesARuleByItsCase() {
    assertThat(holds("http.method", EQUALS, "DELETE", Requests.http("delete", "/a"))).isTrue();
    assertThat(holds("method", EQUALS, "DELETE", Requests.http("Delete", "/a"))).isTrue();
    assertThat(holds("method", EQUALS, "TOOLS/CALL", Requests.toolCall("t"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.0/24, true",
    "192.0.3.7, 192.0.2.0/24, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.8, 192.0.2.7, false",
    "2001:db8::1, 2001:db8::/32, true",
    "2001:db9::1, 2001:db8::/32, false",
    "::ffff:192.0.2.7, 192.0.2.0/24, true",
    "192.0.2.7, ::/0, false"
  })
  void clientAddressLiesInABlockOrNot(String client, String block, boolean expected)
      throws Exception {
    RequestContext call = Requests.toolCallFrom(InetAddress.getByName(client));

    assertThat(holds("client.ip", CIDR, block, call)).isEqualTo(expected);
    assertThat(holds("client.ip", CIDR, List.of("203.0.113.0/24", block), call))
        .isEqualTo(expected);
  }

  @Test
  void pathIsTheDecodedOne() {
    assertThat(holds("path", EQUALS, "/a/b", Requests.http("GET", "/a/b"))).isTrue();
    assertThat(holds("path", EQUALS, "/a/b", Requests.http("GET", "/a/c"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          arguments.amount, '{"amount":5}', true
          arguments.amount, '{"Amount":5}', false
          arguments.a.b.c, '{"a":{"b":{"c":5}}}', true
          arguments.a.b.c, '{"a":{"b":5}}', false
          arguments.a.b, '{"a.b":5}', false
          arguments.a.b, '{"a":[{"b":5}]}', false
          arguments.a.0, '{"a":[5]}', false
          arguments.a.length, '{"a":[1,2,3,4,5]}', false
          arguments.a.b, '{"a":"b"}', false
          arguments.a.b, '{"a":null}', false
          arguments.a.b, '{"\\u0061":{"b":5}}', true
          arguments.x, '[5]', false
          arguments.x, '"x"', false
          arguments.x, 'null', false
          """)
  void readsArgumentsByTheirPath(String field, String arguments, boolean expected) {
    assertThat(holds(field, EQUALS, 5, Requests.toolCall("t", arguments))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"constructor", "__proto__", "toString", "hasOwnProperty", "class", "prototype"})
  void onlyMembersThatWereSentExist(String name) {
    String field = "arguments." + name;

    assertThat(holds(field, EXISTS, true, Requests.toolCall("t", "{}"))).isFalse();
    assertThat(holds("arguments.a." + name, EXISTS, true, Requests.toolCall("t", "{\"a\":\"b\"}")))
        .isFalse();
    assertThat(holds(field, EXISTS, true, Requests.toolCall("t", "{\"" + name + "\":1}"))).isTrue();
  }

  @Test
  void argumentsComeFromWhereTheProtocolPutsThem() {
    String five = "{\"x\":5,\"model\":\"m\"}";
    String inParams = "{\"name\":\"n\",\"uri\":\"u\",\"arguments\":" + five + "}";

    assertThat(holds("arguments.x", EQUALS, 5, Requests.restTool("t", five))).isTrue();
    assertThat(holds("arguments.x", EQUALS, 5, Requests.modelCall(five))).isTrue();
    assertThat(holds("arguments.x", EQUALS, 5, Requests.rpc("prompts/get", inParams))).isTrue();
    assertThat(holds("arguments.x", EQUALS, 5, Requests.rpc("resources/read", inParams))).isTrue();
    assertThat(holds("arguments.x", EQUALS, 5, Requests.rpc("tools/list", inParams))).isTrue();
    assertThat(holds("arguments.x", EQUALS, 5, Requests.rpc("x/unknown", inParams))).isTrue();
    assertThat(
            holds("arguments.x", EQUALS, 5, Requests.rpc("tools/call", "{\"name\":\"t\",\"x\":5}")))
        .isFalse();
  }

  @Test
  void requestsWithoutArgumentsHaveNone() {
    assertThat(holds("arguments.x", EXISTS, false, Requests.mcpWithoutBody("GET"))).isTrue();
    assertThat(holds("arguments.x", EXISTS, false, Requests.mcpWithoutBody("DELETE"))).isTrue();
    assertThat(holds("arguments.x", EXISTS, false, Requests.restTool("t", ""))).isTrue();
    assertThat(
            holds(
                "arguments.x",
                EXISTS,
                false,
                Requests.mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":5}}")))
        .isTrue();
    assertThat(
            holds(
                "arguments.x",
                EXISTS,
                false,
                Requests.mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")))
        .isTrue();
  }

  @Test
  void bodyOfPlainHttpIsNeverRead() {
    RequestContext upload =
        Requests.of(Route.HTTP, "POST", "/upload", Headers.EMPTY, "not JSON at all");

    assertThat(holds("arguments.x", EXISTS, false, upload)).isTrue();
    assertThat(holds("arguments.x", EXISTS, true, Requests.httpJson("/a", "{\"x\":5}"))).isFalse();
  }

  @Test
  void judgesTheBodyThatWillBeForwarded() {
    RequestContext original = Requests.toolCall("t", "{\"x\":\"secret\"}");
    JsonDocument redacted =
        JsonDocument.parse(
            new String(original.body().bytes(), StandardCharsets.UTF_8)
                .replace("secret", "******")
                .getBytes(StandardCharsets.UTF_8));
    RequestContext current = original.withBody(redacted);

    assertThat(holds("arguments.x", EQUALS, "secret", current)).isFalse();
    assertThat(holds("arguments.x", EQUALS, "******", current)).isTrue();
  }

  @Test
  void toolBodyThatIsNoJsonIsRefusedWhenARuleAsksForIt() {
    RequestContext form = Requests.restTool("t", "x=5");

    assertThatThrownBy(() -> holds("arguments.x", EQUALS, 5, form)).isInstanceOf(Refused.class);
    assertThat(holds("tool", EQUALS, "t", form)).isTrue();
  }

  @Test
  void toolBodyIsReadOnlyWhenARuleGetsThatFar() {
    Headers headers = Headers.of(Map.of("Content-Type", List.of("application/json")));
    RequestContext form =
        Requests.of(new Route(Protocol.REST_TOOL, "/tools"), "POST", "/tools/t", headers, "x=5");
    Policy policy =
        Policy.of(
            List.of(
                Rule.allow("r")
                    .when("tool", EQUALS, "other")
                    .when("arguments.x", EQUALS, 5)
                    .build()));

    assertThat(policy.decide(form).allowed()).isFalse();
  }
}
