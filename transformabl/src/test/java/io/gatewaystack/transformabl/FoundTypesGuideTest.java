package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.detect.Strength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of the guide is what the code does. */
class FoundTypesGuideTest {
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();

  /**
   * One row of the table.
   *
   * @param word the last column
   */
  private record Row(String type, String example, String confidence, String why, String word) {}

  private static List<Row> rows() throws IOException {
    String guide = Files.readString(Path.of("../docs/content.md"));
    String section = guide.substring(guide.indexOf("\n## What is found\n"));
    return section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .takeWhile(line -> line.split(" \\| ").length == 6)
        .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
        .map(c -> new Row(bare(c[0]), bare(c[1]), bare(c[2]), bare(c[3]), c[5]))
        .toList();
  }

  private static String bare(String cell) {
    return cell.substring(1, cell.length() - 1);
  }

  @Test
  void everyExampleIsFoundAsSaid() throws IOException {
    for (Row row : rows()) {
      List<Match> matches = SCANNER.scan(row.example()).matches();
      assertThat(matches)
          .as(row.toString())
          .extracting(Match::type, Match::confidence, Match::why)
          .extracting(Object::toString)
          .containsExactly("(%s, %s, \"%s\")".formatted(row.type(), row.confidence(), row.why()));
    }
  }

  @Test
  void whatNeedsAWordIsNotFoundWithoutOne() throws IOException {
    for (Row row : rows()) {
      Match match = SCANNER.scan(row.example()).matches().get(0);
      String alone = match.value(row.example());
      boolean found =
          SCANNER.scan(alone).matches().stream()
              .anyMatch(other -> other.type().equals(match.type()));
      assertThat(found).as(row.toString()).isEqualTo(!row.word().equals("yes"));
    }
  }

  @Test
  void everyTypeHasARow() throws IOException {
    Set<String> types =
        SCANNER.types().stream().map(PiiType::name).collect(Collectors.toCollection(HashSet::new));
    assertThat(rows()).extracting(Row::type).hasSameElementsAs(types);
  }

  @Test
  void everyStrengthIsAConfidence() {
    assertThat(Arrays.stream(Strength.values()).map(Confidence::of))
        .containsExactly(Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH);
  }
}
