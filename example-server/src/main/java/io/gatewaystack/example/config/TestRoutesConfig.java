package io.gatewaystack.example.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    Map<String, List<String>> allowed = Map.of();
    try {
      allowed =
          copy(JsonMapper.shared().readValue(env.text(variable, "{}"), new TypeReference<>() {}));
    } catch (JacksonException | NullPointerException e) { // null for an object, a list or a text
      env.problem(variable, "(expected: JSON such as {\"tool:read\":[\"GET:/__test__/echo\"]})");
    }
    return new TestRoutesConfig(
        env.flag("ENABLE_TEST_ROUTES"),
        allowed,
        RateConfig.from(env, "TEST_ECHO_MAX_PER_WINDOW", 60, "TEST_ECHO_WINDOW_MS"));
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> routes) {
    Map<String, List<String>> copy = new TreeMap<>(routes);
    copy.replaceAll((scope, of) -> List.copyOf(of));
    return copy;
  }
}
