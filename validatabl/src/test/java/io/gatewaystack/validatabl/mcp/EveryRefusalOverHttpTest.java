package io.gatewaystack.validatabl.mcp;

import static io.gatewaystack.validatabl.policy.Operator.GT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import io.gatewaystack.validatabl.schema.ArgumentSchemas;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each refusal of this layer as a client sees it, inside JSON-RPC or outside, and that the request
 * beside it passes. What else refusals say is told in {@link RefusalsOverHttpTest}.
 */
class EveryRefusalOverHttpTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path DENIALS =
      Path.of("src", "main", "java", "io", "gatewaystack", "validatabl", "Denials.java");
  private static final Pattern NAMED =
      Pattern.compile("Denial\\.(?:of\\(\\d+, \"(\\w+)\"|invalidRequest\\(\"(\\w+)\")");
  private static final Pattern CODE = Pattern.compile("withCode\\(\"(\\w+)\"\\)");
  private static final String LEDGER = "\"name\":\"ledger_post\",\"arguments\":";

  /** An answer to anything. */
  private static final String REACHED =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"completion\":{\"values\":[]}}}";

  private static TestServer server;

  private static final class Application extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/json");
      response.getOutputStream().write(REACHED.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Identity caller(@Nullable String organisation, String role, String... scopes) {
    return Identity.builder("ada", "https://issuer.example")
        .tenantId(organisation)
        .roles(Set.of(role))
        .scopes(List.of(scopes))
        .build();
  }

  @BeforeAll
  static void start() {
    Validatabl rules =
        Validatabl.builder()
            .requirePermissions("member")
            .toolScopes(Map.of("ledger_post", Set.of("ledger:write")))
            .openTools("git_push")
            .openPrompts("ledger_hello")
            .openResources("ledger://{id}")
            .policy(
                Policy.of(
                    List.of(Rule.deny("secret-rule").when("arguments.amount", GT, 100).build()),
                    Effect.ALLOW))
            .argumentSchemas(
                ArgumentSchemas.builder()
                    .tool("ledger_post", "{\"properties\":{\"amount\":{\"type\":\"number\"}}}")
                    .build())
            .services(
                EveryRefusalOverHttpTest::services,
                Map.of(),
                Map.of("ledger_", "ledger", "ledger:", "ledger", "git_", "git"))
            .build();
    KnownCallers callers =
        new KnownCallers(
            Map.of(
                "ada", caller("org_1", "member", "ledger:write"),
                "reader", caller("org_1", "member"),
                "guest", caller("org_1", "guest", "ledger:write"),
                "nobody's", caller(null, "member", "ledger:write"),
                "poor", caller("org_poor", "member", "ledger:write"),
                "lost", caller("org_lost", "member", "ledger:write")));
    GovernanceFilter filter =
        GovernanceFilter.builder(Pipeline.of(callers, rules))
            .routes(Routes.none().mcp("/mcp").restTools("/tools"))
            .build();
    server = TestServer.builder().filter("/*", filter).servlet("/*", new Application()).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Set<String> services(String organisation) throws IOException {
    if (organisation.equals("org_lost")) {
      throw new IOException("store.internal refused the connection");
    }
    return organisation.equals("org_poor") ? Set.of() : Set.of("ledger");
  }

  /** A request, by its path, who sends it, its body, and another line of its head or none. */
  private record Request(String path, String token, String body, String line) {
    RawResponse send() throws IOException {
      return RawHttp.exchange(
          server.port(),
          "POST "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
              + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
              + (line.isEmpty() ? "" : line + "\r\n")
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
    }
  }

  private static Request mcp(String token, String method, String params) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":{%s}}"
            .formatted(method, params);
    return new Request("/mcp", token, body, "");
  }

  private static Request call(String token, String params) {
    return mcp(token, "tools/call", params);
  }

  private static Request rest(String token, String tool, String arguments) {
    return new Request("/tools/" + tool, token, arguments, "");
  }

  private static Request modern(Request request) {
    String version = "MCP-Protocol-Version: 2026-07-28";
    return new Request(request.path(), request.token(), request.body(), version);
  }

  /**
   * A refusal.
   *
   * @param reason its code, or its error where it has none
   * @param status of HTTP
   * @param code of JSON-RPC; 0 outside of it, and where the refusal is a tool's result
   */
  private record Case(String reason, int status, int code, Request refused, Request passing) {}

  private static List<Case> cases() {
    Request known = call("ada", LEDGER + "{\"amount\":100}");
    Request post = rest("ada", "ledger_post", "{\"amount\":100}");
    Request read = mcp("ada", "resources/read", "\"uri\":\"ledger://1\"");
    Request missing = mcp("ada", "resources/read", "\"uri\":\"ledger://a/b\"");
    String reference =
        "\"argument\":{\"name\":\"x\",\"value\":\"\"},\"ref\":{\"name\":\"ledger_hello\",";
    return List.of(
        new Case("unauthorized", 401, -32001, call("", LEDGER + "{}"), known),
        new Case("unauthorized", 401, 0, rest("", "ledger_post", "{}"), post),
        new Case("INSUFFICIENT_SCOPE", 403, 40301, call("reader", LEDGER + "{}"), known),
        new Case("INSUFFICIENT_SCOPE", 403, 0, rest("reader", "ledger_post", "{}"), post),
        new Case("insufficient_permissions", 200, 40302, call("guest", LEDGER + "{}"), known),
        new Case("insufficient_permissions", 403, 0, rest("guest", "ledger_post", "{}"), post),
        new Case("policy_denied", 200, 40302, call("ada", LEDGER + "{\"amount\":101}"), known),
        new Case("policy_denied", 403, 0, rest("ada", "ledger_post", "{\"amount\":101}"), post),
        new Case(
            "unmapped_operation",
            200,
            40302,
            mcp("ada", "completion/complete", reference + "\"type\":\"ref/tool\"}"),
            mcp("ada", "completion/complete", reference + "\"type\":\"ref/prompt\"}")),
        new Case("UNKNOWN_TOOL", 200, -32602, call("ada", "\"name\":\"ledger_none\""), known),
        new Case("UNKNOWN_TOOL", 404, 0, rest("ada", "ledger_none", "{}"), post),
        new Case(
            "unknown_prompt",
            200,
            -32602,
            mcp("ada", "prompts/get", "\"name\":\"ledger_none\""),
            mcp("ada", "prompts/get", "\"name\":\"ledger_hello\"")),
        new Case("unknown_resource", 200, -32002, missing, read),
        new Case("unknown_resource", 200, -32602, modern(missing), modern(read)),
        new Case("organization_required", 403, 40302, call("nobody's", LEDGER + "{}"), known),
        new Case("organization_required", 403, 0, rest("nobody's", "ledger_post", "{}"), post),
        new Case("service_catalog_unavailable", 503, 50302, call("lost", LEDGER + "{}"), known),
        new Case("service_catalog_unavailable", 503, 0, rest("lost", "ledger_post", "{}"), post),
        new Case("service_not_enabled", 200, -32000, call("ada", "\"name\":\"git_push\""), known),
        new Case("service_not_enabled", 403, 0, rest("ada", "git_push", "{}"), post),
        new Case(
            "service_not_enabled",
            200,
            -32000,
            mcp("poor", "initialize", ""),
            mcp("ada", "initialize", "")),
        new Case("invalid_arguments", 200, 0, call("ada", LEDGER + "{\"amount\":\"1\"}"), known),
        new Case(
            "invalid_arguments", 400, 0, rest("ada", "ledger_post", "{\"amount\":\"1\"}"), post),
        new Case("arguments_in_query", 400, 0, rest("ada", "ledger_post?amount=101", "{}"), post));
  }

  static Stream<Arguments> refusals() {
    return cases().stream().map(c -> argumentSet(c.reason() + " " + c.status(), c));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void saysByItsCodeWhyARequestIsRefused(Case asked) throws IOException {
    RawResponse refused = asked.refused().send();

    assertThat(refused.status()).isEqualTo(asked.status());
    JsonNode body = JSON.readTree(refused.body());
    assertThat(body.path("error").path("code").intValue(0)).isEqualTo(asked.code());
    JsonNode told = asked.code() == 0 ? told(body) : body.path("error").path("data");
    assertThat(told.path("code").stringValue(told.path("error").stringValue("")))
        .isEqualTo(asked.reason());
    String said = refused.text().replaceAll("\"request_id\":\"[0-9a-f]+\"", ""); // is random
    assertThat(said).doesNotContain("store.internal", "Exception", "secret-rule", "101");
    RawResponse passing = asked.passing().send();
    assertThat(passing.status()).isEqualTo(200);
    assertThat(passing.text()).isEqualTo(REACHED);
  }

  /** What a refusal says of itself, outside of JSON-RPC or as the result of a tool. */
  private static JsonNode told(JsonNode body) {
    boolean result = body.path("result").path("isError").booleanValue(false);
    return result ? body.path("result").path("_meta").path("io.gatewaystack/refusal") : body;
  }

  @Test
  void everyRefusalHasACase() throws IOException {
    Set<String> written = new TreeSet<>();
    for (String statement : Files.readString(DENIALS).split(";", -1)) {
      Matcher named = NAMED.matcher(statement);
      Matcher code = CODE.matcher(statement);
      if (named.find()) {
        String error = named.group(1) == null ? named.group(2) : named.group(1);
        written.add(code.find() ? code.group(1) : error);
      }
    }
    assertThat(written).hasSizeGreaterThan(10);
    assertThat(cases().stream().map(Case::reason)).containsAll(written);
  }
}
