package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.json.JsonDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds numbers as they are written: the tree of a document keeps fractions as binary doubles,
 * which are not the numbers that will be forwarded. A document is read once, however many of its
 * numbers are asked for. For one thread.
 */
final class NumberTexts {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(
              TokenStreamFactory.Feature.CHARSET_DETECTION) // the document is known to be UTF-8
          .build();

  private @Nullable JsonDocument read;
  private Place root = Place.NONE;

  /**
   * The numbers at one place, and behind it.
   *
   * @param texts of the number there; for an array of each element, empty where it is no number
   * @param members for an object, those that are numbers or hold some
   */
  private record Place(List<String> texts, Map<String, Place> members) {
    static final Place NONE = new Place(List.of(), Map.of());

    boolean isNone() {
      return texts.isEmpty() && members.isEmpty();
    }
  }

  /**
   * The numbers at a place.
   *
   * @param path names of members, outermost first
   * @return the text of the number there; for an array that holds a number the text of each
   *     element, empty where it is none; nothing for any other value
   */
  List<String> at(JsonDocument document, List<String> path) {
    if (!document.equals(read)) {
      root = read(document);
      read = document;
    }
    Place place = root;
    for (String name : path) {
      place = place.members().getOrDefault(name, Place.NONE);
    }
    return place.texts();
  }

  private static Place read(JsonDocument document) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document.bytes())) {
      parser.nextToken();
      return place(parser);
    }
  }

  /** Reads one value; documents are not deep. */
  private static Place place(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return object(parser);
    }
    if (token == JsonToken.START_ARRAY) {
      List<String> texts = elements(parser);
      return texts.stream().allMatch(String::isEmpty) ? Place.NONE : new Place(texts, Map.of());
    }
    return token.isNumeric() ? new Place(List.of(text(parser)), Map.of()) : Place.NONE;
  }

  private static Place object(JsonParser parser) {
    Map<String, Place> members = new HashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      Place place = place(parser);
      if (!place.isNone()) {
        members.put(name, place);
      }
    }
    return members.isEmpty() ? Place.NONE : new Place(List.of(), members);
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
