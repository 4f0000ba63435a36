package io.gatewaystack.validatabl.schema;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keywords of JSON Schema 2020-12, and where each has schemas of its own. A keyword that is not
 * here would assert nothing, which is why none is accepted; that goes for those of other drafts
 * too, such as {@code dependencies}.
 */
final class Keywords {

  /** What stands behind a keyword. */
  enum Holds {
    /** No schema. */
    VALUE,
    /** A schema for the same instance. */
    SCHEMA_IN_PLACE,
    /** A schema for a part of the instance. */
    SCHEMA,
    /** Schemas for the same instance. */
    SCHEMAS_IN_PLACE,
    /** Schemas for parts of the instance. */
    SCHEMAS,
    /** Schemas by name, for the same instance. */
    NAMED_SCHEMAS_IN_PLACE,
    /** Schemas by name, for parts of the instance or none. */
    NAMED_SCHEMAS
  }

  /** An annotation of MCP 2026-07-28. */
  static final String MCP_HEADER = "x-mcp-header";

  static final Map<String, Holds> ALL =
      Stream.of(
              all(
                  Holds.VALUE,
                  "$id $schema $ref $anchor $dynamicRef $dynamicAnchor $comment type enum const"
                      + " multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength"
                      + " minLength pattern maxItems minItems uniqueItems maxContains minContains"
                      + " maxProperties minProperties required dependentRequired title description"
                      + " default deprecated readOnly writeOnly examples format contentEncoding"
                      + " contentMediaType"),
              all(Holds.VALUE, MCP_HEADER),
              all(Holds.SCHEMA_IN_PLACE, "not if then else"),
              all(
                  Holds.SCHEMA,
                  "additionalProperties items contains propertyNames unevaluatedItems"
                      + " unevaluatedProperties contentSchema"),
              all(Holds.SCHEMAS_IN_PLACE, "allOf anyOf oneOf"),
              all(Holds.SCHEMAS, "prefixItems"),
              all(Holds.NAMED_SCHEMAS_IN_PLACE, "dependentSchemas"),
              // "definitions" asserts nothing in any draft; generators still write it
              all(Holds.NAMED_SCHEMAS, "properties patternProperties $defs definitions"))
          .flatMap(Function.identity())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Keywords() {}

  private static Stream<Map.Entry<String, Holds>> all(Holds holds, String names) {
    return Arrays.stream(names.split(" ")).map(name -> Map.entry(name, holds));
  }

  /**
   * What stands behind a keyword.
   *
   * @throws IllegalArgumentException when 2020-12 does not know it
   */
  static Holds of(String keyword, String place) {
    Holds holds = ALL.get(keyword);
    if (holds == null) {
      throw new IllegalArgumentException(
          place + ": " + keyword + " (expected: a keyword of JSON Schema 2020-12)");
    }
    return holds;
  }
}
