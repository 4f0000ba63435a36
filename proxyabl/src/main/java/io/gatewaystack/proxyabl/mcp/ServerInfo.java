package io.gatewaystack.proxyabl.mcp;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the gateway calls itself where it speaks as a server.
 *
 * @param name its name
 * @param version its version
 */
record ServerInfo(String name, String version) {

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("version", version);
    return json;
  }
}
