package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Random documents, each reproducible from its seed. */
class JsonRedactionPropertyTest {
  static final List<Redaction> REDACTIONS =
      List.of(
          Redaction.mask(),
          Redaction.mask('#', 4),
          Redaction.remove(),
          Redaction.hash(new byte[32]),
          Redaction.pseudonym(),
          Redaction.placeholder(),
          Redaction.placeholder("<<{TYPE}>>"));

  private static final TextScanner SCANNER = TextScanner.ofAllTypes();
  private static final int DOCUMENTS = 600;

  private record Token(Leaf.Kind kind, String pointer, String raw, String text) {}

  @ParameterizedTest
  @FieldSource("REDACTIONS")
  void changesMatchedLeavesOnlyAndNeverTwice(Redaction redaction) {
    int changed = 0;
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      JsonDocument before = parse(new RandomJson(seed, true).document());
      JsonDocument after = redacted(before, redaction);
      assertOnlyMatchedLeavesDiffer(before, after, "seed " + seed);
      assertThat(redacted(after, redaction)).as("seed %d, second pass", seed).isSameAs(after);
      changed += after.equals(before) ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(DOCUMENTS / 3);
  }

  @ParameterizedTest
  @FieldSource("REDACTIONS")
  void returnsTheSameDocumentWhenNothingMatches(Redaction redaction) {
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      JsonDocument before = parse(new RandomJson(seed, false).document());
      assertThat(redacted(before, redaction)).as("seed %d", seed).isSameAs(before);
    }
  }

  private static JsonDocument parse(String json) {
    return JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonDocument redacted(JsonDocument document, Redaction redaction) {
    Redactor redactor = new Redactor(SCANNER, RedactionRules.all(redaction), null, new Tally());
    JsonScan scan = new JsonScan(redactor, document, JsonScan.Place.body(pointer -> false));
    return document.splice(scan.edits());
  }

  private static void assertOnlyMatchedLeavesDiffer(
      JsonDocument before, JsonDocument after, String seed) {
    List<Token> old = tokens(before);
    List<Token> now = tokens(after);
    assertThat(now).as(seed).hasSameSizeAs(old);
    TextScanner scanner = SCANNER;
    for (int i = 0; i < old.size(); i++) {
      Token leaf = old.get(i);
      boolean matches =
          leaf.kind() != Leaf.Kind.KEY && !scanner.scan(leaf.text()).matches().isEmpty();
      assertThat(now.get(i).pointer()).as(seed).isEqualTo(leaf.pointer());
      if (matches) {
        assertThat(now.get(i).kind()).as(seed).isEqualTo(Leaf.Kind.STRING);
        assertThat(now.get(i).raw()).as(seed).isNotEqualTo(leaf.raw());
      } else {
        assertThat(now.get(i)).as(seed).isEqualTo(leaf);
      }
    }
    assertThat(between(after, now)).as(seed).isEqualTo(between(before, old));
  }

  private static List<Token> tokens(JsonDocument document) {
    List<Token> tokens = new ArrayList<>();
    document.walk(
        leaf -> {
          byte[] bytes = document.bytes();
          String raw =
              new String(bytes, leaf.from(), leaf.to() - leaf.from(), StandardCharsets.UTF_8);
          tokens.add(new Token(leaf.kind(), leaf.pointer(), raw, leaf.text()));
        });
    return tokens;
  }

  /** The document without its tokens: brackets, commas and white space as written. */
  private static String between(JsonDocument document, List<Token> tokens) {
    String text = new String(document.bytes(), StandardCharsets.UTF_8);
    StringBuilder rest = new StringBuilder();
    int at = 0;
    for (Token token : tokens) {
      int found = text.indexOf(token.raw(), at);
      rest.append(text, at, found).append('.');
      at = found + token.raw().length();
    }
    return rest.append(text.substring(at)).toString();
  }

  /** Writes one document. */
  private static final class RandomJson {
    private static final String[] PERSONAL = {
      "joe@example.com",
      "4111 1111 1111 1111",
      "123-45-6789",
      "5500000000000004",
      "４１１１１１１１１１１１１１１１",
      "jo\\u0065\\u0040example.com",
      "ann\u200B@example.org"
    };
    private static final String[] HARMLESS = {
      "word ",
      "Grüße ",
      "日本",
      "😀",
      "\\n",
      "\\\"",
      "\\\\",
      "\\/",
      "\\u00e9",
      "\\ud83d\\ude00",
      "4111111111111112 ",
      "2026-07-28T12:34:56Z ",
      "v1.2.3 ",
      "x",
      "-",
      " ",
      "#",
      "12",
      "\u200B"
    };
    private static final String[] NUMBERS = {
      "0", "-1", "1.00", "-0.0", "1E+2", "2.50", "4111111111111112", "1753689600000", "123456789"
    };

    private final SplittableRandom random;
    private final boolean personal;
    private final StringBuilder json = new StringBuilder();

    RandomJson(int seed, boolean personal) {
      this.random = new SplittableRandom(seed);
      this.personal = personal;
    }

    String document() {
      container(0);
      return json.toString();
    }

    private void value(int depth) {
      switch (random.nextInt(depth > 4 ? 4 : 7)) {
        case 0 -> json.append(NUMBERS[random.nextInt(NUMBERS.length)]);
        case 1 -> json.append(random.nextBoolean() ? "true" : "null");
        case 2 -> json.append(personal && random.nextInt(3) == 0 ? "4111111111111111" : "7");
        case 3, 4 -> string();
        default -> container(depth);
      }
    }

    private void container(int depth) {
      boolean object = random.nextBoolean();
      json.append(object ? "{" : "[");
      int size = random.nextInt(6);
      for (int i = 0; i < size; i++) {
        json.append(i > 0 ? "," : "").append(" \n\t".charAt(random.nextInt(3)));
        if (object) {
          json.append("\"k").append(i).append(personal ? "@k.co\": " : "\":");
        }
        value(depth + 1);
      }
      json.append(object ? "}" : "]");
    }

    private void string() {
      json.append('"');
      for (int i = random.nextInt(5); i > 0; i--) {
        boolean match = personal && random.nextInt(4) == 0;
        String[] words = match ? PERSONAL : HARMLESS;
        json.append(words[random.nextInt(words.length)]);
      }
      json.append('"');
    }
  }
}
