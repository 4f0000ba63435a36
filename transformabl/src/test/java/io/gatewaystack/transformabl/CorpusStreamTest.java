package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text of the corpus is redacted in a stream as it is when it comes whole. */
class CorpusStreamTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final Pattern MARKED = Pattern.compile("\\{\\{[^|{}]*\\|(.*?)}}");
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();

  private static List<String> texts() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files.sorted().flatMap(CorpusStreamTest::lines).distinct().toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.indexOf('\t') > 0)
          .map(line -> line.substring(line.indexOf('\t') + 1))
          .map(text -> MARKED.matcher(text).replaceAll("$1").replace("\\n", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String streamed(String text, SplittableRandom random, int longest) {
    Redactor redactor =
        new Redactor(SCANNER, RedactionRules.all(Redaction.placeholder()), null, new Tally());
    ScanFlow flow = new ScanFlow(redactor, "", false);
    StringBuilder sent = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(longest));
      sent.append(flow.more(text.substring(at, end)));
      at = end;
    }
    return sent.append(flow.rest()).toString();
  }

  @Test
  void streamIsBatch() throws IOException {
    List<String> different = new ArrayList<>();
    List<String> texts = texts();
    assertThat(texts).hasSizeGreaterThan(500);
    SplittableRandom random = new SplittableRandom(1);
    for (String text : texts) {
      String whole = SCANNER.redact(text, Redaction.placeholder());
      for (int longest : new int[] {1, 9}) {
        String streamed = streamed(text, random, longest);
        if (!streamed.equals(whole)) {
          different.add(text + "\n  whole " + whole + "\n  cut   " + streamed);
        }
      }
    }
    assertThat(different).isEmpty();
  }
}
