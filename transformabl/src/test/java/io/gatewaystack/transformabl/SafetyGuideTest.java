package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Layer;
import io.gatewaystack.transformabl.pinning.FilePinStore;
import io.gatewaystack.transformabl.pinning.OnChange;
import io.gatewaystack.transformabl.pinning.Pin;
import io.gatewaystack.transformabl.pinning.ToolPins;
import io.gatewaystack.transformabl.safety.BoundedClassifier;
import io.gatewaystack.transformabl.safety.Certainty;
import io.gatewaystack.transformabl.safety.FailMode;
import io.gatewaystack.transformabl.safety.SafetyCategory;
import io.gatewaystack.transformabl.safety.SafetyLabel;
import io.gatewaystack.transformabl.safety.SafetyRules;
import io.gatewaystack.transformabl.safety.SafetyScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the guide says of unsafe text and of pinned tools is what happens, and its code compiles.
 */
class SafetyGuideTest {
  private static final String SOURCE =
      "src/test/java/io/gatewaystack/transformabl/SafetyGuideTest.java";

  @TempDir private Path directory;

  private static String guide() throws IOException {
    String guide = Files.readString(Path.of("../docs/content.md"));
    return guide.substring(guide.indexOf("\n## Unsafe text\n"), guide.indexOf("\n## Modes\n"));
  }

  @Test
  void everyExampleIsLabelledAsSaid() throws IOException {
    List<MatchResult> rows =
        Pattern.compile("^\\| `(\\w+)` \\| `(.*)` \\| `(\\w+)` \\|$", Pattern.MULTILINE)
            .matcher(guide())
            .results()
            .toList();
    assertThat(rows).hasSizeGreaterThan(10);
    for (MatchResult row : rows) {
      SafetyLabel label =
          SafetyScanner.standard().scan(row.group(2)).find(row.group(1)).orElseThrow();
      assertThat(label.reasons()).as(row.group(2)).contains(row.group(3));
    }
    for (SafetyCategory category : SafetyCategory.values()) {
      assertThat(rows).anyMatch(row -> row.group(1).equals(category.label()));
    }
  }

  @Test
  void everySnippetStandsInThisTest() throws IOException {
    String source = code(Files.readString(Path.of(SOURCE)));
    List<MatchResult> snippets =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(guide()).results().toList();
    assertThat(snippets).hasSize(4);
    for (MatchResult snippet : snippets) {
      assertThat(source).contains(code(snippet.group(1)));
    }
  }

  /** Code without its layout, in which a test names its file otherwise. */
  private static String code(String text) {
    return text.replaceAll("//.*", "")
        .replace("Path.of(\"pins.json\")", "file")
        .replaceAll("\\s+", "");
  }

  private interface Model {
    Collection<SafetyLabel> labels(String text);
  }

  @Test
  void rulesAreBuiltAsShown() {
    SafetyRules rules =
        SafetyRules.builder()
            .without(SafetyCategory.CODE_INJECTION)
            .atLeast(Certainty.CLEAR)
            .block(SafetyCategory.PROMPT_INJECTION)
            .build();
    Layer content =
        Transformabl.builder().safety(rules).responseSafety(SafetyRules.standard()).build();
    assertThat(content.name()).isEqualTo("transformabl");
  }

  @Test
  void aClassifierIsBuiltAsShown() {
    Model model = text -> List.of();
    Executor executor = Runnable::run;
    BoundedClassifier judge =
        BoundedClassifier.builder(text -> model.labels(text), executor)
            .deadline(Duration.ofMillis(80))
            .maxConcurrent(8)
            .failMode(FailMode.CLOSED)
            .build();
    SafetyRules asked = SafetyRules.builder().classifier(judge).block("hate").build();
    assertThat(asked.classifier()).contains(judge);
  }

  @Test
  void pinsAreBuiltAndApprovedAsShown() throws IOException {
    Path file = directory.resolve("pins.json");
    Layer pins =
        ToolPins.builder(FilePinStore.open(file))
            .onChange(OnChange.REAPPROVE)
            .blockUnsafe()
            .build();
    assertThat(pins.name()).isEqualTo("pins");
    FilePinStore store = FilePinStore.open(file);
    for (Pin pin : store.pending()) {
      System.out.println(pin.upstream() + " " + pin.tool() + " " + pin.changed());
      store.approve(pin.upstream(), pin.tool(), pin.seen().value());
    }
    assertThat(store.pending()).isEmpty();
  }
}
