package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.json.JsonDocument;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds numbers as they are written: the tree of a document keeps fractions as binary doubles,
 * which are not the numbers that will be forwarded.
 */
final class NumberTexts {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(
              TokenStreamFactory.Feature.CHARSET_DETECTION) // the document is known to be UTF-8
          .build();

  private NumberTexts() {}

  /**
   * The numbers at a place.
   *
   * @param path names of members, all present, outermost first
   * @return the text of the number there; for an array the text of each element, empty where it is
   *     no number
   */
  static List<String> at(JsonDocument document, List<String> path) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document.bytes())) {
      parser.nextToken();
      for (String name : path) {
        enter(parser, name);
      }
      return parser.currentToken() == JsonToken.START_ARRAY
          ? elements(parser)
          : List.of(text(parser));
    }
  }

  private static void enter(JsonParser parser, String name) {
    while (!name.equals(parser.nextName())) {
      if (parser.nextToken() == null) {
        throw new IllegalStateException("a member of the tree is not in its document");
      }
      parser.skipChildren();
    }
    parser.nextToken();
  }

  private static List<String> elements(JsonParser parser) {
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(parser));
      parser.skipChildren();
    }
    return texts;
  }

  private static String text(JsonParser parser) {
    return parser.currentToken().isNumeric() ? parser.getString() : "";
  }
}
