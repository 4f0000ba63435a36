package io.gatewaystack.example.config;

/**
 * What demo mode starts beside the server, on this machine only.
 *
 * @param enabled whether demo mode is on
 * @param issuerPort port of the demo issuer; 0 takes a free one
 * @param echoPort port of the echo upstream; 0 takes a free one
 */
public record DemoConfig(boolean enabled, int issuerPort, int echoPort) {

  static DemoConfig from(Environment env) {
    return new DemoConfig(
        env.flag("DEMO_MODE"),
        env.number("DEMO_ISSUER_PORT", 5051, 0, 65_535),
        env.number("DEMO_ECHO_PORT", 3333, 0, 65_535));
  }

  /** The demo issuer's identifier. */
  public String issuer() {
    return "http://localhost:" + issuerPort + "/";
  }
}
