package io.gatewaystack.example.command;

import io.gatewaystack.example.walk.DemoWalk;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the gateway in demo mode and walks through the flow. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Start in demo mode, walk through the flow, keep running until Ctrl-C.")
public final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--exit",
      description = "Stop after the walk; exit code 1 when a step differed from what it should be.")
  private boolean exit;

  /** A command that talks to a console. */
  public DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, String> settings = new HashMap<>(DemoWalk.SETTINGS);
    settings.putAll(console.variables());
    settings.put("DEMO_MODE", "true");
    DemoWalk walk = DemoWalk.start(settings, console.out());
    if (exit) {
      try (walk) {
        return walk.run() == 0 ? 0 : 1;
      }
    }
    int running = Running.untilShutdown(walk);
    walk.run();
    walk.sayHowToGoOn();
    return running;
  }
}
