package io.gatewaystack.context.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.json.JsonDocument.Edit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;

class JsonDocumentTest {
  private static final String TEXT = "{ \"n\" : 1.00,\"s\":\"a\\u0062\" , \"t\": true }";

  @Test
  void keepsEveryByteThatNoEditTouches() {
    JsonDocument document = parse(TEXT);

    JsonDocument changed = document.splice(List.of(replace(TEXT, "\"a\\u0062\"", "\"x\"")));

    assertThat(text(changed)).isEqualTo("{ \"n\" : 1.00,\"s\":\"x\" , \"t\": true }");
    assertThat(text(document)).isEqualTo(TEXT);
    assertThat(changed.tree().path("s").stringValue()).isEqualTo("x");
  }

  @Test
  void appliesSeveralEditsThatGrowShrinkInsertAndRemove() {
    JsonDocument changed =
        parse(TEXT)
            .splice(
                List.of(
                    new Edit(1, 1, bytes("\"first\":[],")),
                    replace(TEXT, "1.00", "\"a much longer value\""),
                    replace(TEXT, " , \"t\": true", "")));

    assertThat(text(changed))
        .isEqualTo("{\"first\":[], \"n\" : \"a much longer value\",\"s\":\"a\\u0062\" }");
  }

  @Test
  void editsTouchingEachOtherAndInsertionsAtOnePlaceKeepTheirOrder() {
    JsonDocument changed =
        parse("[1,2]")
            .splice(
                List.of(
                    new Edit(1, 2, bytes("3")),
                    new Edit(2, 2, bytes(",4")),
                    new Edit(2, 2, bytes(",5")),
                    new Edit(2, 4, bytes(",6"))));

    assertThat(text(changed)).isEqualTo("[3,4,5,6]");
  }

  @Test
  void withoutEditsItIsTheSameDocument() {
    JsonDocument document = parse(TEXT);

    assertThat(document.splice(List.of())).isSameAs(document);
  }

  @Test
  void refusesEditsThatOverlapAreOutOfOrderOrOutOfRange() {
    JsonDocument document = parse("[1,2,3]");
    byte[] nine = bytes("9");

    assertRefused(document, new Edit(1, 3, nine), new Edit(2, 4, nine));
    assertRefused(document, new Edit(3, 4, nine), new Edit(1, 2, nine));
    assertRefused(document, new Edit(5, 8, nine));
    assertRefused(document, new Edit(8, 8, nine));
    assertThatIllegalArgumentException().isThrownBy(() -> new Edit(-1, 0, nine));
    assertThatIllegalArgumentException().isThrownBy(() -> new Edit(2, 1, nine));
  }

  private static void assertRefused(JsonDocument document, Edit... edits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> document.splice(List.of(edits)))
        .withMessageContaining("expected: ascending");
  }

  @Test
  void refusesEditsWhoseResultIsNotStrictJson() {
    JsonDocument document = parse("{\"a\":1,\"b\":\"x\"}");

    for (String with : List.of("", "1,", "\"a\"", "\"\\ud800\"", "1}", "[".repeat(200))) {
      assertThatExceptionOfType(InvalidJson.class)
          .as(with)
          .isThrownBy(() -> document.splice(List.of(new Edit(7, 10, bytes(with)))));
    }
  }

  @Test
  void reproducesRandomDocumentsWhenEveryLeafIsReplacedByItself() {
    for (int seed = 0; seed < 1_000; seed++) {
      JsonDocument document = JsonDocument.parse(RandomJson.document(seed));
      List<Edit> edits = new ArrayList<>();
      document.walk(
          leaf ->
              edits.add(
                  new Edit(
                      leaf.from(),
                      leaf.to(),
                      Arrays.copyOfRange(document.bytes(), leaf.from(), leaf.to()))));

      assertThat(document.splice(edits)).isEqualTo(document);
    }
  }

  @Test
  void requotedLeavesOfRandomDocumentsMeanTheSame() {
    for (int seed = 0; seed < 1_000; seed++) {
      JsonDocument document = JsonDocument.parse(RandomJson.document(seed));
      List<Edit> edits = new ArrayList<>();
      document.walk(
          leaf -> {
            if (leaf.kind() == Leaf.Kind.STRING || leaf.kind() == Leaf.Kind.KEY) {
              edits.add(new Edit(leaf.from(), leaf.to(), JsonDocument.quote(leaf.text())));
            }
          });

      assertThat(document.splice(edits).tree()).isEqualTo(document.tree());
    }
  }

  @Test
  void readsLongStrings() {
    String text = "x".repeat(25_000_000);

    assertThat(parse("\"" + text + "\"").tree().stringValue()).hasSize(text.length());
  }

  @Test
  void buildsTheTreeOnce() {
    JsonDocument document = parse(TEXT);

    assertThat(document.tree()).isSameAs(document.tree());
  }

  @Test
  void fractionsOfTheTreeAreDoublesThatKnowHowTheyAreWritten() {
    JsonNode tree = parse("{\"a\":[1.00,-2e400,0.10000000000000000001],\"b\":7}").tree();

    assertThat(tree.path("a").valueStream().flatMap(n -> JsonDocument.written(n).stream()))
        .containsExactly("1.00", "-2e400", "0.10000000000000000001");
    assertThat(tree.path("a").path(2)).isEqualTo(DoubleNode.valueOf(0.1));
    assertThat(tree.path("a").path(1).doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(tree.path("b")).isEqualTo(IntNode.valueOf(7));
    assertThat(JsonDocument.written(tree.path("b"))).isEmpty();
    assertThat(JsonDocument.written(tree)).isEmpty();
    assertThat(JsonDocument.written(parse("1.50").tree())).contains("1.50");
  }

  @Test
  void isEqualWhenTheBytesAre() {
    assertThat(parse("[1]")).isEqualTo(parse("[1]")).hasSameHashCodeAs(parse("[1]"));
    assertThat(parse("[1]")).isNotEqualTo(parse("[1 ]")).isNotEqualTo("[1]");
  }

  @Test
  void showsOnlyItsSize() {
    assertThat(parse("{\"mail\":\"jane@example.com\"}")).hasToString("JsonDocument[27 bytes]");
  }

  private static Edit replace(String document, String old, String with) {
    int from = document.indexOf(old);
    return new Edit(from, from + old.length(), bytes(with));
  }

  private static JsonDocument parse(String document) {
    return JsonDocument.parse(bytes(document));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(JsonDocument document) {
    return new String(document.bytes(), UTF_8);
  }
}
