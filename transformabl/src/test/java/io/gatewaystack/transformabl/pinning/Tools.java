package io.gatewaystack.transformabl.pinning;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.context.json.JsonDocument;
import java.time.Instant;
import java.util.TreeMap;

/** Definitions of tools and lists of them, for tests. */
final class Tools {
  static final Instant NOON = Instant.parse("2026-07-28T12:00:00Z");

  private Tools() {}

  static String tool(String name, String description) {
    return "{\"name\":\"%s\", \"description\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}"
        .formatted(name, description);
  }

  static String list(String... tools) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"ttlMs\":1.00,\"tools\":[ "
        + String.join(" , ", tools)
        + " ],\"nextCursor\":\"n\"}}";
  }

  static ToolFingerprint fingerprint(String description) {
    return ToolFingerprint.of(JsonDocument.parse(tool("t", description).getBytes(UTF_8)));
  }

  static Sighting sighting(String tool, String description) {
    return sighting(tool, description, true);
  }

  static Sighting sighting(String tool, String description, boolean trusted) {
    return new Sighting(tool, fingerprint(description), new TreeMap<>(), trusted, true, NOON);
  }
}
