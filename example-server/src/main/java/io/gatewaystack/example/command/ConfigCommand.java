package io.gatewaystack.example.command;

import io.gatewaystack.example.config.GatewayFile;
import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.example.gateway.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/** Checks settings without starting the server, and shows what the file of settings may say. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Check the settings without starting the server.",
    synopsisSubcommandLabel = "(check | schema)")
public final class ConfigCommand {
  private final Console console;

  /** A command that talks to a console. */
  public ConfigCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Say everything that is wrong with the settings; exit code 2 if anything is.")
  int check() {
    ServerConfig config = ServerConfig.from(console.variables());
    Gateway.check(config);
    console
        .out()
        .printf(
            "The settings fit: %d MCP endpoint(s), %d proxied route(s).%n",
            config.mcp().size(),
            config.proxies().stream().filter(p -> p.target().isPresent()).count());
    return 0;
  }

  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Print the JSON Schema of the file that GATEWAY_CONFIG names, for editors.")
  int schema() throws IOException {
    try (InputStream schema = GatewayFile.schema()) {
      console.out().print(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
    }
    return 0;
  }
}
