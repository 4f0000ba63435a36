package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.safety.Corpus.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Learns {@code leanings.txt} and {@code wordings.txt} from the corpus, by logistic regression over
 * how often words of each concept, each word, and each pair of words are said: run it when rows
 * were added. The result is the same whenever the corpus is.
 */
final class LeaningTrainer {
  private static final int ROUNDS = 20;
  private static final double RATE = 0.1;
  private static final double DECAY = 0.003;
  private static final double RATE_OF_START = 0.005;
  private static final int LEAST = 10; // a weight that is worth a line
  private static final int ROWS = 2; // in which a word is said at least

  private final GrammarBuilder builder = GrammarReader.build();
  private final Grammar grammar = new Grammar(builder);
  private final int[][] conceptsOfSet = builder.conceptsOfSet();
  private final List<String> concepts = builder.concepts();
  private final Map<String, Weight> weights = new TreeMap<>();
  private double start;

  /** What is learned of a concept, with a {@code #} before its name, a word, or a pair. */
  private static final class Weight {
    private int rows;
    private double value;
    private double seen = 0.1;
  }

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

  private record Example(Map<Weight, Integer> counts, boolean attack) {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    LeaningTrainer trainer = new LeaningTrainer();
    trainer.learn(
        Stream.of(Corpus.attacks(), Corpus.families(), Corpus.benign())
            .flatMap(List::stream)
            .toList());
    trainer.write(folder.resolve("leanings.txt"), true);
    trainer.write(folder.resolve("wordings.txt"), false);
  }

  private void learn(List<Row> rows) {
    List<Map<String, Integer>> said = rows.stream().map(this::said).toList();
    for (Map<String, Integer> names : said) {
      names.keySet().forEach(name -> weights.computeIfAbsent(name, n -> new Weight()).rows++);
    }
    weights.entrySet().removeIf(w -> w.getValue().rows < ROWS && w.getKey().charAt(0) != '#');
    List<Example> examples = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      String kind = rows.get(row).kind();
      boolean attack = kind.equals("clear") || kind.equals("subtle");
      examples.add(new Example(counts(said.get(row)), attack));
    }
    Random random = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      Collections.shuffle(examples, random);
      examples.forEach(this::learn);
    }
  }

  private Map<Weight, Integer> counts(Map<String, Integer> said) {
    Map<Weight, Integer> counts = new LinkedHashMap<>(); // in their order: sums depend on it
    said.forEach(
        (name, count) -> {
          Weight weight = weights.get(name);
          if (weight != null) {
            counts.put(weight, count);
          }
        });
    return counts;
  }

  private Map<String, Integer> said(Row row) {
    Spoken spoken = new Spoken(grammar);
    Evidence evidence = new Evidence(grammar, spoken);
    PhraseMatcher matcher = new PhraseMatcher(grammar, evidence);
    PlainText text = new PlainText();
    WordReader reader = new WordReader(matcher, evidence, new Payloads(), new UsedWords());
    reader.start(text.read(row.text()));
    while (reader.readOn()) {
      // to the end
    }
    spoken.wording().keep(text.chars(), 0, text.length(), matcher.now());
    matcher.settle(0);
    Map<String, Integer> said = new TreeMap<>();
    for (int set : spoken.sets) {
      for (int concept : conceptsOfSet[set]) {
        said.merge("#" + concepts.get(concept), 1, Integer::sum);
      }
    }
    Map<Integer, String> written = written(text.text().toLowerCase(Locale.ROOT));
    for (int words : spoken.wording().all()) {
      String name = written.get(words);
      if (name != null) {
        said.merge(name, 1, Integer::sum);
      }
    }
    return said;
  }

  /** The words of a text, and the pairs of them that may be, by what stands for them. */
  private static Map<Integer, String> written(String text) {
    List<String> words = new ArrayList<>(List.of("."));
    for (int from = 0, to; from < text.length(); from = to) {
      to = from + 1;
      if (isOfWord(text.charAt(from))) {
        while (to < text.length() && isOfWord(text.charAt(to))) {
          to++;
        }
        String word = text.substring(from, to);
        words.add(Wording.of(word) == Wording.of("0") ? "0" : word);
      } else if (CharKind.of(text.charAt(from)) == CharKind.IDEOGRAPH) {
        words.add(text.substring(from, to));
      }
    }
    Map<Integer, String> written = new HashMap<>();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      written.put(Wording.of(word), word);
      for (String before : new HashSet<>(List.of(".", words.get(i - 1)))) {
        written.put(Wording.pair(Wording.of(before), Wording.of(word)), before + " " + word);
      }
    }
    return written;
  }

  private static boolean isOfWord(char c) {
    return CharKind.of(c) == CharKind.WORD || c == '\'';
  }

  private void learn(Example example) {
    double sum = start;
    for (Map.Entry<Weight, Integer> entry : example.counts().entrySet()) {
      sum += entry.getKey().value * entry.getValue();
    }
    double error = 1 / (1 + StrictMath.exp(-sum)) - (example.attack() ? 1 : 0);
    example.counts().forEach((weight, count) -> adjust(weight, error * count));
    start -= RATE_OF_START * error;
  }

  private static void adjust(Weight weight, double error) {
    double slope = error + DECAY * weight.value;
    weight.seen += slope * slope;
    weight.value -= RATE * slope / Math.sqrt(weight.seen);
  }

  private void write(Path file, boolean ofConcepts) throws IOException {
    List<String> lines = new ArrayList<>(List.of(Files.readAllLines(file).get(0)));
    if (ofConcepts) {
      lines.add(Long.toString(Math.round(start * Leaning.SCALE)));
    }
    weights.forEach(
        (name, weight) -> {
          long rounded = Math.round(weight.value * Leaning.SCALE);
          if (name.startsWith("#") == ofConcepts && Math.abs(rounded) >= LEAST) {
            lines.add((ofConcepts ? name.substring(1) : name) + " " + rounded);
          }
        });
    Files.write(file, lines);
  }
}
