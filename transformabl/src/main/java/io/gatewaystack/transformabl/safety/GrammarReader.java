package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.safety.Grammar.Kind;
import io.gatewaystack.transformabl.safety.Grammar.Phrase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Reads the grammar from the files beside this class.
 *
 * <p>Files of words say what words mean: {@code CONCEPT: word word}; lines that start with a space
 * go on. Words of the concept {@code PLAIN} mean nothing: they are never half of a word that was
 * torn apart by a space.
 *
 * <p>The files of phrases say what sequences mean, one to a line:
 *
 * <pre>{@code
 * CONCEPT = step gap step
 * inject family weight = step gap step ! CONCEPT:reach
 * }</pre>
 *
 * <p>A step is one or more concepts or words, separated by {@code |}; a gap is the most words
 * between two steps. The first form makes a concept of a phrase. Behind the exclamation mark stand
 * concepts that must not occur in so many words before the phrase or, where that number is 0,
 * within it.
 *
 * <p>The file of leanings says what words of a concept, or of none, {@link Leaning lean} to: a
 * concept and a number, or a number alone. The file of wordings says the same of words as they are
 * written, and of pairs of them, where a dot stands before the first word of a sentence.
 */
final class GrammarReader {
  private static final List<String> WORDS =
      List.of(
          "words-en.txt",
          "words-de.txt",
          "words-romance.txt",
          "words-more.txt",
          "words-agents.txt");
  private static final List<String> PHRASES = List.of("phrases.txt", "phrases-agents.txt");

  private final GrammarBuilder builder = new GrammarBuilder();
  private final PlainText plain = new PlainText();

  private GrammarReader() {}

  static Grammar read() {
    return new Grammar(build());
  }

  /** Reads all files. */
  static GrammarBuilder build() {
    GrammarReader reader = new GrammarReader();
    WORDS.forEach(file -> reader.words(lines(file)));
    PHRASES.forEach(file -> lines(file).forEach(reader::phrase));
    lines("leanings.txt").forEach(reader::leaning);
    lines("wordings.txt").forEach(reader::wording);
    return reader.builder;
  }

  private void leaning(String line) {
    String[] parts = line.split(" ", -1);
    int weight = Integer.parseInt(parts[parts.length - 1]);
    if (parts.length == 1) {
      builder.leaning(weight);
    } else {
      builder.leaning(parts[0], weight);
    }
  }

  private void wording(String line) {
    String[] parts = line.split(" ", -1);
    int weight = Integer.parseInt(parts[parts.length - 1]);
    int first = Wording.of(parts[0]);
    if (parts.length == 2) {
      builder.wording(first, weight);
    } else {
      builder.wording(first, Wording.of(parts[1]), weight);
    }
  }

  /** The lines of a file beside this class, without those that are empty or comments. */
  static List<String> lines(String file) {
    InputStream in = GrammarReader.class.getResourceAsStream(file);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(in, file), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private void words(List<String> lines) {
    String concept = "";
    for (String line : lines) {
      String words = line;
      if (line.charAt(0) != ' ') {
        int colon = line.indexOf(':');
        concept = line.substring(0, colon);
        words = line.substring(colon + 1);
      }
      for (String word : words.strip().split("\\s+", -1)) {
        word(concept, word);
      }
    }
  }

  private void word(String concept, String word) {
    if (word.isEmpty()) {
      return;
    }
    String folded = folded(word);
    if (concept.equals("PLAIN")) {
      builder.plainWord(folded);
    } else {
      builder.word(folded, builder.concept(concept));
    }
  }

  /** Words are folded as texts are, so that they meet. */
  private String folded(String word) {
    return plain.read(word).text().toLowerCase(Locale.ROOT);
  }

  private void phrase(String line) {
    int equals = line.indexOf(" = ");
    int but = line.indexOf(" ! ");
    String[] head = line.substring(0, equals).strip().split("\\s+", -1);
    String body = line.substring(equals + 3, but < 0 ? line.length() : but);
    String[] exceptions =
        but < 0 ? new String[0] : line.substring(but + 3).strip().split("\\s+", -1);
    int[] unless = new int[exceptions.length];
    int[] reach = new int[exceptions.length];
    for (int i = 0; i < exceptions.length; i++) {
      String[] parts = exceptions[i].split(":", -1);
      unless[i] = builder.spoiler(known(parts[0]));
      reach[i] = Integer.parseInt(parts[1]);
    }
    List<int[]> alternatives = new ArrayList<>();
    List<Integer> gaps = new ArrayList<>(List.of(Grammar.FIRST));
    String[] tokens = body.strip().split("\\s+", -1);
    for (int i = 0; i < tokens.length; i++) {
      if (i % 2 == 0) {
        alternatives.add(alternatives(tokens[i]));
      } else {
        gaps.add(Integer.parseInt(tokens[i]));
      }
    }
    builder.phrase(head(head, unless, reach), alternatives, gaps);
  }

  private Phrase head(String[] head, int[] unless, int[] reach) {
    if (head.length == 1) {
      int emits = builder.set(builder.concept(head[0]));
      return new Phrase(Kind.DEFINE, 0, 0, emits, unless, reach);
    }
    Kind kind = Kind.valueOf(head[0].toUpperCase(Locale.ROOT));
    return new Phrase(kind, builder.family(head[1]), Integer.parseInt(head[2]), 0, unless, reach);
  }

  private int[] alternatives(String step) {
    String[] names = step.split("\\|", -1);
    int[] concepts = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      boolean literal = !Character.isUpperCase(names[i].charAt(0));
      if (literal) {
        String folded = folded(names[i]);
        concepts[i] = builder.concept("'" + folded);
        builder.word(folded, concepts[i]);
      } else {
        concepts[i] = known(names[i]);
      }
    }
    return concepts;
  }

  private int known(String concept) {
    if (!builder.knows(concept)) {
      throw new IllegalStateException("phrases: " + concept + " (expected: a concept of words)");
    }
    return builder.concept(concept);
  }
}
