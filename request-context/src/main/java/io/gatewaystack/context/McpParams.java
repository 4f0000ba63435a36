package io.gatewaystack.context;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Header fields of which some repeat arguments of a tool and were changed together with them. */
final class McpParams implements Headers {
  private static final String PREFIX = "mcp-param-";

  private final Headers sent;
  private final Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private McpParams(Headers sent) {
    this.sent = sent;
  }

  /**
   * These fields with other values.
   *
   * @throws IllegalArgumentException for any field but an {@code Mcp-Param-*} that was sent once,
   *     and for a value that no header field may have
   */
  static Headers replaced(Headers sent, Map<String, String> values) {
    McpParams params = new McpParams(sent);
    values.forEach(params::put);
    return params;
  }

  private void put(String name, String value) {
    if (!isParam(name) || sent.all(name).size() != 1) {
      throw new IllegalArgumentException(
          "header: " + name + " (expected: an Mcp-Param-* that was sent once)");
    }
    boolean visible = value.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (!visible || !value.equals(value.strip())) {
      throw new IllegalArgumentException(name + ": (expected: visible ASCII and inner spaces)");
    }
    changed.put(name, value);
  }

  private static boolean isParam(String name) {
    return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  @Override
  public List<String> all(String name) {
    String value = changed.get(name);
    return value == null ? sent.all(name) : List.of(value);
  }

  @Override
  public Set<String> names() {
    return sent.names();
  }
}
