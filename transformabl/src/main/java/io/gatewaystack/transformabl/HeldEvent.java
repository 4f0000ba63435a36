package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.response.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event without its text, to be sent with text that was held back. It keeps what leads to the
 * text and the short members beside that way: ids, numbers, types; of too many, those that say
 * which text it is.
 *
 * @param json its data; empty when the event is nothing but text
 * @param name its type, if it has one
 * @param pointer where the text goes; empty when the event is nothing but text
 */
@SuppressWarnings("ArrayRecordComponent") // kept, never compared
record HeldEvent(byte[] json, @Nullable String name, String pointer) {
  private static final int MAX_BYTES = 1_024;
  private static final int MAX_MEMBER = 64;
  private static final int MAX_INDEX = 127;

  /** An event whose whole data is text. */
  static HeldEvent ofText(Message message) {
    return new HeldEvent(new byte[0], message.event(), "");
  }

  /** An event with a text somewhere in it; null when it is too large to be kept. */
  static @Nullable HeldEvent of(Message message, JsonDocument event, String pointer) {
    String[] segments = pointer.substring(1).split("/", -1);
    if (Stream.of(segments).anyMatch(HeldEvent::isFar)) {
      return null;
    }
    HeldEvent whole = of(message, way(event.tree(), segments, 0, false), pointer);
    return whole != null ? whole : of(message, way(event.tree(), segments, 0, true), pointer);
  }

  private static @Nullable HeldEvent of(Message message, JsonNode way, String pointer) {
    byte[] json = way.toString().getBytes(StandardCharsets.UTF_8);
    return json.length > MAX_BYTES ? null : new HeldEvent(json, message.event(), pointer);
  }

  private static boolean isFar(String segment) {
    boolean index = Character.isDigit(segment.charAt(0));
    return index && (segment.length() > 3 || Integer.parseInt(segment) > MAX_INDEX);
  }

  private static JsonNode way(JsonNode node, String[] segments, int at, boolean bare) {
    if (at == segments.length) {
      return JsonNodeFactory.instance.stringNode("");
    }
    String segment = segments[at];
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      int index = Integer.parseInt(segment);
      for (int i = 0; i < index; i++) {
        array.addObject();
      }
      return array.add(way(node.path(index), segments, at + 1, bare));
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    node.properties()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              if (member.getKey().equals(segment)) {
                object.set(segment, way(value, segments, at + 1, bare));
              } else if (isShort(value) && (!bare || DeltaEvent.placesText(member.getKey()))) {
                object.set(member.getKey(), value);
              }
            });
    return object;
  }

  private static boolean isShort(JsonNode value) {
    return value.isValueNode() && value.asString("").length() <= MAX_MEMBER;
  }

  /** Bytes of memory taken. */
  int memory() {
    return Footprint.OBJECT
        + Footprint.of(json)
        + Footprint.of(pointer)
        + (name == null ? 0 : Footprint.of(name));
  }

  /** The event with text. */
  Message with(String text) {
    if (pointer.isEmpty()) {
      return Message.of(text.getBytes(StandardCharsets.UTF_8), name);
    }
    JsonDocument document = JsonDocument.parse(json);
    List<JsonDocument.Edit> edits = new ArrayList<>(1);
    for (DeltaEvent.Piece piece : new DeltaEvent(document).pieces()) {
      String content = piece.pointer().equals(pointer) ? text : "";
      edits.add(new JsonDocument.Edit(piece.from(), piece.to(), JsonDocument.quote(content)));
    }
    return Message.of(document.splice(edits).bytes(), name);
  }
}
