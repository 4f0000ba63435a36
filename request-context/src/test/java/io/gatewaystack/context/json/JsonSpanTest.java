package io.gatewaystack.context.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonSpanTest {

  private static JsonDocument document(String json) {
    return JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonSpan span(String json) {
    return JsonSpan.of(document(json));
  }

  private static String written(JsonSpan span) {
    return new String(span.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void findsMembersAsTheyAreWritten() {
    JsonSpan object =
        span(
            " {\"a\" : 1.00 ,\n\"b\\u0061\":{\"c\":[1,{\"d\":\"}\\\"]\"}]},\"\":null,\"t\":true} ");

    assertThat(object.member("a").map(JsonSpanTest::written)).hasValue("1.00");
    assertThat(object.member("ba").map(JsonSpanTest::written))
        .hasValue("{\"c\":[1,{\"d\":\"}\\\"]\"}]}");
    assertThat(object.at("ba", "c").orElseThrow().elements().get(1).member("d").map(JsonSpan::text))
        .hasValue("}\"]");
    assertThat(object.member("").orElseThrow().isNull()).isTrue();
    assertThat(object.member("t").map(JsonSpan::text)).hasValue("true");
    assertThat(object.member("c")).isEmpty();
    assertThat(object.at("a", "b")).isEmpty();
    assertThat(object.at("missing", "b")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "1",
        "-1.5e+10",
        "true",
        "null",
        "\"a\\\\\"",
        "\"\"",
        "[]",
        "[ ]",
        "{}",
        "{ }",
        "[[],[[]]]",
        "[1,2]",
        "{\"a\":[],\"b\":{}}",
        "\"größe\""
      })
  void aValueEndsWhereItEnds(String json) {
    assertThat(written(span(" \n" + json + "\t"))).isEqualTo(json);
    assertThat(span("[" + json + "," + json + "]").elements())
        .extracting(JsonSpanTest::written)
        .containsExactly(json, json);
    assertThat(span("{\"k\":" + json + " }").member("k").map(JsonSpanTest::written)).hasValue(json);
  }

  @Test
  void whatIsNoContainerHoldsNothing() {
    assertThat(span("[1]").member("a")).isEmpty();
    assertThat(span("{\"a\":1}").elements()).isEmpty();
    assertThat(span("7").elements()).isEmpty();
  }

  @Test
  void agreesWithTheTreeOnRandomDocuments() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      String json = random(random, 0);
      assertSame(span(json), document(json).tree());
    }
  }

  private static void assertSame(JsonSpan span, JsonNode node) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        assertSame(span.member(member.getKey()).orElseThrow(), member.getValue());
      }
      List<String> keys = new ArrayList<>();
      span.members((key, value) -> keys.add(key.text()));
      assertThat(keys).hasSize(node.size());
    } else if (node.isArray()) {
      List<JsonSpan> elements = span.elements();
      assertThat(elements).hasSize(node.size());
      for (int i = 0; i < elements.size(); i++) {
        assertSame(elements.get(i), node.get(i));
      }
    } else if (node.isString()) {
      assertThat(span.text()).isEqualTo(node.stringValue());
    } else {
      assertThat(document(written(span)).tree()).isEqualTo(node);
    }
  }

  private static String random(Random random, int depth) {
    String space = random.nextBoolean() ? " " : "";
    return space
        + switch (random.nextInt(depth > 3 ? 4 : 6)) {
          case 0 -> String.valueOf(random.nextInt());
          case 1 -> random.nextBoolean() ? "true" : "null";
          case 2 -> "\"" + text(random) + "\"";
          case 3 -> random.nextInt(99) + ".50E-2";
          case 4 -> {
            List<String> elements = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
              elements.add(random(random, depth + 1));
            }
            yield "[" + String.join(",", elements) + space + "]";
          }
          default -> {
            List<String> members = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
              members.add("\"" + i + text(random) + "\"" + space + ":" + random(random, depth + 1));
            }
            yield "{" + space + String.join(",", members) + "}";
          }
        }
        + space;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(
          List.of("a", "\\\"", "\\\\", "{", "]", "\\u00e9", "é", ",").get(random.nextInt(8)));
    }
    return text.toString();
  }
}
