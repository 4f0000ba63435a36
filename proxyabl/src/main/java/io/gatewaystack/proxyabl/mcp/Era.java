package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.Headers;
import tools.jackson.databind.JsonNode;

/** The two ways in which Streamable HTTP is spoken. A request says itself which one it means. */
enum Era {
  /** Up to 2025-11-25: {@code initialize}, sessions, GET streams. */
  LEGACY,
  /** From 2026-07-28: every request stands alone, POST only. */
  MODERN;

  /** The header that names the protocol's revision. */
  static final String VERSION = "MCP-Protocol-Version";

  private static final String FIRST_MODERN = "2026-07-28";
  private static final String META_PREFIX = "io.modelcontextprotocol/";

  /**
   * The era of a request.
   *
   * @param message its body; a missing node when it has none
   */
  static Era of(Headers headers, JsonNode message) {
    boolean modern =
        headers.first(VERSION).filter(Era::isModern).isPresent()
            || !meta(message, "protocolVersion").isMissingNode();
    return modern ? MODERN : LEGACY;
  }

  /** A field that every modern request carries in its {@code _meta}. */
  static JsonNode meta(JsonNode message, String field) {
    return message.path("params").path("_meta").path(META_PREFIX + field);
  }

  /** Revisions are dates, so the later one is the greater text. */
  private static boolean isModern(String version) {
    return version.length() == FIRST_MODERN.length()
        && version.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')
        && version.compareTo(FIRST_MODERN) >= 0;
  }
}
