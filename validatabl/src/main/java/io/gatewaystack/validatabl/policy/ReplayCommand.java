package io.gatewaystack.validatabl.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The replay as a command: {@code <policy file> <audit file>...} tries a policy, {@code --shadow
 * <name> <audit file>...} compares what a policy in the shadow said.
 */
public final class ReplayCommand {

  /** No decision would change. */
  public static final int UNCHANGED = 0;

  /** Some decision would change, or cannot be told, be it that its line is unreadable. */
  public static final int CHANGED = 1;

  /** The command or one of its files is wrong, or tells of no decision at all. */
  public static final int FAILED = 2;

  private static final String USAGE =
      "usage: replay <policy file> <audit file>...\n"
          + "       replay --shadow <policy name> <audit file>...\n";

  private ReplayCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments as above
   * @param out takes the report, or what is wrong
   * @return {@link #UNCHANGED}, {@link #CHANGED} or {@link #FAILED}
   * @throws IOException when {@code out} cannot be written
   */
  public static int run(List<String> arguments, Appendable out) throws IOException {
    boolean shadow = !arguments.isEmpty() && arguments.get(0).equals("--shadow");
    List<String> names = shadow ? arguments.subList(1, arguments.size()) : arguments;
    if (names.size() < 2 || names.stream().anyMatch(name -> name.startsWith("--"))) {
      out.append(USAGE);
      return FAILED;
    }
    ReplayReport report;
    try {
      report = replay(shadow, names.get(0), names.subList(1, names.size()));
    } catch (IllegalArgumentException e) { // a refused policy, or no path
      out.append(String.valueOf(e.getMessage())).append('\n');
      return FAILED;
    } catch (IOException e) {
      out.append("cannot read ").append(String.valueOf(e.getMessage())).append('\n');
      return FAILED;
    }
    out.append(report.text());
    if (report.judged() == 0) { // the wrong file, or a name misspelt: that changes nothing, either
      out.append("\nnothing to compare: no policy was asked in these files")
          .append(shadow ? ", or none of that name stood in the shadow\n" : "\n");
      return FAILED;
    }
    return report.changes().isEmpty() && report.unreadable() == 0 ? UNCHANGED : CHANGED;
  }

  private static ReplayReport replay(boolean shadow, String candidate, List<String> audit)
      throws IOException {
    PolicyReplay replay =
        shadow
            ? PolicyReplay.ofShadow(candidate)
            : PolicyReplay.of(PolicyFile.load(Path.of(candidate)));
    for (String file : audit) {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        replay.read(in);
      } catch (IOException e) { // not every one names the file
        throw new IOException(file + ": " + e.getClass().getSimpleName(), e);
      }
    }
    return replay.report();
  }
}
