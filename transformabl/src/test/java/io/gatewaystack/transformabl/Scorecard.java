package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.corpus.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts, type by type, what was found of what stands in a corpus, and what else was. */
final class Scorecard {
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();

  private final Map<String, Score> scores = new TreeMap<>();
  private final List<String> missed = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private int rows;
  private int wrongRows;

  private static final class Score {
    private int expected;
    private int hits;
    private int wrong;

    private double recall() {
      return expected == 0 ? 1 : (double) hits / expected;
    }

    private double precision() {
      return hits + wrong == 0 ? 1 : (double) hits / (hits + wrong);
    }
  }

  /** Looks at one row. */
  void add(Row row) {
    rows++;
    List<Row.Expected> open = new ArrayList<>(row.expected());
    boolean clean = true;
    for (Row.Expected found : found(row)) {
      Row.Expected hit = null;
      for (Row.Expected expected : open) {
        if (found.type().equals(expected.type()) && found.value().equals(expected.value())) {
          hit = expected;
          break;
        }
      }
      if (hit != null) {
        open.remove(hit);
        score(hit.type()).hits++;
        score(hit.type()).expected++;
      } else {
        score(found.type()).wrong++;
        wrong.add(row.source() + " " + found + " in " + row.text());
        clean = false;
      }
    }
    for (Row.Expected expected : open) {
      score(expected.type()).expected++;
      missed.add(row.source() + " " + expected + " in " + row.text());
    }
    wrongRows += clean ? 0 : 1;
  }

  private Score score(String type) {
    return scores.computeIfAbsent(type, name -> new Score());
  }

  private static List<Row.Expected> found(Row row) {
    List<Row.Expected> found = new ArrayList<>();
    if (!row.json()) {
      for (Match match : SCANNER.scan(row.text()).matches()) {
        found.add(new Row.Expected(match.type().name(), match.value(row.text())));
      }
      return found;
    }
    byte[] json = row.text().getBytes(StandardCharsets.UTF_8);
    LeafScan.read(
        SCANNER,
        JsonDocument.parse(json),
        JsonScan.Place.body(pointer -> false),
        new LeafScan.Sink() {
          @Override
          public boolean wants(Leaf leaf) {
            return true;
          }

          @Override
          public @Nullable String found(FoundLeaf leaf) {
            for (Match match : leaf.matches()) {
              found.add(new Row.Expected(match.type().name(), match.value(leaf.text())));
            }
            return null;
          }
        });
    return found;
  }

  /** The share of the values of some types that were found. */
  double recall(List<String> types) {
    Score all = new Score();
    scores.forEach(
        (type, score) -> {
          if (types.contains(type)) {
            all.expected += score.expected;
            all.hits += score.hits;
          }
        });
    return all.recall();
  }

  /** The share of rows in which something was found that does not stand there. */
  double falseAlarms() {
    return rows == 0 ? 0 : (double) wrongRows / rows;
  }

  /** Values that were not found, each with its row. */
  List<String> missed() {
    return missed;
  }

  /** Finds that do not stand in the corpus, each with its row. */
  List<String> wrong() {
    return wrong;
  }

  /** A table of all types. */
  String table(String title) {
    StringBuilder table =
        new StringBuilder(
            "%n%s: %d rows, %d with false alarms%n".formatted(title, rows, wrongRows));
    scores.forEach(
        (type, score) ->
            table.append(
                "  %-20s %5d expected  recall %.4f  precision %.4f%n"
                    .formatted(type, score.expected, score.recall(), score.precision())));
    return table.toString();
  }
}
