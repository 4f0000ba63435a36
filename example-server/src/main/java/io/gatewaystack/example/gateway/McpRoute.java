package io.gatewaystack.example.gateway;

import io.gatewaystack.example.config.McpConfig;
import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.proxyabl.mcp.McpGateway;
import io.gatewaystack.proxyabl.servlet.McpServlet;
import io.gatewaystack.proxyabl.tool.RestTools;
import io.gatewaystack.proxyabl.tool.Tool;
import io.gatewaystack.validatabl.Validatabl;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** An MCP endpoint at work: what stands behind it, and what may be called there. */
final class McpRoute implements AutoCloseable {
  private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");

  private final McpConfig config;
  private final String resource;
  private final Validatabl authorization;
  private final RestTools functions;
  private final McpServlet servlet;

  /**
   * Prepares an endpoint; nothing is connected yet.
   *
   * @param base what the server is called from outside
   * @throws IOException when a schema cannot be read
   */
  McpRoute(ServerConfig server, McpConfig config, OwnersFiles files, URI base) throws IOException {
    this.config = config;
    this.resource = base + config.path();
    this.authorization =
        config.mapped(files.addTo(Validatabl.builder())).argumentSchemas(config.schemas()).build();
    RestTools.Builder own = config.functionTools(server.file().outbound());
    server.signature().ifPresent(own::signature);
    this.functions = own.build();
    McpGateway.Builder builder =
        config
            .gateway(server.file().outbound())
            .tools(functions.tools())
            .serverInfo("GatewayStack", server.version())
            .allowedHosts(hosts(base))
            .allowedOrigins(
                server.http().origins().stream()
                    .filter(origin -> !origin.equals("*"))
                    .toArray(String[]::new));
    server.sessionKeys().ifPresent(builder::sessionKeys);
    server.file().maxMessageBytes().ifPresent(builder::maxMessageBytes);
    this.servlet = new McpServlet(builder.build());
  }

  /** What it is called from outside; behind a public name, this machine's own names besides. */
  private static String[] hosts(URI base) {
    List<String> hosts = new ArrayList<>(THIS_MACHINE);
    hosts.add(base.getHost());
    return hosts.toArray(String[]::new);
  }

  String path() {
    return config.path();
  }

  /** Its identifier as a resource (RFC 8707): its public URL. */
  String resource() {
    return resource;
  }

  Validatabl authorization() {
    return authorization;
  }

  /** The tools that are functions. */
  List<Tool> tools() {
    return functions.tools();
  }

  McpServlet servlet() {
    return servlet;
  }

  /** Ends what is still running: whoever waits for an answer is told. */
  @Override
  public void close() {
    servlet.destroy();
    functions.close();
  }
}
