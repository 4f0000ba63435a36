package io.gatewaystack.proxyabl.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How things of several upstreams are told apart: names get {@code upstream.} in front, URIs get
 * {@code upstream+}. Both marks are legal where they stand, and neither occurs in an upstream's
 * name, so what is in front of the first one says whose the rest is.
 */
final class SourceNames {
  private static final char NAME_MARK = '.';
  private static final char URI_MARK = '+';

  private final Map<String, McpUpstream> upstreams = new LinkedHashMap<>();

  SourceNames(List<McpUpstream> upstreams) {
    upstreams.forEach(upstream -> this.upstreams.put(upstream.name(), upstream));
  }

  /**
   * Something of one upstream's.
   *
   * @param upstream whose it is
   * @param name what the upstream itself calls it
   */
  record Owned(McpUpstream upstream, String name) {}

  static String namePrefix(McpUpstream upstream) {
    return upstream.name() + NAME_MARK;
  }

  static String uriPrefix(McpUpstream upstream) {
    return upstream.name() + URI_MARK;
  }

  /** Whose tool or prompt this is. */
  Optional<Owned> ownerOfName(String name) {
    return owner(name, NAME_MARK);
  }

  /** Whose resource this is. */
  Optional<Owned> ownerOfUri(String uri) {
    return owner(uri, URI_MARK);
  }

  Optional<McpUpstream> find(String name) {
    return Optional.ofNullable(upstreams.get(name));
  }

  private Optional<Owned> owner(String name, char mark) {
    int at = name.indexOf(mark);
    return at < 0 || at == name.length() - 1
        ? Optional.empty()
        : find(name.substring(0, at)).map(u -> new Owned(u, name.substring(at + 1)));
  }
}
