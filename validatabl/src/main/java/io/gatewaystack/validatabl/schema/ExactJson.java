package io.gatewaystack.validatabl.schema;

import io.gatewaystack.context.json.JsonDocument;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents as trees whose numbers are the numbers that are written, and will be forwarded: read as
 * binary doubles, a number just above a limit is the limit itself, and one that is too large is no
 * number at all.
 */
final class ExactJson {
  /** A decimal with more zeros than that takes more time to reckon with than a request may. */
  private static final int MOST_ZEROS = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(JsonDocument.MAX_DEPTH)
                          .maxTokenCount(JsonDocument.MAX_TOKENS)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private ExactJson() {}

  /** The tree; empty when it holds a number that no decimal can be. */
  static Optional<JsonNode> read(JsonDocument document) {
    try {
      return Optional.of(MAPPER.readTree(document.bytes()));
    } catch (JacksonException | NumberFormatException e) { // the rest was checked before
      return Optional.empty();
    }
  }

  /** The tree of a document that was checked before. */
  static JsonNode read(InputStream json) {
    return MAPPER.readTree(json);
  }

  /** Whether every number can be reckoned with. */
  static boolean isInRange(JsonNode node) {
    if (node.isBigDecimal()) {
      BigDecimal number = node.decimalValue();
      return Math.abs((long) number.scale()) <= MOST_ZEROS + number.precision();
    }
    for (JsonNode child : node) {
      if (!isInRange(child)) {
        return false;
      }
    }
    return true;
  }
}
