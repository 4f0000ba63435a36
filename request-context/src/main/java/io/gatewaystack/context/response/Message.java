package io.gatewaystack.context.response;

import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * One message of an answer: a whole JSON body, or the data of one server-sent event. A message that
 * an editor passes on unchanged (the same instance) leaves as the very bytes that arrived. Confined
 * to one request; not safe for use by several threads at once.
 */
public final class Message {
  private final byte[] data;
  private final @Nullable String event;
  private final @Nullable String id;
  private final @Nullable String retry;
  private final byte @Nullable [] original;
  private @Nullable JsonDocument json;

  private Message(
      byte[] data,
      @Nullable String event,
      @Nullable String id,
      @Nullable String retry,
      byte @Nullable [] original) {
    this.data = data;
    this.event = event;
    this.id = id;
    this.retry = retry;
    this.original = original;
  }

  /** A message of our own: a JSON body, or the data of an event without type and id. */
  public static Message of(byte[] data) {
    return new Message(data, null, null, null, null);
  }

  /** A JSON body as it arrived. */
  static Message body(byte[] data) {
    return new Message(data, null, null, null, data);
  }

  /** An event as it arrived: {@code original} is the whole block with its blank line. */
  static Message event(
      byte[] data,
      @Nullable String event,
      @Nullable String id,
      @Nullable String retry,
      byte[] original) {
    return new Message(data, event, id, retry, original);
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

  /** How long a client should wait before it reconnects, in ms, if the event says so. */
  @Nullable String retry() {
    return retry;
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

  /** A message with this event's other fields and another payload. */
  public Message with(JsonDocument changed) {
    Message message = new Message(changed.bytes(), event, id, retry, null);
    message.json = changed;
    return message;
  }

  /** A message with this event's other fields and another payload, which need not be JSON. */
  public Message with(byte[] changed) {
    return new Message(changed, event, id, retry, null);
  }

  /** A message with this payload and another event id. */
  public Message withId(@Nullable String changed) {
    Message message = new Message(data, event, changed, retry, null);
    message.json = json;
    return message;
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
