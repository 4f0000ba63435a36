package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What several servers can, together. Extensions nobody here knows are nobody's. */
final class Capabilities {
  private static final String CHANGES = "listChanged";
  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "tools", List.of(CHANGES),
          "prompts", List.of(CHANGES),
          "resources", List.of("subscribe", CHANGES),
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

  /**
   * What all of them can.
   *
   * @param ownTools whether the gateway has tools of its own
   * @param later whether somebody else may come later, by which lists change
   */
  static Map<String, Object> merged(List<Source> sources, boolean ownTools, boolean later) {
    Map<String, Object> merged = new LinkedHashMap<>();
    for (String name : KNOWN.keySet().stream().sorted().toList()) {
      List<JsonSpan> has =
          sources.stream()
              .map(source -> source.description().at("capabilities", name))
              .flatMap(Optional::stream)
              .filter(JsonSpan::isObject)
              .toList();
      if (!has.isEmpty() || ownTools && name.equals("tools")) {
        merged.put(name, features(name, has, later));
      }
    }
    return merged;
  }

  private static Map<String, Object> features(String name, List<JsonSpan> has, boolean later) {
    Map<String, Object> features = new LinkedHashMap<>();
    for (String feature : KNOWN.getOrDefault(name, List.of())) {
      boolean any =
          later && feature.equals(CHANGES)
              || has.stream()
                  .anyMatch(
                      c ->
                          c.member(feature).map(JsonSpan::text).filter("true"::equals).isPresent());
      features.put(feature, any);
    }
    return features;
  }

  /** Which lists a server has. */
  static Set<String> lists(JsonSpan description) {
    return KNOWN.entrySet().stream()
        .filter(known -> known.getValue().contains(CHANGES))
        .map(Map.Entry::getKey)
        .filter(name -> description.at("capabilities", name).filter(JsonSpan::isObject).isPresent())
        .collect(Collectors.toSet());
  }

  /** Of which lists a client is promised to hear when they change. */
  static Set<String> promised(Map<String, Object> merged) {
    return merged.entrySet().stream()
        .filter(
            entry ->
                entry.getValue() instanceof Map<?, ?> features
                    && Boolean.TRUE.equals(features.get(CHANGES)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
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
