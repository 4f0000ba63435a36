package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.Layer;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.proxyabl.Discovery;
import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.PinnedFetcher;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.mcp.McpUpstream;
import io.gatewaystack.proxyabl.mcp.SessionKeys;
import io.gatewaystack.proxyabl.tool.RestTools;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.proxyabl.tool.ToolResult;
import io.gatewaystack.proxyabl.tool.Toolbox;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The code of docs/mcp-gateway.md. */
final class McpGatewaySnippets {
  private McpGatewaySnippets() {}

  static void oneUpstream(ServletContext context, Layer pipeline, URI upstream) {
    // begin one upstream
    McpGateway gateway =
        McpGateway.builder()
            .upstream(
                McpUpstream.of("files", upstream)
                    .withCredential(UpstreamCredential.bearer("the gateway's own token")))
            .allowedHosts("gateway.example", "localhost")
            .sessionKeys(SessionKeys.ofBase64(List.of(System.getProperty("session.key"))))
            .build();
    GovernanceFilter.register(
        context,
        GovernanceFilter.builder(pipeline).routes(Routes.none().mcp("/mcp")).build(),
        "/mcp");
    McpServlet.register(context, "mcp", new McpServlet(gateway), "/mcp");
    // end
  }

  static McpGateway federation(URI files, URI git) {
    // begin federation
    McpGateway gateway =
        McpGateway.builder()
            .upstream(McpUpstream.of("fs", files).withTimeout(Duration.ofSeconds(5)))
            .upstream(
                McpUpstream.of("git", git)
                    .withCredential(UpstreamCredential.apiKey("X-API-Key", "of the gateway")))
            .identityHeader("X-Org-Id", IdentityField.TENANT)
            .build();
    // end
    return gateway;
  }

  static McpGateway tools(ServletContext context, URI functions) {
    // begin tools
    Tool add =
        Tool.named("add")
            .description("Adds two integers")
            .inputSchema(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},"
                    + "\"b\":{\"type\":\"integer\"}},\"required\":[\"a\",\"b\"]}")
            .scopes("math:use")
            .answering(
                call -> {
                  var arguments = call.arguments().tree();
                  int sum = arguments.path("a").asInt() + arguments.path("b").asInt();
                  return ToolResult.text(Integer.toString(sum));
                });
    RestTools rest = // POST <functions>/ledger_post; close it when the application ends
        RestTools.builder(functions)
            .tools(Map.of("ledger_post", Set.of("ledger:write")))
            .timeout(Duration.ofSeconds(10))
            .build();
    McpGateway gateway = McpGateway.builder().tools(List.of(add)).tools(rest.tools()).build();
    context.addServlet("tools", new ToolServlet(Toolbox.of(rest.tools()), InstantSource.system()));
    // end
    return gateway;
  }

  static Map<AddressPolicy, DiscoveryServlet> addresses(URI issuer) {
    // begin addresses
    AddressPolicy inside =
        AddressPolicy.builder()
            .allowHttp()
            .allowNetworks(List.of("10.20.0.0/16"))
            .onlyHosts(List.of("tools.internal"))
            .onlyPorts(List.of(8080))
            .build();
    PinnedFetcher fetcher = PinnedFetcher.of(AddressPolicy.httpsOrLoopback());
    DiscoveryServlet discovery = new DiscoveryServlet(Discovery.of(fetcher, issuer));
    // end
    return Map.of(inside, discovery);
  }
}
