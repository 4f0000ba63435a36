package io.gatewaystack.validatabl.mcp;

import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.context.servlet.Routes;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.servlet.ResourceMetadataServlet;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The code of docs/protect-an-mcp-server.md, word for word between the markers. */
final class ProtectAnMcpServer {
  private ProtectAnMcpServer() {}

  static void register(
      ServletContext context, String issuer, Map<String, List<String>> scopesByTool) {
    // begin
    URI base = URI.create("https://gw.example");
    Validatabl access = Validatabl.builder().toolScopes(scopesByTool).openTools("echo").build();
    Layer identity = Identifiabl.builder(issuer, base + "/mcp").build();
    var mcp = ResourceMetadata.of(base, "/mcp", List.of(issuer), access.scopesSupported());
    var filter = GovernanceFilter.builder(Pipeline.of(identity, access)).publicBaseUrl(base);
    filter.routes(Routes.none().mcp("/mcp")).resources(List.of(mcp));
    GovernanceFilter.register(context, filter.build(), "/mcp/*");
    context
        .addServlet("prm", new ResourceMetadataServlet(List.of(mcp)))
        .addMapping(ResourceMetadataServlet.MAPPING);
    // end
  }
}
