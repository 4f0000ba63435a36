package io.gatewaystack.transformabl.pinning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.json.JsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolFingerprintTest {
  private static final String TOOL =
      """
      {"name":"add","title":"Add","description":"Adds é","inputSchema":{"type":"object",\
      "properties":{"a":{"type":"number","maximum":100},"b":{"enum":[1,"x",null,true]}}},\
      "annotations":{"readOnlyHint":true}}""";

  private static ToolFingerprint of(String tool) {
    return ToolFingerprint.of(JsonDocument.parse(tool.getBytes(UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        """
        { "annotations" : { "readOnlyHint" : true } , "inputSchema":{"properties":{"b":\
        {"enum":[1,"x",null,true]},"a":{"maximum":100,"type":"number"}},"type":"object"},
          "description":"Adds é", "title":"Add", "name":"add" }""",
        """
        {"name":"\\u0061dd","title":"Add","description":"Adds \\u00e9","inputSchema":{"type":\
        "object","properties":{"a":{"type":"number","maximum":1.00e2},"b":{"enum":[1.0,"x",null,\
        true]}}},"annotations":{"readOnlyHint":true}}""",
        """
        {"name":"add","title":"Add","description":"Adds é","inputSchema":{"type":"object",\
        "properties":{"a":{"type":"number","maximum":100},"b":{"enum":[1,"x",null,true]}}},\
        "annotations":{"readOnlyHint":true},"_meta":{"v":2},"icons":[]}"""
      })
  void isTheSameHoweverTheDefinitionIsWritten(String tool) {
    assertThat(of(tool)).isEqualTo(of(TOOL));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "add|ad",
        "Add|add",
        "Adds é|Adds e",
        "100|100.0000000000000000000000001",
        "\"x\",null|null,\"x\"",
        "[1,|[\"1\",",
        "null,true|true,null",
        "null|\"null\"",
        "true}|false}",
        "\"type\":\"object\",|",
        "\"title\":\"Add\",|\"title\":\"\",",
        "\"b\"|\"c\""
      })
  void isAnotherWhenAnythingElseChanges(String change) {
    String[] parts = change.split("\\|", -1);
    String changed = TOOL.replace(parts[0], parts[1]);
    assertThat(changed).isNotEqualTo(TOOL);
    assertThat(of(changed).value()).isNotEqualTo(of(TOOL).value());
  }

  @Test
  void noTwoValuesHaveTheSameBytes() {
    assertThat(of("{\"name\":[\"a\",\"b\"]}")).isNotEqualTo(of("{\"name\":[\"ab\"]}"));
    assertThat(of("{\"name\":{\"a\":1}}")).isNotEqualTo(of("{\"name\":[\"a\",1]}"));
    assertThat(of("{\"name\":{\"a\":{},\"b\":1}}"))
        .isNotEqualTo(of("{\"name\":{\"a\":{\"b\":1}}}"));
    assertThat(of("{\"name\":1}")).isNotEqualTo(of("{\"name\":\"1\"}"));
    assertThat(of("{\"name\":null}")).isNotEqualTo(of("{}"));
  }

  @Test
  void numbersCountByTheirExactValue() {
    assertThat(of("{\"name\":0.10}")).isEqualTo(of("{\"name\":1e-1}"));
    assertThat(of("{\"name\":9007199254740993}")).isNotEqualTo(of("{\"name\":9007199254740992}"));
    assertThat(of("{\"name\":1e999}")).isNotEqualTo(of("{\"name\":1e998}"));
    assertThat(of("{\"name\":-0}")).isEqualTo(of("{\"name\":0.0}"));
    assertThat(of("{\"name\":1e99999999999}")).isNotEqualTo(of("{\"name\":1e99999999998}"));
    assertThat(of("{\"name\":10e2147483647}")).isEqualTo(of("{\"name\":10e2147483647}"));
  }

  @Test
  void tellsWhichPartsDiffer() {
    ToolFingerprint changed =
        of(TOOL.replace("Adds", "Subtracts").replace("\"title\":\"Add\",", ""));
    assertThat(changed.differences(of(TOOL))).containsExactly("description", "title");
    assertThat(of(TOOL).differences(of(TOOL))).isEmpty();
  }

  @Test
  void hasTheFormItPromises() {
    assertThat(of(TOOL).value()).matches("v1:[0-9a-f]{64}");
    assertThat(of(TOOL).parts())
        .containsOnlyKeys("name", "title", "description", "inputSchema", "annotations");
  }

  @Test
  void refusesWhatIsNoObject() {
    assertThatThrownBy(() -> of("[]")).hasMessage("tool: (expected: an object)");
  }
}
