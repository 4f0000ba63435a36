package io.gatewaystack.example.command;

import io.gatewaystack.transformabl.pinning.FilePinStore;
import io.gatewaystack.transformabl.pinning.Pin;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Shows the pinned definitions of tools, and approves or forgets them. */
@Command(
    name = "pins",
    mixinStandardHelpOptions = true,
    description = "Show, approve and forget the pinned definitions of tools.",
    synopsisSubcommandLabel = "(list | approve | forget)")
public final class PinsCommand {
  private static final String ROW = "%-16s %-32s %-10s %-66s %s%n";

  private final Console console;

  @Option(
      names = "--file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "The file of pins; TOOL_PINS_FILE unless given.")
  private @Nullable Path file;

  /** A command that talks to a console. */
  public PinsCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Show every tool, whether it is approved, and what has changed.")
  int list() throws IOException {
    List<Pin> pins = store().pins();
    PrintStream out = console.out();
    out.printf(ROW, "UPSTREAM", "TOOL", "STATE", "FINGERPRINT SEEN LAST", "CHANGED OR UNSAFE");
    for (Pin pin : pins) {
      out.printf(ROW, pin.upstream(), pin.tool(), state(pin), pin.seen().value(), concerns(pin));
    }
    return 0;
  }

  private static String state(Pin pin) {
    if (pin.isApproved()) {
      return pin.reviewed() ? "approved" : "pinned";
    }
    return pin.approvable() ? "pending" : "blocked";
  }

  private static String concerns(Pin pin) {
    String changed = pin.isApproved() ? "" : String.join(" ", pin.changed());
    return (changed + " " + String.join(" ", pin.labels().keySet())).strip();
  }

  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = "Approve the definition of a tool that you have looked at.")
  int approve(
      @Parameters(paramLabel = "UPSTREAM", description = "As 'list' shows it.") String upstream,
      @Parameters(paramLabel = "TOOL", description = "As 'list' shows it.") String tool,
      @Parameters(
              paramLabel = "FINGERPRINT",
              description = "Of the definition you have looked at, as 'list' shows it.")
          String fingerprint)
      throws IOException {
    boolean approved = store().approve(upstream, tool, fingerprint);
    console
        .err()
        .println(approved ? "Approved: " + tool : "Not approved: another one was seen last");
    return approved ? 0 : 1;
  }

  @Command(
      name = "forget",
      mixinStandardHelpOptions = true,
      description = "Forget a tool; the next definition listed is pinned.")
  int forget(
      @Parameters(paramLabel = "UPSTREAM", description = "As 'list' shows it.") String upstream,
      @Parameters(paramLabel = "TOOL", description = "As 'list' shows it.") String tool)
      throws IOException {
    boolean known = store().forget(upstream, tool);
    console.err().println(known ? "Forgotten: " + tool : "Not known: " + tool);
    return known ? 0 : 1;
  }

  private FilePinStore store() throws IOException {
    Path pins = file;
    if (pins == null) {
      String variable = console.variables().get("TOOL_PINS_FILE");
      if (variable == null || variable.isBlank()) {
        throw new IllegalArgumentException("--file: not given (expected: it, or TOOL_PINS_FILE)");
      }
      pins = Path.of(variable);
    }
    if (!Files.isRegularFile(pins)) {
      throw new IllegalArgumentException(pins + ": (expected: a file of pins)");
    }
    return FilePinStore.open(pins);
  }
}
