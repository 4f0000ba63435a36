package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.safety.Corpus.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Learns {@code leanings.txt} from the corpus, by logistic regression over how often words of each
 * concept are said: run it when rows were added. The result is the same whenever the corpus is.
 */
final class LeaningTrainer {
  private static final int ROUNDS = 15;
  private static final double RATE = 0.1;
  private static final double DECAY = 0.001;
  private static final double RATE_OF_START = 0.005;
  private static final int LEAST = 10; // a weight that is worth a line

  private final GrammarBuilder builder = GrammarReader.build();
  private final Grammar grammar = new Grammar(builder);
  private final int[][] conceptsOfSet = builder.conceptsOfSet();
  private final double[] weights = new double[builder.concepts().size()];
  private final double[] seen = new double[weights.length];
  private double start;

  /** What each word means, of those that are read for the first time. */
  private static final class Spoken extends Leaning {
    private final List<Integer> sets = new ArrayList<>();
    private int last;

    Spoken(Grammar grammar) {
      super(grammar);
    }

    @Override
    void add(int set, int word) {
      if (word >= last) {
        sets.add(set);
        last = word;
      }
    }
  }

  private record Example(Map<Integer, Integer> counts, boolean attack) {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    LeaningTrainer trainer = new LeaningTrainer();
    trainer.learn(
        Stream.of(Corpus.attacks(), Corpus.families(), Corpus.benign()).flatMap(List::stream));
    List<String> lines = new ArrayList<>(List.of(Files.readAllLines(file).get(0)));
    lines.addAll(trainer.lines());
    Files.write(file, lines);
  }

  private void learn(Stream<Row> rows) {
    List<Example> examples = new ArrayList<>();
    rows.map(this::example).filter(e -> !e.counts().isEmpty()).forEach(examples::add);
    Arrays.fill(seen, 0.1);
    Random random = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      Collections.shuffle(examples, random);
      examples.forEach(this::learn);
    }
  }

  private Example example(Row row) {
    Spoken spoken = new Spoken(grammar);
    Evidence evidence = new Evidence(grammar, spoken);
    PhraseMatcher matcher = new PhraseMatcher(grammar, evidence);
    PlainText text = new PlainText();
    new WordReader(matcher, evidence, new Payloads(), new UsedWords()).read(text.read(row.text()));
    matcher.settle(0);
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int set : spoken.sets) {
      for (int concept : conceptsOfSet[set]) {
        counts.merge(concept, 1, Integer::sum);
      }
    }
    return new Example(counts, row.kind().equals("clear") || row.kind().equals("subtle"));
  }

  private void learn(Example example) {
    double sum = start;
    for (Map.Entry<Integer, Integer> entry : example.counts().entrySet()) {
      sum += weights[entry.getKey()] * entry.getValue();
    }
    double error = 1 / (1 + StrictMath.exp(-sum)) - (example.attack() ? 1 : 0);
    example.counts().forEach((concept, count) -> adjust(concept, error * count));
    start -= RATE_OF_START * error;
  }

  private void adjust(int concept, double slope) {
    seen[concept] += slope * slope;
    weights[concept] -= RATE * (slope + DECAY * weights[concept]) / Math.sqrt(seen[concept]);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(Long.toString(round(start))));
    List<String> concepts = builder.concepts();
    for (int concept = 0; concept < weights.length; concept++) {
      if (Math.abs(round(weights[concept])) >= LEAST) {
        lines.add(concepts.get(concept) + " " + round(weights[concept]));
      }
    }
    return lines;
  }

  private static long round(double weight) {
    return Math.round(weight * Leaning.SCALE);
  }
}
