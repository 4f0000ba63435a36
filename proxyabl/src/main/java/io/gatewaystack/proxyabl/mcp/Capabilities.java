package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What several servers can, together. Extensions nobody here knows are nobody's. */
final class Capabilities {
  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "tools", List.of("listChanged"),
          "prompts", List.of("listChanged"),
          "resources", List.of("subscribe", "listChanged"),
          "logging", List.of(),
          "completions", List.of());

  private Capabilities() {}

  /**
   * A server that has described itself.
   *
   * @param upstream who it is
   * @param description the result of its handshake
   */
  record Source(McpUpstream upstream, JsonSpan description) {}

  static Map<String, Object> merged(List<Source> sources, boolean ownTools) {
    Map<String, Object> merged = new LinkedHashMap<>();
    for (String name : KNOWN.keySet().stream().sorted().toList()) {
      List<JsonSpan> has =
          sources.stream()
              .map(source -> source.description().at("capabilities", name))
              .flatMap(Optional::stream)
              .filter(JsonSpan::isObject)
              .toList();
      if (!has.isEmpty() || ownTools && name.equals("tools")) {
        merged.put(name, features(name, has));
      }
    }
    return merged;
  }

  private static Map<String, Object> features(String name, List<JsonSpan> has) {
    Map<String, Object> features = new LinkedHashMap<>();
    for (String feature : KNOWN.getOrDefault(name, List.of())) {
      boolean any =
          has.stream()
              .anyMatch(
                  c -> c.member(feature).map(JsonSpan::text).filter("true"::equals).isPresent());
      features.put(feature, any);
    }
    return features;
  }

  /** What each says about itself, under its name. */
  static String instructions(List<Source> sources) {
    return sources.stream()
        .map(Capabilities::instruction)
        .flatMap(Optional::stream)
        .collect(Collectors.joining("\n\n"));
  }

  private static Optional<String> instruction(Source source) {
    return source
        .description()
        .member("instructions")
        .filter(JsonSpan::isString)
        .map(text -> source.upstream().name() + ": " + text.text());
  }
}
