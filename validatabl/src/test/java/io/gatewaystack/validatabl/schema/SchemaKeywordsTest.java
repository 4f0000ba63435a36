package io.gatewaystack.validatabl.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.validatabl.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every keyword of the draft, on both of its sides. */
class SchemaKeywordsTest {

  @Test
  void theLibraryKnowsEveryKeywordThatIsTaken() {
    assertThat(Engine.DIALECT.getKeywords())
        .containsKeys(Keywords.ALL.keySet().toArray(new String[0]));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvFileSource(resources = "keywords.csv", delimiter = '|', quoteCharacter = '~')
  void judgesAsTheDraftSays(String schema, String value, boolean fits) {
    ArgumentSchemas schemas =
        ArgumentSchemas.builder()
            .tool("t", schema)
            .document(
                "https://x.example/tree",
                """
                {"$id": "https://x.example/tree", "$dynamicAnchor": "node", "type": "object",
                 "properties": {"data": true,
                                "children": {"type": "array", "items": {"$dynamicRef": "#node"}}}}""")
            .document(
                "https://x.example/common.json",
                """
                {"$defs": {"positive": {"exclusiveMinimum": 0},
                           "name": {"$anchor": "name", "type": "string"},
                           "inner": {"$id": "inner/", "$ref": "#x",
                                     "$defs": {"x": {"$anchor": "x", "type": "integer"}}}}}""")
            .build();

    assertThat(schemas.check(Requests.toolCall("t", value)).isEmpty()).isEqualTo(fits);
  }
}
