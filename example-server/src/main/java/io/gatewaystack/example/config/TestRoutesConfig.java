package io.gatewaystack.example.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Routes for trying scopes out, off by default.
 *
 * @param enabled whether they exist
 * @param allowed which {@code METHOD:/path} each scope allows
 * @param rate how often each caller may call them
 */
public record TestRoutesConfig(
    boolean enabled, Map<String, List<String>> allowed, RateConfig rate) {

  static TestRoutesConfig from(Environment env) {
    String variable = "TOOL_SCOPE_ALLOWLIST_JSON";
    Map<String, List<String>> allowed = read(env.text(variable, "{}"));
    if (allowed == null) {
      env.problem(variable, "(expected: JSON such as {\"tool:read\":[\"GET:/__test__/echo\"]})");
    }
    return new TestRoutesConfig(
        env.flag("ENABLE_TEST_ROUTES"),
        allowed == null ? Map.of() : allowed,
        RateConfig.from(env, "TEST_ECHO_MAX_PER_WINDOW", 60, "TEST_ECHO_WINDOW_MS"));
  }

  /** Routes by scope; null when the text says something else, or null anywhere. */
  private static @Nullable Map<String, List<String>> read(String json) {
    try {
      Map<String, List<String>> routes =
          JsonMapper.shared()
              .readValue(json, new TypeReference<TreeMap<String, List<String>>>() {});
      boolean whole =
          routes != null
              && routes.values().stream().allMatch(of -> of != null && !of.contains(null));
      return whole ? routes : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
