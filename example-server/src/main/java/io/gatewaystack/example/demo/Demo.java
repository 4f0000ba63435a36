package io.gatewaystack.example.demo;

import io.gatewaystack.example.config.DemoConfig;
import io.gatewaystack.example.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * What demo mode starts beside the server, on this machine only: an issuer, an upstream and tools.
 */
public final class Demo implements AutoCloseable {
  private final DemoIssuer issuer;
  private final EchoUpstream echo;
  private final MockTools tools;

  private Demo(DemoIssuer issuer, EchoUpstream echo, MockTools tools) {
    this.issuer = issuer;
    this.echo = echo;
    this.tools = tools;
  }

  /**
   * Starts all of them.
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
    EchoUpstream echo = null;
    try {
      echo = new EchoUpstream(demo.echoPort());
      return new Demo(issuer, echo, new MockTools(demo.toolsPort()));
    } catch (IOException e) {
      issuer.close();
      if (echo != null) {
        echo.close();
      }
      throw e;
    }
  }

  /** The settings with the ports that were free. */
  public ServerConfig completed(ServerConfig config) {
    DemoConfig demo = config.demo();
    return config.withDemo(
        demo.issuerPort() == 0 ? Optional.of(issuer.issuer()) : Optional.empty(),
        demo.echoPort() == 0 ? Optional.of(echo.port()) : Optional.empty(),
        URI.create("http://127.0.0.1:" + tools.port()));
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
    tools.close();
  }
}
