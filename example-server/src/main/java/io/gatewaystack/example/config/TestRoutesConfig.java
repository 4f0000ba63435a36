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
    Map<String, List<String>> allowed = new TreeMap<>();
    try {
      allowed.putAll(
          JsonMapper.shared().readValue(env.text(variable, "{}"), new TypeReference<>() {}));
    } catch (JacksonException e) {
      env.problem(variable, "(expected: JSON such as {\"tool:read\":[\"GET:/__test__/echo\"]})");
    }
    return new TestRoutesConfig(
        env.flag("ENABLE_TEST_ROUTES"),
        allowed,
        RateConfig.from(env, "TEST_ECHO_MAX_PER_WINDOW", 60, "TEST_ECHO_WINDOW_MS"));
  }
}
