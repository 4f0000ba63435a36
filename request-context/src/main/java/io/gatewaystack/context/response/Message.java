package io.gatewaystack.context.response;

import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One message of an answer: a whole JSON body, or the data of one server-sent event. A message that
 * an editor passes on unchanged (the same instance) leaves as the very bytes that arrived. Confined
 * to one request; not safe for use by several threads at once.
 */
public final class Message {
  private static final byte[] BLANK_LINE = {'\n'};

  private final byte[] data;
  private final @Nullable String event;
  private final @Nullable String id;
  private final byte[] block;
  private final byte @Nullable [] original;
  private @Nullable JsonDocument json;

  private Message(
      byte[] data,
      @Nullable String event,
      @Nullable String id,
      byte[] block,
      byte @Nullable [] original) {
    this.data = data;
    this.event = event;
    this.id = id;
    this.block = block;
    this.original = original;
  }

  /** A message of our own: a JSON body, or the data of an event without type and id. */
  public static Message of(byte[] data) {
    return new Message(data, null, null, BLANK_LINE, null);
  }

  /** An event of our own, of a type or of none. */
  public static Message of(byte[] data, @Nullable String event) {
    return event == null
        ? of(data)
        : new Message(data, event, null, changed(BLANK_LINE, "event", event), null);
  }

  /** A JSON body as it arrived. */
  static Message body(byte[] data) {
    return new Message(data, null, null, BLANK_LINE, data);
  }

  /** An event as it arrived: {@code original} is the whole block with its blank line. */
  static Message event(byte[] data, @Nullable String event, @Nullable String id, byte[] original) {
    return new Message(data, event, id, original, original);
  }

  private static byte[] changed(byte[] block, String field, String value) {
    return EventLines.of(block).with(field, value.getBytes(StandardCharsets.UTF_8)).bytes();
  }

  /** The payload: the body, or the joined {@code data} lines of the event. Do not modify. */
  public byte[] bytes() {
    return data;
  }

  /** The event's type, if it is an event that names one. */
  public @Nullable String event() {
    return event;
  }

  /** The event's id, if it is an event that carries one. */
  public @Nullable String id() {
    return id;
  }

  /**
   * The payload as JSON, parsed on first use.
   *
   * @throws InvalidJson when it is not one strict JSON document
   */
  public JsonDocument json() {
    JsonDocument known = json;
    if (known == null) {
      known = JsonDocument.parse(data);
      json = known;
    }
    return known;
  }

  /** This message with another payload; all else of an event stays as it arrived. */
  public Message with(JsonDocument changed) {
    Message message = with(changed.bytes());
    message.json = changed;
    return message;
  }

  /** This message with another payload, which need not be JSON. */
  public Message with(byte[] changed) {
    return new Message(changed, event, id, block, null);
  }

  /** This event with another id, or without one; all else stays as it arrived. */
  public Message withId(@Nullable String changed) {
    byte[] told =
        changed == null
            ? EventLines.of(block).without("id").bytes()
            : changed(block, "id", changed);
    Message message = new Message(data, event, changed, told, null);
    message.json = json;
    return message;
  }

  /** This message as an event, with its blank line. */
  byte[] block() {
    return EventLines.of(block).with("data", data).bytes();
  }

  /**
   * The bytes that arrived, an event's with its blank line; null when this message was changed or
   * made here. Do not modify.
   */
  public byte @Nullable [] original() {
    return original;
  }

  /** Only the size: the content never appears in logs. */
  @Override
  public String toString() {
    return "Message[" + data.length + " bytes]";
  }
}
