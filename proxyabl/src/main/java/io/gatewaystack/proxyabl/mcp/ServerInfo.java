package io.gatewaystack.proxyabl.mcp;

import java.util.Map;

/**
 * What the gateway calls itself where it speaks as a server.
 *
 * @param name its name
 * @param version its version
 */
record ServerInfo(String name, String version) {

  Map<String, Object> json() {
    return Map.of("name", name, "version", version);
  }
}
