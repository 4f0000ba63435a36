package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.context.json.JsonCursor;
import io.gatewaystack.context.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One entry of a list of tools. Two entries are never equal, even when they say the same. */
final class ListedTool {
  private static final int LONGEST_NAME = 256;
  private static final JsonDocument NOTHING = JsonDocument.parse(new byte[] {'0'});

  private final String name;
  private final JsonDocument definition;
  private final @Nullable ToolFingerprint fingerprint;

  private ListedTool(String name, JsonDocument definition, @Nullable ToolFingerprint fingerprint) {
    this.name = name;
    this.definition = definition;
    this.fingerprint = fingerprint;
  }

  /** The entry a cursor stands on. */
  static ListedTool of(JsonCursor cursor, int maxBytes) {
    String name = cursor.isObject() ? nameIn(cursor) : "";
    byte[] bytes = cursor.raw().getBytes(StandardCharsets.UTF_8);
    if (!mayBePinned(name) || bytes.length > maxBytes) {
      return new ListedTool(name, NOTHING, mayBePinned(name) ? ToolFingerprint.UNKNOWN : null);
    }
    JsonDocument definition = JsonDocument.parse(bytes);
    return new ListedTool(name, definition, ToolFingerprint.of(definition));
  }

  /** Whether a tool of this name is remembered at all. */
  static boolean mayBePinned(String name) {
    return !name.isEmpty() && name.length() <= LONGEST_NAME;
  }

  private static String nameIn(JsonCursor tool) {
    String name = "";
    tool.enter();
    while (tool.next()) {
      if (tool.keyIs("name") && tool.isString()) {
        name = tool.text();
      }
    }
    tool.leave();
    return name;
  }

  /** The name; empty when it has none. */
  String name() {
    return name;
  }

  /** The definition as it was written; of one that is too large, nothing. */
  JsonDocument definition() {
    return definition;
  }

  /** What the definition amounts to; null when its name keeps it from being pinned. */
  @Nullable ToolFingerprint fingerprint() {
    return fingerprint;
  }
}
