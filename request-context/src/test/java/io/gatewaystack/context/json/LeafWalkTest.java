package io.gatewaystack.context.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LeafWalkTest {
  private static final int DOCUMENTS = 1_000;

  record Seen(Leaf.Kind kind, String raw, String text, String pointer) {}

  @Test
  void visitsKeysAndScalarsInDocumentOrder() {
    List<Seen> seen =
        walk(
            "{ \"a\" : [1.00, \"x\\n\", {\"b/~\":null}], \"\": {}, \"\\u0063\":-2e+1,\"d\":false}");

    assertThat(seen)
        .containsExactly(
            new Seen(Leaf.Kind.KEY, "\"a\"", "a", "/a"),
            new Seen(Leaf.Kind.NUMBER, "1.00", "1.00", "/a/0"),
            new Seen(Leaf.Kind.STRING, "\"x\\n\"", "x\n", "/a/1"),
            new Seen(Leaf.Kind.KEY, "\"b/~\"", "b/~", "/a/2/b~1~0"),
            new Seen(Leaf.Kind.NULL, "null", "null", "/a/2/b~1~0"),
            new Seen(Leaf.Kind.KEY, "\"\"", "", "/"),
            new Seen(Leaf.Kind.KEY, "\"\\u0063\"", "c", "/c"),
            new Seen(Leaf.Kind.NUMBER, "-2e+1", "-2e+1", "/c"),
            new Seen(Leaf.Kind.KEY, "\"d\"", "d", "/d"),
            new Seen(Leaf.Kind.BOOLEAN, "false", "false", "/d"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"1", " true ", "\"a\"", "null", "-0.5E-7"})
  void visitsAScalarThatIsTheWholeDocument(String document) {
    assertThat(walk(document))
        .singleElement()
        .satisfies(
            leaf -> {
              assertThat(leaf.raw()).isEqualTo(document.strip());
              assertThat(leaf.pointer()).isEmpty();
            });
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"{}", "[]", "[[],{},[{}]]", " [ ] "})
  void visitsNothingInEmptyContainers(String document) {
    assertThat(walk(document)).isEmpty();
  }

  @Test
  void knowsWhereItIsBehindNestedContainers() {
    assertThat(walk("[{},\"a\",[],{\"k\":{}},[[2]],\"b\"]"))
        .extracting(Seen::pointer)
        .containsExactly("/1", "/3/k", "/4/0/0", "/5");
  }

  @Test
  void walksDownToTheDeepestLevel() {
    int depth = JsonDocument.MAX_DEPTH;
    assertThat(walk("[".repeat(depth) + "7" + "]".repeat(depth)))
        .containsExactly(new Seen(Leaf.Kind.NUMBER, "7", "7", "/0".repeat(depth)));
  }

  @Test
  void saysWhetherTextAndBytesDiffer() {
    List<Boolean> escaped = new ArrayList<>();
    parse("[\"plain é\",\"a\\/b\",\"\\\\\",{\"\\u0061\":1}]")
        .walk(leaf -> escaped.add(leaf.escaped()));

    assertThat(escaped).containsExactly(false, true, true, true, false);
  }

  @Test
  void findsInRandomDocumentsWhatTheTreeHolds() {
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      JsonDocument document = JsonDocument.parse(RandomJson.document(seed));
      int[] scalars = {0};
      document.walk(
          leaf -> {
            JsonNode node = document.tree().at(leaf.pointer());
            assertThat(node.isMissingNode()).as(leaf.pointer()).isFalse();
            if (leaf.kind() != Leaf.Kind.KEY) {
              scalars[0]++;
              assertSame(leaf, node);
            }
          });
      assertThat(scalars[0]).isEqualTo(scalarsIn(document.tree()));
    }
  }

  private static void assertSame(Leaf leaf, JsonNode node) {
    switch (leaf.kind()) {
      case STRING -> assertThat(leaf.text()).isEqualTo(node.stringValue());
      case NUMBER -> assertThat(parse(leaf.text()).tree()).isEqualTo(node);
      case BOOLEAN -> assertThat(leaf.text()).isEqualTo(String.valueOf(node.booleanValue()));
      case NULL -> assertThat(node.isNull()).isTrue();
      case KEY -> throw new AssertionError("not a scalar");
    }
  }

  private static int scalarsIn(JsonNode node) {
    int count = node.isContainer() ? 0 : 1;
    for (JsonNode child : node) {
      count += scalarsIn(child);
    }
    return count;
  }

  @Test
  void leavesOnlyStructureAndSpaceBetweenTheSpansOfRandomDocuments() {
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      byte[] bytes = RandomJson.document(seed);
      StringBuilder between = new StringBuilder();
      int[] end = {0};
      JsonDocument.parse(bytes)
          .walk(
              leaf -> {
                assertThat(leaf.from()).isBetween(end[0], bytes.length);
                assertThat(leaf.to()).isGreaterThan(leaf.from());
                between.append(new String(bytes, end[0], leaf.from() - end[0], UTF_8));
                end[0] = leaf.to();
              });
      between.append(new String(bytes, end[0], bytes.length - end[0], UTF_8));
      assertThat(between.toString()).matches("[\\s\\[\\]{}:,]*");
    }
  }

  private static List<Seen> walk(String document) {
    byte[] bytes = document.getBytes(UTF_8);
    List<Seen> seen = new ArrayList<>();
    JsonDocument.parse(bytes)
        .walk(
            leaf ->
                seen.add(
                    new Seen(
                        leaf.kind(),
                        new String(bytes, leaf.from(), leaf.to() - leaf.from(), UTF_8),
                        leaf.text(),
                        leaf.pointer())));
    return seen;
  }

  private static JsonDocument parse(String document) {
    return JsonDocument.parse(document.getBytes(UTF_8));
  }
}
