package io.gatewaystack.identifiabl;

import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * Takes a JWK Set (RFC 7517 section 5) apart: the set as any parser would, each key as strict JSON
 * by itself, so that one which two parsers could take for two things does not take the others with
 * it.
 */
final class JwkSet {
  private static final String KEYS = "keys";

  /**
   * Takes numbers and names of any length, at any depth: what is strange about one key is not the
   * set's fault, and the size of the answer bounds them all.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION) // JSON is UTF-8
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .build())
          .build();

  private final byte[] json;
  private final int most;
  private final List<JsonNode> keys = new ArrayList<>();

  private JwkSet(byte[] json, int most) {
    this.json = json;
    this.most = most;
  }

  /**
   * The keys that are strict JSON objects.
   *
   * @param most how many members of the set are looked at
   * @throws IllegalArgumentException when it is no JWK Set
   */
  static List<JsonNode> keys(byte[] json, int most) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      return new JwkSet(json, most).read(parser);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON");
    }
  }

  private List<JsonNode> read(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw notASet();
    }
    boolean found = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isKeys = parser.currentName().equals(KEYS);
      parser.nextToken();
      if (isKeys) {
        if (found || parser.currentToken() != JsonToken.START_ARRAY) {
          throw notASet();
        }
        found = true;
        members(parser);
      } else {
        parser.skipChildren();
      }
    }
    if (!found || parser.nextToken() != null) {
      throw notASet();
    }
    return keys;
  }

  private void members(JsonParser parser) {
    int looked = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int from = (int) parser.currentTokenLocation().getByteOffset();
      boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
      parser.skipChildren();
      int to = (int) parser.currentLocation().getByteOffset();
      if (isObject && looked < most) {
        key(from, to).ifPresent(keys::add);
      }
      looked++;
    }
  }

  private Optional<JsonNode> key(int from, int to) {
    try {
      return Optional.of(JsonDocument.parse(Arrays.copyOfRange(json, from, to)).tree());
    } catch (InvalidJson e) {
      return Optional.empty();
    }
  }

  private static IllegalArgumentException notASet() {
    return new IllegalArgumentException("not a JWK Set");
  }
}
