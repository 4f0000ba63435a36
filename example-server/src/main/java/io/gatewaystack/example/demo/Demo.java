package io.gatewaystack.example.demo;

import io.gatewaystack.example.config.DemoConfig;
import io.gatewaystack.example.config.ServerConfig;
import java.io.IOException;
import java.util.Optional;

/** What demo mode starts beside the server: an issuer and an upstream, on this machine only. */
public final class Demo implements AutoCloseable {
  private final DemoIssuer issuer;
  private final EchoUpstream echo;

  private Demo(DemoIssuer issuer, EchoUpstream echo) {
    this.issuer = issuer;
    this.echo = echo;
  }

  /**
   * Starts both.
   *
   * @throws IOException naming the setting when a port is taken
   */
  public static Demo start(ServerConfig config) throws IOException {
    DemoConfig demo = config.demo();
    boolean free = demo.issuerPort() == 0;
    DemoIssuer issuer =
        new DemoIssuer(
            demo.issuerPort(),
            free ? null : config.identity().issuer(),
            config.identity().audiences().get(0));
    try {
      return new Demo(issuer, new EchoUpstream(demo.echoPort()));
    } catch (IOException e) {
      issuer.close();
      throw e;
    }
  }

  /** The settings with the ports that were free. */
  public ServerConfig completed(ServerConfig config) {
    DemoConfig demo = config.demo();
    return config.withDemo(
        demo.issuerPort() == 0 ? Optional.of(issuer.issuer()) : Optional.empty(),
        demo.echoPort() == 0 ? Optional.of(echo.port()) : Optional.empty());
  }

  /** The issuer. */
  public DemoIssuer issuer() {
    return issuer;
  }

  /** The port of the issuer. */
  public int issuerPort() {
    return issuer.port();
  }

  /** The upstream. */
  public EchoUpstream echo() {
    return echo;
  }

  @Override
  public void close() {
    issuer.close();
    echo.close();
  }
}
