package io.gatewaystack.example.config;

import java.net.URI;
import java.util.Optional;

/**
 * What demo mode starts beside the server, on this machine only.
 *
 * @param enabled whether demo mode is on
 * @param issuerPort port of the demo issuer; 0 takes a free one
 * @param echoPort port of the echo upstream; 0 takes a free one
 * @param toolsPort port of the mock tools; 0 takes a free one
 */
public record DemoConfig(boolean enabled, int issuerPort, int echoPort, int toolsPort) {
  /** The tools of demo mode, unless others are configured. */
  static final String TOOL_SCOPES =
      "{\"generateDreamSummary\":[\"tool:read\"],\"chatWithEmbeddingsv3\":[\"tool:write\"]}";

  static DemoConfig from(Environment env) {
    return new DemoConfig(
        env.flag("DEMO_MODE"),
        env.number("DEMO_ISSUER_PORT", 5051, 0, 65_535),
        env.number("DEMO_ECHO_PORT", 3333, 0, 65_535),
        env.number("MOCK_PORT", 9090, 0, 65_535));
  }

  /** Where the mock tools are, in demo mode. */
  Optional<URI> functions() {
    return enabled ? Optional.of(URI.create("http://127.0.0.1:" + toolsPort)) : Optional.empty();
  }

  /** The demo issuer's identifier. */
  public String issuer() {
    return "http://localhost:" + issuerPort + "/";
  }
}
