package io.gatewaystack.validatabl.schema;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import tools.jackson.databind.JsonNode;

/**
 * A keyword of the standard that is judged by us instead of the library.
 *
 * @param type which
 * @param judges makes its judge for one schema
 */
record OwnKeyword(KeywordType type, Judges judges) implements Keyword {

  /** Makes a judge from where the keyword stands and what it says. */
  @FunctionalInterface
  interface Judges {
    KeywordValidator judge(
        SchemaLocation location, JsonNode value, Schema parent, SchemaContext context);
  }

  @Override
  public String getValue() {
    return type.getValue();
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
    return judges.judge(location, value, parent, context);
  }
}
