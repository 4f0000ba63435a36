package io.gatewaystack.example.command;

import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.PolicyFile;
import io.gatewaystack.validatabl.policy.ReplayCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks policy files, and tries them on what was recorded before they decide. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Check a policy file, or try it on recorded requests before it decides.",
    synopsisSubcommandLabel = "(check | replay)")
public final class PolicyCommand {
  private final Console console;

  /** A command that talks to a console. */
  public PolicyCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Say everything that is wrong with a policy file; exit code 2 if anything is.")
  int check(@Parameters(paramLabel = "POLICY", description = "A policy file.") Path file)
      throws IOException {
    Policy policy = PolicyFile.load(file);
    console.out().println("Policy " + policy.name() + " " + policy.version() + " is fit for use.");
    return 0;
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = {
        "Tell which recorded decisions a policy would change.",
        "Exit code 0 when none, 1 when some, or when one cannot be told,",
        "2 when a file is wrong or tells of no decision."
      })
  int replay(
      @Option(
              names = "--shadow",
              description = "POLICY is the name of a policy that ran in the shadow, not a file.")
          boolean shadow,
      @Parameters(index = "0", paramLabel = "POLICY", description = "A policy file.") String policy,
      @Parameters(
              index = "1..*",
              arity = "1..*",
              paramLabel = "AUDIT",
              description = "Audit files, JSON lines.")
          List<String> audit)
      throws IOException {
    List<String> words = new ArrayList<>();
    if (shadow) {
      words.add("--shadow");
    }
    words.add(policy);
    words.addAll(audit);
    return ReplayCommand.run(words, console.out());
  }
}
