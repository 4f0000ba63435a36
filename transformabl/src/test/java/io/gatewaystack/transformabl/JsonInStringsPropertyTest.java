package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.transformabl.corpus.Corpus;
import io.gatewaystack.transformabl.corpus.Row;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** Random documents with documents in their strings, each reproducible from its seed. */
class JsonInStringsPropertyTest {
  private static final Redaction PLACEHOLDER = Redaction.placeholder();

  static final List<RedactionRules> RULES =
      List.of(
          RedactionRules.all(PLACEHOLDER),
          RedactionRules.all(Redaction.mask()),
          RedactionRules.all(Redaction.remove()),
          RedactionRules.all(Redaction.pseudonym()),
          RedactionRules.all(Redaction.placeholder("{TYPE}")),
          RedactionRules.builder().otherwise(PLACEHOLDER).keep("/nowhere").build(),
          RedactionRules.builder().otherwise(PLACEHOLDER).keys().build());

  private static final TextScanner SCANNER = TextScanner.ofAllTypes();
  private static final int DOCUMENTS = 80;

  /** What is found wherever it stands, and nothing else with it. */
  private static final String[] PLANTED = {
    "\"mail joe@example.com now\"",
    "4111111111111111",
    "4.111111111111111E15",
    "\"card 4111 1111 1111 1111\"",
    "\"123-45-6789\"",
    "\"jo\\u0065@example.com 😀\""
  };

  private static final String[] OTHERS = {
    "0",
    "-1",
    "1.00",
    "true",
    "null",
    "\"wood\"",
    "\"two lines\\nof wood\"",
    "\"日本 😀\"",
    "[]",
    "{}"
  };

  private static final String[] NAMES = {
    "alpha", "beta", "gamma", "delta", "v", "x y", "a/b", "joe@example.com"
  };

  /** Names that say something, so that what stands beside a value changes how it is read. */
  private static final String[] TELLING = {
    "ssn", "type", "id", "k", "name", "order", "value", "v", "phone", "password", "joe@example.com"
  };

  @ParameterizedTest
  @FieldSource("RULES")
  void whatIsPlantedIsRedactedAndNothingElseWhateverTheDepth(RedactionRules rules) {
    int changed = 0;
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      JsonDocument before = parse(new RandomJson(seed, PLANTED, OTHERS, NAMES).object(0));
      JsonDocument after = redacted(before, rules);
      assertOnlyPlantedDiffers(before.tree(), after.tree(), rules, "seed " + seed);
      assertThat(redacted(after, rules)).as("seed %d, second pass", seed).isSameAs(after);
      changed += after.equals(before) ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(DOCUMENTS / 3);
  }

  @ParameterizedTest
  @FieldSource("RULES")
  void aSecondPassChangesNothingWhateverStandsSideBySide(RedactionRules rules) {
    String[] texts =
        Stream.of("plain.tsv", "evasion.tsv")
            .flatMap(file -> Corpus.read(file, 1).stream().map(Row::text))
            .map(text -> new String(JsonDocument.quote(text), UTF_8))
            .toArray(String[]::new);
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      JsonDocument before = parse(new RandomJson(seed, texts, PLANTED, TELLING).object(0));
      JsonDocument after = redacted(before, rules);
      assertThat(redacted(after, rules)).as("seed %d, second pass", seed).isSameAs(after);
    }
  }

  private static JsonDocument parse(String json) {
    return JsonDocument.parse(json.getBytes(UTF_8));
  }

  private static JsonDocument redacted(JsonDocument document, RedactionRules rules) {
    Redactor redactor = new Redactor(SCANNER, rules, null, new Tally());
    JsonScan scan = new JsonScan(redactor, document, JsonScan.Place.body(pointer -> false));
    return document.splice(scan.edits());
  }

  private static void assertOnlyPlantedDiffers(
      JsonNode before, JsonNode after, RedactionRules rules, String seed) {
    JsonNode inner = before.isString() ? document(before.stringValue()) : null;
    if (inner != null) {
      JsonNode innerAfter = document(after.stringValue());
      assertThat(innerAfter).as("%s: %s", seed, after).isNotNull();
      assertOnlyPlantedDiffers(inner, innerAfter, rules, seed);
    } else if (before.isContainer()) {
      assertThat(after.getNodeType()).as(seed).isEqualTo(before.getNodeType());
      assertThat(after.size()).as(seed).isEqualTo(before.size());
      assertNames(before, after, rules, seed);
      Iterator<JsonNode> values = after.values().iterator();
      before.values().forEach(v -> assertOnlyPlantedDiffers(v, values.next(), rules, seed));
    } else if (isPersonal(before)) {
      assertThat(after.isString()).as("%s: %s", seed, after).isTrue();
      assertThat(isPersonal(after)).as("%s: %s", seed, after).isFalse();
    } else {
      assertThat(after).as(seed).isEqualTo(before);
    }
  }

  private static void assertNames(
      JsonNode before, JsonNode after, RedactionRules rules, String seed) {
    Iterator<String> names = after.propertyNames().iterator();
    for (String name : before.propertyNames()) {
      boolean changes = rules.redactsKeys() && !SCANNER.scan(name).matches().isEmpty();
      assertThat(names.next().equals(name)).as("%s: %s", seed, name).isNotEqualTo(changes);
    }
  }

  private static boolean isPersonal(JsonNode leaf) {
    String text = leaf.isNumber() ? PlainNumber.of(leaf.asString()) : leaf.asString("");
    return !SCANNER.scan(text).matches().isEmpty();
  }

  private static @Nullable JsonNode document(String text) {
    try {
      JsonNode node = parse(text).tree();
      return node.isContainer() ? node : null;
    } catch (InvalidJson e) {
      return null;
    }
  }

  /** Writes one document. */
  private static final class RandomJson {
    private final SplittableRandom random;
    private final String[] some;
    private final String[] others;
    private final String[] names;

    RandomJson(int seed, String[] some, String[] others, String[] names) {
      this.random = new SplittableRandom(seed);
      this.some = some;
      this.others = others;
      this.names = names;
    }

    String object(int depth) {
      Set<String> used = new LinkedHashSet<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        used.add(any(names));
      }
      return used.stream()
          .map(name -> quoted(name) + ":" + " ".repeat(random.nextInt(2)) + value(depth + 1))
          .collect(Collectors.joining(",", "{", "}"));
    }

    private String array(int depth) {
      return Stream.generate(() -> value(depth + 1))
          .limit(random.nextInt(5))
          .collect(Collectors.joining(", ", "[", "]"));
    }

    private String value(int depth) {
      return switch (random.nextInt(depth > 4 ? 4 : 8)) {
        case 0, 1 -> any(some);
        case 2, 3 -> any(others);
        case 4 -> object(depth);
        case 5 -> array(depth);
        case 6 -> quoted(object(depth));
        default -> quoted(array(depth));
      };
    }

    private String any(String[] choice) {
      return choice[random.nextInt(choice.length)];
    }

    /** A string, sometimes with more escapes than it needs. */
    private String quoted(String text) {
      String plain = new String(JsonDocument.quote(text), UTF_8);
      if (random.nextInt(4) > 0) {
        return plain;
      }
      StringBuilder escaped = new StringBuilder("\"");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean must = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
        escaped.append(
            must || random.nextInt(3) == 0 ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
      return escaped.append('"').toString();
    }
  }
}
