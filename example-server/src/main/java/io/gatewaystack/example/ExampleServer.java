package io.gatewaystack.example;

import io.gatewaystack.example.command.ConfigCommand;
import io.gatewaystack.example.command.Console;
import io.gatewaystack.example.command.DemoCommand;
import io.gatewaystack.example.command.KeysCommand;
import io.gatewaystack.example.command.PinsCommand;
import io.gatewaystack.example.command.PolicyCommand;
import io.gatewaystack.example.command.Running;
import io.gatewaystack.example.command.ServeCommand;
import io.gatewaystack.example.config.InvalidConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The command line of the server. */
public final class ExampleServer {
  private static final int UNFIT = 2;

  private ExampleServer() {}

  /** Runs the command; exits with 2 when the settings or the arguments do not fit. */
  public static void main(String[] arguments) {
    int code = run(List.of(arguments), System.getenv(), System.out, System.err);
    if (code != Running.CODE) {
      System.exit(code);
    }
  }

  /** Runs a command; returns the exit code, or {@link Running#CODE} when a server goes on. */
  static int run(
      List<String> words, Map<String, String> variables, PrintStream out, PrintStream err) {
    Console console = new Console(variables, out, err);
    CommandLine line =
        new CommandLine(new ServeCommand(console))
            .addSubcommand(new DemoCommand(console))
            .addSubcommand(new ConfigCommand(console))
            .addSubcommand(new KeysCommand(console, InstantSource.system()))
            .addSubcommand(new PinsCommand(console))
            .addSubcommand(new PolicyCommand(console));
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((failure, command, parsed) -> told(failure, err));
    return line.execute(words.toArray(String[]::new));
  }

  private static int told(Exception failure, PrintStream err) throws Exception {
    if (failure instanceof InvalidConfig) {
      err.println("The settings do not fit:" + System.lineSeparator() + failure.getMessage());
    } else if (failure instanceof FileSystemException) { // whose own message is the path
      err.println("Not done: " + failure.getMessage() + ": " + failure.getClass().getSimpleName());
    } else if (failure instanceof IllegalArgumentException
        || failure instanceof IOException
        || failure instanceof UncheckedIOException) {
      err.println("Not done: " + failure.getMessage());
    } else {
      throw failure;
    }
    return UNFIT;
  }
}
