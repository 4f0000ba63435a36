package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.section.Judgement.Ruling;
import io.gatewaystack.validatabl.policy.ReplayReport.Change;
import io.gatewaystack.validatabl.policy.ReplayReport.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what a replay finds, in memory that does not grow with the lines. */
final class Tally {
  private static final int SAMPLES = 5;
  private static final int MOST_KEYS = 1_000;
  private static final String OTHERS = "(others)";
  private static final Comparator<Change> ORDER =
      Comparator.comparing(Change::kind)
          .thenComparing(Comparator.comparingLong(Change::count).reversed())
          .thenComparing(Change::before)
          .thenComparing(Change::after);

  private final String candidate;
  private final Map<String, Long> decided = new HashMap<>();
  private final Map<String, Long> unknown = new HashMap<>();
  private final Map<Way, Cases> changes = new HashMap<>();
  private final List<Long> unreadableLines = new ArrayList<>();
  private long lines;
  private long judged;
  private long unreadable;
  private long unchanged;

  /** Decisions that change alike. */
  private record Way(Kind kind, String before, String after) {
    static final Way REST = new Way(Kind.UNDECIDED, OTHERS, OTHERS);
  }

  /** How many there are, and the first of them. */
  private static final class Cases {
    private final List<String> first = new ArrayList<>(SAMPLES);
    private long count;
  }

  Tally(String candidate) {
    this.candidate = candidate;
  }

  void line() {
    lines++;
  }

  void unreadable() {
    unreadable++;
    if (unreadableLines.size() < SAMPLES) {
      unreadableLines.add(lines);
    }
  }

  void judged(List<Ruling> rulings) {
    judged++;
    rulings.stream()
        .filter(Ruling::enforced)
        .forEach(ruling -> count(decided, ruling.policy() + " " + ruling.version()));
  }

  void unchanged() {
    unchanged++;
  }

  void changed(Kind kind, Trial trial, String requestId) {
    Way way = new Way(kind, trial.beforeRule(), trial.afterRule());
    boolean room = changes.size() < MOST_KEYS || changes.containsKey(way);
    Cases cases = changes.computeIfAbsent(room ? way : Way.REST, w -> new Cases());
    cases.count++;
    if (cases.first.size() < SAMPLES) {
      cases.first.add(requestId);
    }
  }

  void unknown(List<Field> fields) {
    fields.forEach(field -> count(unknown, field.names().get(0)));
  }

  private static void count(Map<String, Long> counts, String key) {
    boolean room = counts.size() < MOST_KEYS || counts.containsKey(key);
    counts.merge(room ? key : OTHERS, 1L, Long::sum);
  }

  ReplayReport report() {
    List<Change> found = new ArrayList<>();
    changes.forEach(
        (way, cases) ->
            found.add(
                new Change(
                    way.kind(), way.before(), way.after(), cases.count, List.copyOf(cases.first))));
    found.sort(ORDER);
    return new ReplayReport(
        candidate, decided, lines, judged, unreadable, unreadableLines, unchanged, found, unknown);
  }
}
