package io.gatewaystack.validatabl.servlet;

import static io.gatewaystack.validatabl.policy.Operator.CONTAINS;
import static io.gatewaystack.validatabl.policy.Operator.GT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The layer in front of a real server: what a client sees of each decision. */
class GovernedServerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static TestServer server;

  /** Stands for an identity layer: the caller is whoever the header says, with these scopes. */
  private static final class TrustedHeader implements Layer {
    @Override
    public String name() {
      return "trusted-header";
    }

    @Override
    public Decision before(RequestContext context) {
      return context
          .request()
          .headers()
          .first("X-Test-Scopes")
          .map(
              scopes ->
                  Identity.builder("ada", "https://issuer.example")
                      .scopes(List.of(scopes.split(" ")))
                      .build())
          .map(identity -> Decision.proceed(context.with(identity)))
          .orElseGet(() -> Decision.proceed(context));
    }
  }

  /** Answers with the evidence that reached it. */
  private static final class Application extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Object evidence =
          RequestContexts.from(request)
              .find(io.gatewaystack.context.section.Authorization.class)
              .orElseThrow();
      response.getOutputStream().write(("reached " + evidence).getBytes(UTF_8));
    }
  }

  @BeforeAll
  static void start() {
    Validatabl layer =
        Validatabl.builder()
            .baseScopes("mcp:read")
            .toolScopes(
                Map.of("ledger_read", Set.of("ledger:read"), "ledger_post", Set.of("ledger:write")))
            .openRoute("GET", "/protected")
            .route("POST", "/protected/echo", "tool:write")
            .policy(
                Policy.of(
                    List.of(
                        Rule.deny("large-amounts")
                            .priority(10)
                            .when("arguments.amount", GT, 1000)
                            .build(),
                        Rule.allow("readers").when("scope", CONTAINS, "mcp:read").build())))
            .build();
    List<ResourceMetadata> resources =
        List.of(
            new ResourceMetadata(
                "/mcp",
                "https://gw.example/mcp",
                List.of("https://issuer.example"),
                layer.scopesSupported(),
                null));
    GovernanceFilter filter =
        GovernanceFilter.builder(Pipeline.of(new TrustedHeader(), layer))
            .routes(Routes.none().mcp("/mcp").restTools("/tools"))
            .resources(resources)
            .publicBaseUrl(URI.create("https://gw.example"))
            .build();
    server =
        TestServer.builder()
            .filter("/mcp/*", filter)
            .filter("/tools/*", filter)
            .filter("/protected/*", filter)
            .servlet("/*", new Application())
            .servlet(ResourceMetadataServlet.MAPPING, new ResourceMetadataServlet(resources))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawResponse send(String method, String path, String scopes, String body)
      throws IOException {
    String identity = scopes.isEmpty() ? "" : "X-Test-Scopes: " + scopes + "\r\n";
    String type = body.isEmpty() ? "" : "Content-Type: application/json\r\n";
    return RawHttp.exchange(
        server.port(),
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + identity
            + type
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static RawResponse call(String tool, String arguments, String scopes) throws IOException {
    String body =
        """
        {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"%s","arguments":%s}}"""
            .formatted(tool, arguments);
    return send("POST", "/mcp", scopes, body);
  }

  @Test
  void withoutIdentityNothingPasses() throws IOException {
    for (RawResponse response :
        List.of(
            send("GET", "/protected/ping", "", ""),
            send("POST", "/tools/ledger_read", "", "{}"),
            call("ledger_read", "{}", ""))) {
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.text()).doesNotContain("reached").contains("unauthorized");
      assertThat(response.header("WWW-Authenticate").orElseThrow())
          .startsWith("Bearer ")
          .contains("scope=\"mcp:read\"")
          .doesNotContain("error=");
    }
  }

  @Test
  void challengeOfAMissingScopeLeadsToTheMetadataThatAnnouncesIt() throws IOException {
    RawResponse response = call("ledger_post", "{}", "mcp:read");

    String challenge = response.header("WWW-Authenticate").orElseThrow();
    assertThat(response.status()).isEqualTo(403);
    assertThat(challenge)
        .isEqualTo(
            "Bearer realm=\"mcp\","
                + " resource_metadata=\"https://gw.example/.well-known/oauth-protected-resource/mcp\","
                + " scope=\"mcp:read ledger:write\", error=\"insufficient_scope\","
                + " error_description=\"ledger_post needs ledger:write\"");
    JsonNode error = JSON.readTree(response.body()).path("error");
    assertThat(error.path("code").intValue()).isEqualTo(40301);
    assertThat(error.path("data").path("needed").get(0).stringValue()).isEqualTo("ledger:write");
    assertThat(JSON.readTree(response.body()).path("id").intValue()).isEqualTo(7);

    RawResponse metadata = send("GET", "/.well-known/oauth-protected-resource/mcp", "", "");
    assertThat(metadata.status()).isEqualTo(200);
    assertThat(metadata.text()).contains("\"mcp:read\"", "\"ledger:write\"");
  }

  @Test
  void scopeRefusalOutsideJsonRpcIsAPlainEnvelope() throws IOException {
    RawResponse refused = send("POST", "/protected/echo", "mcp:read", "{}");
    RawResponse passed = send("POST", "/protected/echo", "mcp:read tool:write", "{}");

    JsonNode body = JSON.readTree(refused.body());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(body.path("error").stringValue()).isEqualTo("insufficient_scope");
    assertThat(body.path("code").stringValue()).isEqualTo("INSUFFICIENT_SCOPE");
    assertThat(body.path("needed").get(0).stringValue()).isEqualTo("tool:write");
    assertThat(passed.status()).isEqualTo(200);
    assertThat(passed.text()).contains("reached", "allowed=true", "policyId=readers");
  }

  @Test
  void unknownToolIsAJsonRpcErrorAndElsewhereNotFound() throws IOException {
    RawResponse rpc = call("constructor", "{}", "mcp:read ledger:read");
    RawResponse rest = send("POST", "/tools/constructor", "mcp:read ledger:read", "{}");

    assertThat(rpc.status()).isEqualTo(200);
    assertThat(JSON.readTree(rpc.body()).path("error").path("code").intValue()).isEqualTo(-32602);
    assertThat(rest.status()).isEqualTo(404);
    assertThat(JSON.readTree(rest.body()).path("error").stringValue()).isEqualTo("unknown_tool");
  }

  @Test
  void policyDecidesOnTheArgumentsAndKeepsItsRulesToItself() throws IOException {
    String scopes = "mcp:read ledger:write";
    RawResponse small = call("ledger_post", "{\"amount\":1000}", scopes);
    RawResponse large = call("ledger_post", "{\"amount\":1000.01}", scopes);
    RawResponse rest = send("POST", "/tools/ledger_post", scopes, "{\"amount\":1e9}");

    assertThat(small.text()).contains("reached");
    assertThat(large.status()).isEqualTo(200);
    assertThat(JSON.readTree(large.body()).path("error").path("code").intValue()).isEqualTo(40302);
    assertThat(large.text()).contains("policy_denied").doesNotContain("large-amounts", "1000");
    assertThat(rest.status()).isEqualTo(403);
    assertThat(rest.text()).contains("policy_denied").doesNotContain("large-amounts");
  }

  @Test
  void unmappedRoutesAndMethodsAreRefused() throws IOException {
    assertThat(send("DELETE", "/protected/echo", "mcp:read tool:write", "").status())
        .isEqualTo(403);
    assertThat(send("GET", "/protected/ping", "mcp:read", "").status()).isEqualTo(200);
  }

  @Test
  void hostileArgumentsCauseNoServerError() throws IOException {
    for (String arguments :
        List.of(
            "{\"amount\":1e999999999}",
            "{\"amount\":" + "9".repeat(900) + "}",
            "{\"amount\":\"1001\"}",
            "{\"amount\":null}",
            "{\"amount\":{\"amount\":5}}",
            "{\"__proto__\":{\"amount\":5}}",
            "[]",
            "null",
            "\"amount\"",
            "{\"amount\":" + "[".repeat(90) + "]".repeat(90) + "}")) {
      assertThat(call("ledger_post", arguments, "mcp:read ledger:write").status())
          .as(arguments)
          .isLessThan(500);
    }
    assertThat(send("POST", "/tools/ledger_post", "mcp:read ledger:write", "{").status())
        .isEqualTo(400);
  }
}
