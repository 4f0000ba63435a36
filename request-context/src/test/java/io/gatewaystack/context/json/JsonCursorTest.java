package io.gatewaystack.context.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JsonCursorTest {

  private static JsonCursor at(String json) {
    return JsonDocument.parse(json.getBytes(UTF_8)).cursor();
  }

  private static String text(JsonDocument document) {
    return new String(document.bytes(), UTF_8);
  }

  /** The array without its elements of value {@code x}. */
  private static String withoutX(String array) {
    JsonCursor cursor = at(array);
    cursor.enter();
    while (cursor.next()) {
      if (cursor.isString() && cursor.text().equals("x")) {
        cursor.remove();
      }
    }
    cursor.leave();
    return text(cursor.document());
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                    | []",
        "['a','b']             | ['a','b']",
        "['x']                 | []",
        "[ 'x' ]               | [  ]",
        "['x','a']             | ['a']",
        "['a','x']             | ['a']",
        "['a','x','b']         | ['a','b']",
        "['x','x','x']         | []",
        "['a','x','x']         | ['a']",
        "['x','x','a']         | ['a']",
        "['x','a','x','b','x'] | ['a','b']",
        "[ 1.00 , 'x' , 1e3 ]  | [ 1.00 , 1e3 ]",
        "[ 1.00 , 'x' , 'x' ]  | [ 1.00 ]",
        "[{'x':'x'},'x',['x']] | [{'x':'x'},['x']]",
        "[true,'x',null,'x',0] | [true,null,0]",
        "['\\u0078','a']       | ['a']"
      })
  void removesElementsTogetherWithTheirCommasAndNothingElse(String before, String after) {
    assertThat(withoutX(before.replace('\'', '"'))).isEqualTo(after.replace('\'', '"'));
  }

  @Test
  void handsOutTheSameDocumentWhenNothingWasRemoved() {
    JsonDocument document = JsonDocument.parse("{\"a\":[1,2]}".getBytes(UTF_8));
    JsonCursor cursor = document.cursor();
    cursor.enter();
    cursor.leave();

    assertThat(cursor.isChanged()).isFalse();
    assertThat(cursor.document()).isSameAs(document);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                | {'k':'v'}",
        "{ }               | { 'k':'v'}",
        "{'a':1}           | {'a':1,'k':'v'}",
        "{'a':1 }          | {'a':1,'k':'v' }",
        "{'x':1}           | {'k':'v'}",
        "{'a':1,'x':2}     | {'a':1,'k':'v'}",
        "{'x':1,'a':2}     | {'a':2,'k':'v'}",
        "{'x':1,'a':['x']} | {'a':['x'],'k':'v'}"
      })
  void addsAMemberBehindWhatIsLeft(String before, String after) {
    JsonCursor cursor = at(before.replace('\'', '"'));
    cursor.enter();
    while (cursor.next()) {
      if (cursor.keyIs("x")) {
        cursor.remove();
      }
    }
    cursor.add("k", "v");
    cursor.leave();

    assertThat(text(cursor.document())).isEqualTo(after.replace('\'', '"'));
    assertThat(cursor.isChanged()).isTrue();
  }

  @Test
  void addsNothingBeforeTheEndOfAnObject() {
    JsonCursor object = at("{\"a\":1}");
    object.enter();
    assertThatIllegalStateException().isThrownBy(() -> object.add("k", "v"));
    JsonCursor array = at("[]");
    array.enter();
    array.next();
    assertThatIllegalStateException().isThrownBy(() -> array.add("k", "v"));
  }

  @Test
  void whatWasAddedGoesWithWhatIsRemoved() {
    JsonCursor cursor = at("[{\"a\":1},2]");
    cursor.enter();
    cursor.next();
    cursor.enter();
    while (cursor.next()) {
      // to the end
    }
    cursor.add("k", "v");
    cursor.leave();
    cursor.remove();
    cursor.leave();

    assertThat(text(cursor.document())).isEqualTo("[2]");
  }

  @Test
  void removesAndReplacesMembersOnSeveralLevels() {
    JsonCursor cursor = at("{ \"a\":1, \"b\": {\"c\":\"old\",\"d\":[{},{\"k\":2}]} ,\"e\":5 }");
    cursor.enter();
    while (cursor.next()) {
      if (cursor.keyIs("b")) {
        cursor.enter();
        while (cursor.next()) {
          if (cursor.keyIs("c")) {
            cursor.replace("n\"w");
          }
        }
        cursor.leave();
        assertThat(cursor.key()).isEqualTo("b");
      } else if (cursor.keyIs("e")) {
        cursor.remove();
      }
    }
    cursor.leave();

    assertThat(text(cursor.document()))
        .isEqualTo("{ \"a\":1, \"b\": {\"c\":\"n\\\"w\",\"d\":[{},{\"k\":2}]} }");
  }

  @Test
  void replacesAValueItHasPassedWhenThatTurnsOutToBeDue() {
    JsonCursor cursor = at("[{\"a\":\"1\",\"b\":[1,2]},{\"a\":\"3\",\"b\":[4]}]");
    cursor.enter();
    while (cursor.next()) {
      cursor.enter();
      cursor.next();
      Runnable replacement = cursor.replacement("r");
      while (cursor.next()) {
        cursor.enter();
        cursor.next();
        if (cursor.raw().equals("1")) {
          cursor.remove();
        }
        cursor.leave();
      }
      if (cursor.isChanged()) {
        replacement.run();
      }
      cursor.leave();
    }
    cursor.leave();

    assertThat(text(cursor.document()))
        .isEqualTo("[{\"a\":\"r\",\"b\":[2]},{\"a\":\"r\",\"b\":[4]}]");
  }

  @Test
  void changesWithinWhatIsRemovedAreForgotten() {
    JsonCursor cursor = at("[{\"a\":\"1\"},{\"a\":\"2\"},{\"a\":\"3\"}]");
    cursor.enter();
    int element = 0;
    while (cursor.next()) {
      cursor.enter();
      cursor.next();
      cursor.replace("changed");
      cursor.leave();
      if (++element == 2) {
        cursor.remove();
      }
    }
    cursor.leave();

    assertThat(text(cursor.document())).isEqualTo("[{\"a\":\"changed\"},{\"a\":\"changed\"}]");
  }

  @ParameterizedTest(name = "{0} is name: {1}")
  @CsvSource({
    "name, true",
    "n\\u0061me, true",
    "\\u006e\\u0061\\u006d\\u0065, true",
    "names, false",
    "nam, false",
    "Name, false",
    "n\\u0062me, false",
    "name\\u0000, false",
    "'', false"
  })
  void knowsANameHoweverItIsEscaped(String key, boolean same) {
    JsonCursor cursor = at("{\"" + key + "\":1}");
    cursor.enter();
    cursor.next();

    assertThat(cursor.keyIs("name")).isEqualTo(same);
  }

  @Test
  void readsTextsAsATreeWould() {
    List<String> pieces =
        List.of(
            "a",
            "text",
            "\\n",
            "\\\\",
            "\\\"",
            "\\u00e9",
            "\\/",
            "é",
            "字",
            "\\ud83d\\ude00",
            "\\b\\f\\r\\t");
    Random random = new Random(20261122);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder json = new StringBuilder("[\"");
      for (int more = random.nextInt(8); more > 0; more--) {
        json.append(pieces.get(random.nextInt(pieces.size())));
      }
      JsonDocument document = JsonDocument.parse(json.append("\"]").toString().getBytes(UTF_8));
      JsonCursor cursor = document.cursor();
      cursor.enter();
      assertThat(cursor.next()).isTrue();

      assertThat(cursor.text()).isEqualTo(document.tree().get(0).stringValue());
    }
  }

  @Test
  void tellsWhatItStandsOn() {
    JsonCursor cursor = at(" [ {}, [], \"\\u0041b\", -1.0e3 ]");
    assertThat(cursor.isArray()).isTrue();
    cursor.enter();
    cursor.next();
    assertThat(cursor.isObject()).isTrue();
    cursor.next();
    assertThat(cursor.isArray()).isTrue();
    cursor.next();
    assertThat(cursor.isString()).isTrue();
    assertThat(cursor.text()).isEqualTo("Ab");
    assertThat(cursor.raw()).isEqualTo("\"\\u0041b\"");
    cursor.next();
    assertThat(cursor.isString() || cursor.isObject() || cursor.isArray()).isFalse();
    assertThat(cursor.raw()).isEqualTo("-1.0e3");
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.next()).isFalse();
  }

  @Test
  void refusesStepsThatMeanNothing() {
    JsonCursor cursor = at("[1]");
    assertThatIllegalStateException().isThrownBy(cursor::next);
    assertThatIllegalStateException().isThrownBy(cursor::leave);
    assertThatIllegalStateException().isThrownBy(cursor::remove);
    assertThatIllegalStateException().isThrownBy(cursor::text);
    cursor.enter();
    cursor.next();
    assertThatIllegalStateException().isThrownBy(cursor::key);
    assertThatIllegalStateException().isThrownBy(() -> cursor.keyIs("a"));
    assertThatIllegalStateException().isThrownBy(cursor::enter);
    assertThatIllegalStateException().isThrownBy(cursor::document);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void removesTheSameAsATreeWould(long seed) {
    Random random = new Random(seed);
    int changed = 0;
    for (int i = 0; i < 2_000; i++) {
      JsonDocument document = JsonDocument.parse(RandomJson.document(seed * 100_000 + i));
      List<Boolean> choices = new ArrayList<>();
      JsonCursor cursor = document.cursor();
      prune(cursor, random, choices);
      JsonDocument left = cursor.document();
      JsonNode expected = document.tree().deepCopy();
      prune(expected, choices.iterator());

      assertThat(JsonDocument.parse(left.bytes()).tree()).isEqualTo(expected);
      changed += cursor.isChanged() ? 1 : 0;
    }
    assertThat(changed).isBetween(200, 1_900); // both sides were exercised
  }

  private static void prune(JsonCursor cursor, Random random, List<Boolean> choices) {
    if (!cursor.isObject() && !cursor.isArray()) {
      return;
    }
    cursor.enter();
    while (cursor.next()) {
      boolean removed = random.nextInt(4) == 0;
      choices.add(removed);
      if (removed) {
        cursor.remove();
      } else {
        prune(cursor, random, choices);
      }
    }
    cursor.leave();
  }

  private static void prune(JsonNode node, Iterator<Boolean> choices) {
    if (node instanceof ObjectNode object) {
      Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
      while (members.hasNext()) {
        JsonNode value = members.next().getValue();
        if (choices.next()) {
          members.remove();
        } else {
          prune(value, choices);
        }
      }
    } else if (node.isArray()) {
      Iterator<JsonNode> elements = node.iterator();
      while (elements.hasNext()) {
        JsonNode value = elements.next();
        if (choices.next()) {
          elements.remove();
        } else {
          prune(value, choices);
        }
      }
    }
  }
}
