package io.gatewaystack.validatabl.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.validatabl.schema.SuiteRun.Difference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The official JSON Schema Test Suite, draft 2020-12; {@code internal/json-schema-suite/run} has
 * it. What is not as the suite says is listed in {@code suite-differences.csv}, with the reason.
 */
@EnabledIfEnvironmentVariable(
    named = "JSON_SCHEMA_SUITE",
    matches = ".+",
    disabledReason = "names no folder with the suite: internal/json-schema-suite/run")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonSchemaSuiteTest {
  private final List<Listed> listed = listed();
  private SuiteRun run;

  /**
   * A group that is treated otherwise than the suite wants.
   *
   * @param how {@code refused} at load, or {@code passes} what the suite does not let pass
   * @param file of the suite
   * @param name of the group
   * @param message part of what the refusal says
   */
  private record Listed(String how, String file, String name, String message) {
    boolean is(Suite.Group group) {
      return file.equals(group.file()) && name.equals(group.name());
    }
  }

  private static List<Listed> listed() {
    try (InputStream file =
        JsonSchemaSuiteTest.class.getResourceAsStream("suite-differences.csv")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
          .map(cells -> new Listed(cells.get(0), cells.get(1), cells.get(2), cells.get(3)))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  void runsTheSuite() throws IOException {
    run = SuiteRun.of(Suite.in(Path.of(System.getenv("JSON_SCHEMA_SUITE"))));
    Files.writeString(Path.of("target", "json-schema-suite.txt"), run.report());
  }

  @Test
  void asksTheWholeSuite() {
    assertThat(run.tally(false).right()).isGreaterThan(1_000);
    assertThat(run.tally(true).right()).isGreaterThan(300);
  }

  @Test
  void everyRequiredCaseComesOutAsTheSuiteSays() {
    assertThat(run.differences())
        .filteredOn(difference -> !difference.group().file().startsWith("optional/"))
        .isEmpty();
  }

  @Test
  void whateverFitsIsInTheFormThatListsGoBy() {
    assertThat(run.hidden()).isEmpty();
  }

  @Test
  void loadsEverySchemaButTheListedOnes() {
    assertThat(run.refusals())
        .allSatisfy(
            refusal ->
                assertThat(listed)
                    .as("%s", refusal)
                    .anyMatch(
                        line ->
                            line.how.equals("refused")
                                && line.is(refusal.group())
                                && refusal.message().contains(line.message)));
    assertThat(run.refusals())
        .as("lines that no longer hold")
        .hasSize((int) listed.stream().filter(line -> line.how.equals("refused")).count());
  }

  @Test
  void optionalCasesDifferOnlyInFormatsWhichRefuseNothing() {
    List<Difference> others =
        run.differences().stream()
            .filter(difference -> !difference.group().file().startsWith("optional/format/"))
            .toList();

    assertThat(run.differences())
        .allSatisfy(difference -> assertThat(difference.answer()).isEqualTo("fits"));
    assertThat(others)
        .allSatisfy(
            difference ->
                assertThat(listed)
                    .as("%s", difference)
                    .anyMatch(line -> line.how.equals("passes") && line.is(difference.group())));
    assertThat(listed.stream().filter(line -> line.how.equals("passes")))
        .as("lines that no longer hold")
        .allMatch(line -> others.stream().anyMatch(difference -> line.is(difference.group())));
  }
}
