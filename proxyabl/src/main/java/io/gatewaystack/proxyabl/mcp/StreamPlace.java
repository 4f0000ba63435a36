package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonRpcId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A place in a stream that {@code Last-Event-ID} can name: in the answer of one upstream, or in the
 * merged stream of all, where every upstream has a place of its own.
 *
 * @param asked the request whose answer the stream is; empty for the stream of all
 * @param ids last event ids by upstream
 */
record StreamPlace(Optional<JsonRpcId> asked, Map<String, String> ids) {
  private static final String MERGED = "all";
  private static final String SINGLE = "one ";
  private static final int MOST_BYTES = 3 << 10;

  StreamPlace {
    ids = Map.copyOf(ids);
  }

  static StreamPlace ofAnswer(JsonRpcId asked, McpUpstream upstream, String id) {
    return new StreamPlace(Optional.of(asked), Map.of(upstream.name(), id));
  }

  static StreamPlace merged(Map<String, String> ids) {
    return new StreamPlace(Optional.empty(), ids);
  }

  /**
   * What a client calls it; empty when that would be too long for a header field: servers commonly
   * take 8 KiB of all fields together.
   */
  Optional<String> sealed(Seal seal, Binding binding) {
    String text = text();
    return text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
        ? Optional.empty()
        : Optional.of(seal.seal(Seal.Kind.EVENT, binding, text));
  }

  /** Neither names nor ids can hold a line break. */
  String text() {
    StringBuilder text = new StringBuilder(asked.map(id -> SINGLE + id.json()).orElse(MERGED));
    new TreeMap<>(ids)
        .forEach((name, id) -> text.append('\n').append(name).append('\n').append(id));
    return text.toString();
  }

  static Optional<StreamPlace> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() % 2 == 0) {
      return Optional.empty();
    }
    Map<String, String> ids = new TreeMap<>();
    for (int i = 1; i < lines.size(); i += 2) {
      ids.put(lines.get(i), lines.get(i + 1));
    }
    String first = lines.get(0);
    if (first.equals(MERGED)) {
      return Optional.of(merged(ids));
    }
    return first.startsWith(SINGLE) && ids.size() == 1
        ? Optional.of(
            new StreamPlace(Optional.of(new JsonRpcId(first.substring(SINGLE.length()))), ids))
        : Optional.empty();
  }
}
