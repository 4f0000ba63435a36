package io.gatewaystack.example.command;

import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.example.gateway.Gateway;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts the gateway: what happens when no command is named. */
@Command(
    name = "java -jar example-server.jar",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Without a command: starts the gateway. Settings come from environment variables, described"
          + " in docs/configuration.md. Needed outside demo mode: OAUTH_ISSUER, OAUTH_AUDIENCE.",
      ""
    })
public final class ServeCommand implements Callable<Integer> {
  private final Console console;

  /** A command that talks to a console. */
  public ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ServerConfig config = ServerConfig.from(console.variables());
    Gateway gateway = Gateway.start(config, console.out());
    console.err().println("GatewayStack listens on port " + gateway.port());
    gateway
        .demo()
        .ifPresent(
            demo ->
                console
                    .err()
                    .println(
                        "Demo mode: anyone on this machine can mint tokens at http://localhost:"
                            + demo.issuerPort()
                            + "/mint"));
    return Running.untilShutdown(gateway);
  }
}
