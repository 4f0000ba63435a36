package io.gatewaystack.example.config;

/**
 * How often each caller may call what.
 *
 * @param calls everything that has no limit of its own
 * @param mcp MCP endpoints
 * @param tools tools called by {@code POST /tools/<tool>}
 * @param discovery public documents, per address
 */
public record RatesConfig(
    RateConfig calls, RateConfig mcp, RateConfig tools, RateConfig discovery) {

  static RatesConfig from(Environment env) {
    String window = "RATE_WINDOW_MS";
    return new RatesConfig(
        RateConfig.from(env, "RATE_LIMIT_MAX", 10, "RATE_LIMIT_WINDOW_MS"),
        RateConfig.from(env, "MCP_MAX_PER_WINDOW", 60, window),
        RateConfig.from(env, "TOOL_MAX_PER_WINDOW", 60, window),
        RateConfig.from(env, "DISCOVERY_MAX_PER_WINDOW", 120, window));
  }
}
