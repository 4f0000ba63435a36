package io.gatewaystack.validatabl.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.validatabl.Requests;
import io.gatewaystack.validatabl.form.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A suite put to {@link ArgumentSchemas}, as whoever configures tools would. */
final class SuiteRun {
  private static final String DOCUMENT = "https://suite.example/case";
  private static final String TOOL = "{\"properties\":{\"value\":{\"$ref\":\"" + DOCUMENT + "\"}}}";

  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Difference> differences = new ArrayList<>();
  private final List<Difference> hidden = new ArrayList<>();
  private final Map<String, Tally> tallies = new TreeMap<>();

  /**
   * A group whose schema does not load.
   *
   * @param group of the suite
   * @param message why
   */
  record Refusal(Suite.Group group, String message) {}

  /**
   * A case whose answer is not the one of the suite.
   *
   * @param group it belongs to
   * @param asked the case
   * @param answer ours
   */
  record Difference(Suite.Group group, Suite.Case asked, String answer) {
    @Override
    public String toString() {
      return group.file() + ": " + group.name() + ": " + asked + ": " + answer;
    }
  }

  /**
   * Counted cases.
   *
   * @param right as the suite says
   * @param wrong otherwise
   * @param refused not asked, because the schema does not load
   */
  record Tally(int right, int wrong, int refused) {
    Tally plus(Tally other) {
      return new Tally(right + other.right, wrong + other.wrong, refused + other.refused);
    }

    @Override
    public String toString() {
      return "%5d right %4d wrong %4d refused".formatted(right, wrong, refused);
    }
  }

  /** Asks every case. */
  static SuiteRun of(Suite suite) {
    SuiteRun run = new SuiteRun();
    for (Suite.Group group : suite.groups()) {
      ArgumentSchemasBuilder builder = ArgumentSchemas.builder();
      suite.remotesOf(group).forEach(builder::document);
      Tally tally;
      try {
        ArgumentSchemas schemas =
            builder.document(DOCUMENT, group.schema()).tool("t", TOOL).build();
        tally = run.ask(schemas, group);
      } catch (IllegalArgumentException e) {
        run.refusals.add(new Refusal(group, e.getMessage()));
        tally = new Tally(0, 0, group.cases().size());
      }
      run.tallies.merge(group.file(), tally, Tally::plus);
    }
    return run;
  }

  private Tally ask(ArgumentSchemas schemas, Suite.Group group) {
    Form form = schemas.arguments(Requests.toolCall("t").operation()).form();
    int wrong = 0;
    for (Suite.Case asked : group.cases()) {
      String arguments = "{\"value\":" + asked.value() + "}";
      String answer = schemas.check(Requests.toolCall("t", arguments)).orElse("fits");
      if (answer.equals("fits") && !FormMembership.isIn(form, tree(arguments))) {
        hidden.add(new Difference(group, asked, "not in the form"));
      }
      if (answer.equals("fits") != asked.valid()) {
        differences.add(new Difference(group, asked, answer));
        wrong++;
      }
    }
    return new Tally(group.cases().size() - wrong, wrong, 0);
  }

  private static JsonNode tree(String json) {
    return ExactJson.read(JsonDocument.parse(json.getBytes(UTF_8))).orElseThrow();
  }

  /** Cases that fit and that a list would take for unfit. */
  List<Difference> hidden() {
    return hidden;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  List<Difference> differences() {
    return differences;
  }

  /** The sum over the files of optional cases, or of the others. */
  Tally tally(boolean optional) {
    return tallies.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("optional/") == optional)
        .map(Map.Entry::getValue)
        .reduce(new Tally(0, 0, 0), Tally::plus);
  }

  /** A line for each file, and the sums. */
  String report() {
    String files =
        tallies.entrySet().stream()
            .map(entry -> line(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining());
    return files + line("optional", tally(true)) + line("required", tally(false));
  }

  private static String line(String name, Tally tally) {
    return "%-44s %s%n".formatted(name, tally);
  }
}
