package io.gatewaystack.transformabl.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.safety.Corpus.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Recall and false alarms over the labelled corpus, printed. The bounds leave a margin to the gate:
 * recall 0.80 on clear texts, 2 % false alarms on benign ones. The corpus was written with the
 * grammar in view, so these figures say that nothing broke, not how strangers' texts fare.
 */
class SafetyCorpusTest {
  private final SafetyScanner scanner = SafetyScanner.standard();

  @Test
  void clearAttacksAreLabelledAsWhatTheyAre() {
    List<Row> rows =
        Stream.of(Corpus.attacks(), Corpus.code(), Corpus.hidden())
            .flatMap(List::stream)
            .filter(Corpus.of("clear"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(200);
    for (SafetyCategory category : SafetyCategory.values()) {
      List<Row> own = rows.stream().filter(row -> row.label().equals(category.label())).toList();
      assertThat(share("clear " + category.label(), own, this::isLabelledRight))
          .isGreaterThanOrEqualTo(0.90);
    }
  }

  @Test
  void benignTextsAreNotLabelled() {
    List<Row> rows =
        Stream.of(Corpus.benign(), Corpus.code(), Corpus.hidden())
            .flatMap(List::stream)
            .filter(Corpus.of("benign"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(200);
    assertThat(share("benign, false alarms", rows, this::isLabelled)).isLessThanOrEqualTo(0.01);
  }

  /** Either label is right: the families cross the border between the two. */
  @Test
  void everyFamilyOfAttacksIsLabelledInManyLanguages() {
    List<Row> rows = Corpus.families().stream().filter(Corpus.of("clear")).toList();
    assertThat(rows).hasSizeGreaterThan(300);
    Map<String, List<Row>> families =
        rows.stream().collect(Collectors.groupingBy(Row::label, TreeMap::new, Collectors.toList()));
    families.forEach(
        (family, own) ->
            assertThat(share("attack " + family, own, this::isLabelled))
                .as(family)
                .isGreaterThanOrEqualTo(0.80));
    assertThat(share("attacks of all families", rows, this::isLabelled))
        .isGreaterThanOrEqualTo(0.90);
  }

  @Test
  void harmlessTextsBesideTheFamiliesAreNotLabelled() {
    List<Row> rows = Corpus.families().stream().filter(Corpus.of("benign")).toList();
    assertThat(rows).hasSizeGreaterThan(350);
    assertThat(share("families, false alarms", rows, this::isLabelled)).isLessThanOrEqualTo(0.01);
  }

  @Test
  void textsThatUseTheWordsOfAttacksAreSeldomLabelled() {
    List<Row> rows = Corpus.benign().stream().filter(Corpus.of("hard")).toList();
    assertThat(rows).hasSizeGreaterThan(90);
    assertThat(share("hard, false alarms", rows, this::isLabelled)).isLessThanOrEqualTo(0.05);
  }

  /** What a person would read twice is mostly missed: the figure is printed, not promised. */
  @Test
  void someSubtleAttacksAreLabelled() {
    List<Row> rows = Corpus.attacks().stream().filter(Corpus.of("subtle")).toList();
    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(share("subtle", rows, this::isLabelled)).isGreaterThanOrEqualTo(0.10);
  }

  /** A letter with an accent is a plain one to words, but takes a text off the path of bytes. */
  @Test
  void textsAreReadAlikeByLettersAndByEights() {
    Stream.of(Corpus.attacks(), Corpus.code(), Corpus.families(), Corpus.benign())
        .flatMap(List::stream)
        .filter(row -> row.text().chars().allMatch(c -> c >= ' ' && c < 0x7F))
        .forEach(
            row ->
                assertThat(scanner.scan(row.text() + "\n\u00e9"))
                    .as(row.text())
                    .isEqualTo(scanner.scan(row.text() + "\ne")));
  }

  private boolean isLabelled(Row row) {
    return !scanner.scan(row.text()).isEmpty();
  }

  private boolean isLabelledRight(Row row) {
    return scanner.scan(row.text()).find(row.label()).isPresent();
  }

  private static double share(String name, List<Row> rows, Predicate<Row> counts) {
    List<String> others = new ArrayList<>();
    rows.stream().filter(counts.negate()).forEach(row -> others.add(row.text()));
    double share = 1 - (double) others.size() / rows.size();
    System.out.printf("safety: %-28s %4d rows %6.1f %%%n", name, rows.size(), share * 100);
    return share;
  }
}
