package io.gatewaystack.validatabl.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.validatabl.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What references lead to, whatever a document is called and however they are written. */
class SchemaReferencesTest {

  private static String judged(ArgumentSchemas schemas, String arguments) {
    return schemas.check(Requests.toolCall("t", arguments)).orElse("fits");
  }

  private static void assertStringAtA(ArgumentSchemas schemas) {
    assertThat(judged(schemas, "{\"a\":7}"))
        .isEqualTo("The arguments do not fit: a must be a string");
    assertThat(judged(schemas, "{\"a\":\"x\"}")).isEqualTo("fits");
  }

  @ParameterizedTest(name = "{0}: {2} is {1}")
  @CsvSource({
    "https://x.example/tools/t, address, address",
    "https://x.example/tools/t, https://x.example/tools/address, address",
    "https://x.example/tools/t, address, https://x.example/tools/address",
    "https://x.example/tools/t, ../address, /address",
    "https://x.example/tools/t, //y.example/address, https://y.example/address",
    "https://x.example/tools/t, https://y.example/address, //y.example/address",
    "https://x.example/tools/t, https://x.example/tools/t?v=1, ?v=1",
    "https://x.example/tools/t?v=1, ?v=2, https://x.example/tools/t?v=2",
    "https://x.example, https://x.example/address, address",
    "https://x.example/tools/t#, address#, address#",
    "https://x.example/tools/t#, https://x.example/elsewhere, #/$defs/q",
    "/tools/t, address, /tools/address",
    "t, address, address",
    "urn:x:t, urn:x:address, urn:x:address",
  })
  void referencesAreResolvedAgainstTheNameOfTheSchema(String id, String address, String ref) {
    assertStringAtA(
        ArgumentSchemas.builder()
            .tool(
                "t",
                """
                {"$id": "%s", "properties": {"a": {"$ref": "%s"}},
                 "$defs": {"q": {"$id": "%s", "type": "string"}}}"""
                    .formatted(id, ref, address))
            .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://configured.example/d#/properties/a",
        "https://configured.example/d#text",
        "https://own.example/d#text",
        "https://own.example/text",
      })
  void documentThatNamesItselfIsKnownByBothUrisAndReadByItsOwn(String ref) {
    assertStringAtA(
        ArgumentSchemas.builder()
            .document(
                "https://configured.example/d",
                """
                {"$id": "https://own.example/d", "properties": {"a": {"$ref": "text"}},
                 "$defs": {"x": {"$id": "text", "type": "string"},
                           "y": {"$anchor": "text", "$ref": "text"}}}""")
            .tool("t", "{\"properties\":{\"a\":{\"$ref\":\"" + ref + "\"}}}")
            .build());
  }

  @Test
  void dynamicReferenceToAnotherDocumentIsOneFromTheFirstCallOn() {
    ArgumentSchemas schemas =
        ArgumentSchemas.builder()
            .document("https://x.example/p", "{\"$dynamicRef\": \"list#item\"}")
            .document(
                "https://x.example/list",
                "{\"$defs\": {\"e\": {\"$dynamicAnchor\": \"item\", \"type\": \"integer\"}}}")
            .tool(
                "t",
                """
                {"$id": "https://x.example/t", "properties": {"a": {"$ref": "p"}},
                 "$defs": {"e": {"$dynamicAnchor": "item", "type": "string"}}}""")
            .build();

    assertStringAtA(schemas);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://x.example/n", "https://x.example/n.yaml"})
  void documentsAreJsonWhoseNumbersAreNotRounded(String uri) {
    String most = "10.00000000000000000000000001";
    ArgumentSchemas schemas =
        ArgumentSchemas.builder()
            .document(
                uri,
                "{\"maximum\":%s,\"multipleOf\":1e-400,\"properties\":{\"%s\":true}}"
                    .formatted(most, "a".repeat(2_000)))
            .tool("t", "{\"$ref\":\"" + uri + "\"}")
            .build();

    assertThat(judged(schemas, most)).isEqualTo("fits");
    assertThat(judged(schemas, "10.00000000000000000000000002"))
        .isEqualTo("The arguments do not fit: the arguments must be at most " + most);
  }

  @Test
  void namesStayRelativeOnlyWhereThereIsAPath() {
    assertThatThrownBy(
            () ->
                ArgumentSchemas.builder()
                    .document("urn:x:d", "{\"$defs\":{\"q\":{\"$id\":\"q\"}}}")
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("document urn:x:d/$defs/q/$id: q (expected: absolute, as urn:x:d has no path)");
  }
}
