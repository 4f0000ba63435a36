package io.gatewaystack.validatabl.mcp;

import static io.gatewaystack.validatabl.policy.Operator.EQUALS;
import static io.gatewaystack.validatabl.policy.Operator.GT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.ValidatablBuilder;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import io.gatewaystack.validatabl.service.InMemoryServices;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client sees of each refusal, inside JSON-RPC and outside, and of its neighbour. */
class RefusalsOverHttpTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String REACHED = "{\"reached\":true}";
  private static TestServer server;
  private static TestServer hiding;

  private static final class Application extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/json");
      response.getOutputStream().write(REACHED.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Identity caller(String organisation, String role, String... scopes) {
    return Identity.builder("ada", "https://issuer.example")
        .tenantId(organisation)
        .roles(Set.of(role))
        .scopes(List.of(scopes))
        .build();
  }

  private static ValidatablBuilder rules() {
    return Validatabl.builder()
        .baseScopes("mcp:read")
        .requirePermissions("member")
        .toolScopes(Map.of("ledger_post", Set.of("ledger:write"), "git_push", Set.of("git:push")))
        .openTools("ledger_read")
        .openPrompts("ledger_hello")
        .openResources("ledger://{id}")
        .policy(
            Policy.of(
                List.of(
                    Rule.deny("secret-rule")
                        .when("tool", EQUALS, "ledger_post")
                        .when("arguments.amount", GT, 100)
                        .build()),
                Effect.ALLOW))
        .argumentSchemas(
            ArgumentSchemas.builder()
                .tool(
                    "ledger_post",
                    "{\"properties\":{\"amount\":{\"type\":\"number\"}},\"required\":[\"amount\"]}")
                .build())
        .services(
            new InMemoryServices().enable("org_1", "ledger"),
            Map.of(),
            Map.of("ledger_", "ledger", "ledger:", "ledger", "git_", "git"));
  }

  private static TestServer start(Validatabl rules) {
    Layer callers =
        new KnownCallers(
            Map.of(
                "ada", caller("org_1", "member", "ledger:write", "git:push"),
                "reader", caller("org_1", "member", "mcp:read"),
                "guest", caller("org_1", "guest", "ledger:write"),
                "nowhere", caller(null, "member", "ledger:write"),
                "stranger", caller("org_9", "member", "ledger:write")));
    GovernanceFilter filter =
        GovernanceFilter.builder(Pipeline.of(callers, rules))
            .routes(Routes.none().mcp("/mcp").restTools("/tools"))
            .resources(
                List.of(
                    new ResourceMetadata(
                        "/mcp",
                        "https://gw.example/mcp",
                        List.of("https://i.example"),
                        rules.scopesSupported(),
                        null),
                    new ResourceMetadata(
                        "/tools",
                        "https://gw.example/tools",
                        List.of("https://i.example"),
                        rules.scopesSupported(),
                        null)))
            .publicBaseUrl(URI.create("https://gw.example"))
            .build();
    return TestServer.builder().filter("/*", filter).servlet("/*", new Application()).start();
  }

  @BeforeAll
  static void start() {
    server = start(rules().build());
    hiding = start(rules().hide().build());
  }

  @AfterAll
  static void stop() {
    server.close();
    hiding.close();
  }

  private static RawResponse post(TestServer to, String path, String token, String body)
      throws IOException {
    return RawHttp.exchange(
        to.port(),
        "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Request-Id: r-1\r\n"
                .formatted(path)
            + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static RawResponse rpc(TestServer to, String token, String method, String params)
      throws IOException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":\"q-7\",\"method\":\"%s\",\"params\":%s}"
            .formatted(method, params);
    return post(to, "/mcp", token, body);
  }

  private static RawResponse call(String token, String tool, String arguments) throws IOException {
    return rpc(
        server, token, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
  }

  private static RawResponse rest(String token, String tool, String arguments) throws IOException {
    return post(server, "/tools/" + tool, token, arguments);
  }

  /** A JSON-RPC error under a status. */
  private static JsonNode rpcError(RawResponse response, int status, int code) {
    assertThat(response.status()).isEqualTo(status);
    JsonNode message = JSON.readTree(response.body());
    assertThat(message.path("error").path("code").intValue()).isEqualTo(code);
    assertThat(message.path("error").path("data").path("request_id").stringValue())
        .isEqualTo("r-1");
    return message;
  }

  private static void httpError(RawResponse response, int status, String error) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(JSON.readTree(response.body()).path("error").stringValue()).isEqualTo(error);
    assertThat(response.header("Content-Type")).contains("application/json");
  }

  @Test
  void everythingThatIsAllowedReachesTheApplication() throws IOException {
    assertThat(call("ada", "ledger_post", "{\"amount\":100}").text()).isEqualTo(REACHED);
    assertThat(rest("ada", "ledger_post", "{\"amount\":100}").text()).isEqualTo(REACHED);
    assertThat(call("reader", "ledger_read", "{}").text()).isEqualTo(REACHED);
  }

  @Test
  void unauthorized() throws IOException {
    RawResponse rpc = call("", "ledger_read", "{}");
    JsonNode message = rpcError(rpc, 401, -32001);
    assertThat(message.path("id").isNull()).as("nothing was read").isTrue();
    assertThat(rpc.header("WWW-Authenticate").orElseThrow())
        .isEqualTo(
            "Bearer realm=\"mcp\","
                + " resource_metadata=\"https://gw.example/.well-known/oauth-protected-resource/mcp\","
                + " scope=\"mcp:read\"");
    httpError(rest("", "ledger_read", "{}"), 401, "unauthorized");
  }

  @Test
  void insufficientScope() throws IOException {
    RawResponse rpc = call("reader", "ledger_post", "{\"amount\":1}");
    JsonNode message = rpcError(rpc, 403, 40301);
    assertThat(message.path("id").stringValue()).isEqualTo("q-7");
    assertThat(rpc.header("WWW-Authenticate").orElseThrow())
        .contains(
            "/.well-known/oauth-protected-resource/mcp\"",
            "scope=\"mcp:read ledger:write\"",
            "error=\"insufficient_scope\"");
    RawResponse rest = rest("reader", "ledger_post", "{\"amount\":1}");
    httpError(rest, 403, "insufficient_scope");
    assertThat(rest.header("WWW-Authenticate").orElseThrow())
        .contains("/.well-known/oauth-protected-resource/tools\"", "mcp:read ledger:write");
  }

  @Test
  void insufficientPermissions() throws IOException {
    RawResponse rpc = call("guest", "ledger_post", "{\"amount\":1}");
    assertThat(rpcError(rpc, 200, 40302).path("error").path("data").path("missing").toString())
        .isEqualTo("[\"member\"]");
    httpError(rest("guest", "ledger_post", "{\"amount\":1}"), 403, "insufficient_permissions");
  }

  @Test
  void policyDenied() throws IOException {
    RawResponse rpc = call("ada", "ledger_post", "{\"amount\":100.01}");
    assertThat(rpcError(rpc, 200, 40302).path("error").path("data").path("error").stringValue())
        .isEqualTo("policy_denied");
    assertThat(rpc.text()).doesNotContain("secret-rule", "100.01");
    httpError(rest("ada", "ledger_post", "{\"amount\":100.01}"), 403, "policy_denied");
  }

  @Test
  void invalidArgumentsAreAToolResultTheModelCanActOn() throws IOException {
    RawResponse rpc = call("ada", "ledger_post", "{\"amount\":\"a lot\"}");
    assertThat(rpc.status()).isEqualTo(200);
    JsonNode message = JSON.readTree(rpc.body());
    assertThat(message.path("id").stringValue()).isEqualTo("q-7");
    assertThat(message.path("result").path("isError").booleanValue()).isTrue();
    assertThat(message.path("result").path("content").path(0).path("text").stringValue())
        .isEqualTo("The arguments do not fit: amount must be a number");
    assertThat(rpc.text()).contains("\"error\":\"invalid_arguments\"").doesNotContain("a lot");
    httpError(rest("ada", "ledger_post", "{}"), 400, "invalid_arguments");
    httpError(rest("ada", "ledger_post", ""), 400, "invalid_arguments");
    assertThat(rpc(server, "ada", "tools/call", "{\"name\":\"ledger_post\"}").text())
        .contains("amount is missing");
  }

  @Test
  void unknownTool() throws IOException {
    rpcError(call("ada", "no_such_tool", "{}"), 200, -32602);
    RawResponse ledger = call("ada", "ledger_none", "{}");
    assertThat(rpcError(ledger, 200, -32602).path("error").path("data").path("code").stringValue())
        .isEqualTo("UNKNOWN_TOOL");
    httpError(rest("ada", "ledger_none", "{}"), 404, "unknown_tool");
  }

  @Test
  void unknownPromptAndResource() throws IOException {
    assertThat(rpc(server, "ada", "prompts/get", "{\"name\":\"ledger_hello\"}").text())
        .isEqualTo(REACHED);
    rpcError(rpc(server, "ada", "prompts/get", "{\"name\":\"ledger_none\"}"), 200, -32602);
    assertThat(rpc(server, "ada", "resources/read", "{\"uri\":\"ledger://1\"}").text())
        .isEqualTo(REACHED);
    rpcError(rpc(server, "ada", "resources/read", "{\"uri\":\"ledger://a/b\"}"), 200, -32002);
  }

  @Test
  void serviceNotEnabled() throws IOException {
    RawResponse rpc = call("ada", "git_push", "{}");
    JsonNode error = rpcError(rpc, 200, -32000).path("error");
    assertThat(error.path("message").stringValue()).isEqualTo("Access Denied");
    assertThat(error.path("data").toString())
        .isEqualTo(
            "{\"error\":\"service_not_enabled\","
                + "\"error_description\":\"Service 'git' is not enabled for your organization\","
                + "\"request_id\":\"r-1\",\"service\":\"git\"}");
    httpError(rest("ada", "git_push", "{}"), 403, "service_not_enabled");
    assertThat(call("stranger", "ledger_read", "{}").text()).contains("Service 'ledger' is not");
  }

  @Test
  void organisationIsRequired() throws IOException {
    JsonNode error = rpcError(call("nowhere", "ledger_read", "{}"), 403, 40302).path("error");
    assertThat(error.path("message").stringValue())
        .isEqualTo("Organization context required for MCP requests");
    assertThat(error.path("data").path("error").stringValue()).isEqualTo("Forbidden");
    rpcError(rpc(server, "nowhere", "initialize", "{}"), 403, 40302);
    httpError(rest("nowhere", "ledger_read", "{}"), 403, "Forbidden");
  }

  @Test
  void whatIsHiddenLooksToTheLastByteLikeWhatIsUnknown() throws IOException {
    String unknown = differenceFree(rpc(hiding, "reader", "tools/call", "{\"name\":\"no_tool\"}"));
    for (String hidden : List.of("ledger_post", "git_push")) {
      assertThat(
              differenceFree(rpc(hiding, "reader", "tools/call", "{\"name\":\"" + hidden + "\"}")))
          .isEqualTo(unknown);
    }
    assertThat(differenceFree(post(hiding, "/tools/ledger_post", "reader", "{}")))
        .isEqualTo(differenceFree(post(hiding, "/tools/no_tool", "reader", "{}")));
    assertThat(rpc(hiding, "ada", "tools/call", "{\"name\":\"ledger_read\"}").text())
        .isEqualTo(REACHED);
  }

  /** Status, header fields and body, without the time of day. */
  private static String differenceFree(RawResponse response) {
    return response.status()
        + response.headers().stream().filter(h -> !h.name().equals("Date")).toList().toString()
        + response.text();
  }

  @Test
  void aDeniedStreamKeepsTheHttpColumn() throws IOException {
    RawResponse response =
        RawHttp.exchange(
            server.port(),
            "GET /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer nowhere\r\n\r\n");

    httpError(response, 403, "Forbidden");
  }
}
