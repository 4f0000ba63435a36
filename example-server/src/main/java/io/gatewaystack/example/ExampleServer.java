package io.gatewaystack.example;

import io.gatewaystack.example.config.InvalidConfig;
import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.example.gateway.Gateway;
import io.gatewaystack.example.walk.DemoWalk;
import java.io.IOException;
import java.io.PrintStream;
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

  /** Returned instead of an exit code when a server goes on running. */
  static final int RUNNING = -1;

  private ExampleServer() {}

  /** Runs the command; exits with 2 when the settings or the arguments do not fit. */
  public static void main(String[] arguments) {
    int code = run(Arrays.asList(arguments), System.getenv(), System.out, System.err);
    if (code != RUNNING) {
      System.exit(code);
    }
  }

  /** Runs a command; returns the exit code, or {@link #RUNNING} when a server goes on running. */
  static int run(
      List<String> words, Map<String, String> variables, PrintStream out, PrintStream err) {
    try {
      if (words.isEmpty()) {
        return serve(variables, out, err);
      }
      if (words.equals(List.of("demo")) || words.equals(List.of("demo", "--exit"))) {
        return walk(variables, words.contains("--exit"), out);
      }
      boolean asked = words.equals(List.of("--help")) || words.equals(List.of("-h"));
      (asked ? out : err).print(USAGE);
      return asked ? 0 : 2;
    } catch (InvalidConfig e) {
      err.println("The settings do not fit:" + System.lineSeparator() + e.getMessage());
      return 2;
    } catch (IllegalArgumentException | IOException e) {
      err.println("Not started: " + e.getMessage());
      return 2;
    }
  }

  private static int serve(Map<String, String> variables, PrintStream out, PrintStream err)
      throws IOException {
    ServerConfig config = ServerConfig.from(variables);
    Gateway gateway = Gateway.start(config, out);
    closeAtShutdown(gateway);
    err.println("GatewayStack listens on port " + gateway.port());
    gateway
        .demo()
        .ifPresent(
            demo ->
                err.println(
                    "Demo mode: anyone on this machine can mint tokens at http://localhost:"
                        + demo.issuerPort()
                        + "/mint"));
    return RUNNING;
  }

  private static int walk(Map<String, String> variables, boolean exit, PrintStream out)
      throws IOException {
    Map<String, String> settings = new HashMap<>(DemoWalk.SETTINGS);
    settings.putAll(variables);
    settings.put("DEMO_MODE", "true");
    DemoWalk walk = DemoWalk.start(settings, out);
    if (exit) {
      try (walk) {
        return walk.run() == 0 ? 0 : 1;
      }
    }
    closeAtShutdown(walk);
    walk.run();
    walk.sayHowToGoOn();
    return RUNNING;
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
