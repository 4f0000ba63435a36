package io.gatewaystack.example;

import io.gatewaystack.example.config.InvalidConfig;
import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.example.gateway.Gateway;
import io.gatewaystack.example.walk.DemoWalk;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line of the server. */
public final class ExampleServer {
  private static final String USAGE =
      """
      Usage: java -jar example-server.jar [demo [--exit] | --help]

        (no argument)  start the gateway; settings come from environment variables
        demo           start in demo mode, walk through the flow, keep running until Ctrl-C
        demo --exit    the same, then stop; exit code 1 when a step differed
        --help         show this text

      Needed outside demo mode: OAUTH_ISSUER, OAUTH_AUDIENCE. Every variable is described in
      docs/configuration.md.
      """;

  private ExampleServer() {}

  /** Runs the command; exits with 2 when the settings or the arguments do not fit. */
  public static void main(String[] arguments) {
    List<String> words = Arrays.asList(arguments);
    try {
      if (words.isEmpty()) {
        serve(System.getenv());
      } else if (words.equals(List.of("demo"))) {
        walk(false);
      } else if (words.equals(List.of("demo", "--exit"))) {
        walk(true);
      } else if (words.equals(List.of("--help")) || words.equals(List.of("-h"))) {
        System.out.print(USAGE);
      } else {
        System.err.print(USAGE);
        System.exit(2);
      }
    } catch (InvalidConfig e) {
      System.err.println("The settings do not fit:" + System.lineSeparator() + e.getMessage());
      System.exit(2);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("Not started: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void serve(Map<String, String> variables) throws IOException {
    ServerConfig config = ServerConfig.from(variables);
    Gateway gateway = Gateway.start(config, System.out);
    closeAtShutdown(gateway);
    System.err.println("GatewayStack listens on port " + gateway.port());
    if (config.demo().enabled()) {
      System.err.println(
          "Demo mode: anyone on this machine can mint tokens at "
              + config.demo().issuer()
              + "mint");
    }
  }

  private static void walk(boolean exit) throws IOException {
    Map<String, String> variables = new HashMap<>(DemoWalk.SETTINGS);
    variables.putAll(System.getenv());
    variables.put("DEMO_MODE", "true");
    DemoWalk walk = DemoWalk.start(variables, System.out);
    closeAtShutdown(walk);
    int differing = walk.run();
    if (exit) {
      System.exit(differing == 0 ? 0 : 1);
    }
    walk.sayHowToGoOn();
  }

  private static void closeAtShutdown(AutoCloseable running) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    running.close();
                  } catch (Exception e) {
                    System.err.println("Not stopped cleanly: " + e.getMessage());
                  }
                },
                "shutdown"));
  }
}
