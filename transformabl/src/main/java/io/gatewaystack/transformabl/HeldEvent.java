package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.response.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event without its text, to be sent with text that was held back. It keeps what leads to the
 * text and the short members beside that way: ids, numbers, types.
 *
 * @param event the event
 * @param pointer where the text goes; empty when the event is nothing but text
 */
record HeldEvent(Message event, String pointer) {
  private static final int MAX_BYTES = 1_024;
  private static final int MAX_MEMBER = 64;

  /** An event whose whole data is text. */
  static HeldEvent ofText(Message message) {
    return new HeldEvent(Message.of(new byte[0], message.event()), "");
  }

  /** An event with a text somewhere in it; null when it is too large to be kept. */
  static @Nullable HeldEvent of(Message message, JsonDocument event, String pointer) {
    JsonNode way = way(event.tree(), pointer.substring(1).split("/", -1), 0);
    byte[] json = way.toString().getBytes(StandardCharsets.UTF_8);
    return json.length > MAX_BYTES
        ? null
        : new HeldEvent(Message.of(json, message.event()), pointer);
  }

  private static JsonNode way(JsonNode node, String[] segments, int at) {
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
      return array.add(way(node.path(index), segments, at + 1));
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    node.properties()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              if (member.getKey().equals(segment)) {
                object.set(segment, way(value, segments, at + 1));
              } else if (value.isValueNode() && value.asString("").length() <= MAX_MEMBER) {
                object.set(member.getKey(), value);
              }
            });
    return object;
  }

  /** The event with text. */
  Message with(String text) {
    if (pointer.isEmpty()) {
      return event.with(text.getBytes(StandardCharsets.UTF_8));
    }
    JsonDocument document = JsonDocument.parse(event.bytes());
    List<JsonDocument.Edit> edits = new ArrayList<>(1);
    for (DeltaEvent.Piece piece : new DeltaEvent(document).pieces()) {
      String content = piece.pointer().equals(pointer) ? text : "";
      edits.add(new JsonDocument.Edit(piece.from(), piece.to(), JsonDocument.quote(content)));
    }
    return event.with(document.splice(edits));
  }
}
