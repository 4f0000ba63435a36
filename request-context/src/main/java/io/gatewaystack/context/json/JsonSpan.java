package io.gatewaystack.context.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One value of a document and where it stands, so that parts can be looked up in any order and put
 * together anew without writing any of them again. For one pass from front to end there is {@link
 * JsonCursor}. Immutable, provided nobody writes to the array.
 *
 * @param json the whole document (UTF-8); not a copy: do not modify
 * @param from offset of the value's first byte
 * @param to offset behind its last byte
 */
@SuppressWarnings("ArrayRecordComponent") // a view of bytes, never compared
public record JsonSpan(byte[] json, int from, int to) {

  /** The document's one value. */
  public static JsonSpan of(JsonDocument document) {
    return at(document.bytes(), Tokens.skipSpace(document.bytes(), 0));
  }

  private static JsonSpan at(byte[] json, int from) {
    return new JsonSpan(json, from, Tokens.endOfValue(json, from));
  }

  /** Whether the value is an object. */
  public boolean isObject() {
    return json[from] == '{';
  }

  /** Whether the value is an array. */
  public boolean isArray() {
    return json[from] == '[';
  }

  /** Whether the value is a string. */
  public boolean isString() {
    return json[from] == '"';
  }

  /** Whether the value is {@code null}. */
  public boolean isNull() {
    return json[from] == 'n';
  }

  /** Whether an object or array holds nothing. */
  public boolean isEmpty() {
    byte next = json[Tokens.skipSpace(json, from + 1)];
    return next == '}' || next == ']';
  }

  /** A member of an object; empty when there is none, or this is no object. */
  public Optional<JsonSpan> member(String name) {
    List<JsonSpan> found = new ArrayList<>(1);
    members(
        (key, value) -> {
          if (key.text().equals(name)) {
            found.add(value);
          }
        });
    return found.stream().findFirst();
  }

  /** The member of a member, and so on; empty when one is missing. */
  public Optional<JsonSpan> at(String... path) {
    Optional<JsonSpan> found = Optional.of(this);
    for (String name : path) {
      found = found.flatMap(span -> span.member(name));
    }
    return found;
  }

  /** Visits the members of an object in order, each with its key; none when this is no object. */
  public void members(BiConsumer<JsonSpan, JsonSpan> visitor) {
    if (!isObject()) {
      return;
    }
    int at = Tokens.skipSpace(json, from + 1);
    while (json[at] != '}') {
      JsonSpan key = at(json, at);
      int colon = Tokens.skipSpace(json, key.to);
      JsonSpan value = at(json, Tokens.skipSpace(json, colon + 1));
      visitor.accept(key, value);
      at = afterComma(value.to);
    }
  }

  /** The elements of an array in order; none when this is no array. */
  public List<JsonSpan> elements() {
    List<JsonSpan> elements = new ArrayList<>();
    if (isArray()) {
      int at = Tokens.skipSpace(json, from + 1);
      while (json[at] != ']') {
        JsonSpan element = at(json, at);
        elements.add(element);
        at = afterComma(element.to);
      }
    }
    return elements;
  }

  private int afterComma(int end) {
    int at = Tokens.skipSpace(json, end);
    return json[at] == ',' ? Tokens.skipSpace(json, at + 1) : at;
  }

  /** The decoded text of a string; of anything else, the characters as written. */
  public String text() {
    return isString()
        ? Tokens.text(json, from, to)
        : new String(json, from, to - from, StandardCharsets.UTF_8);
  }

  /** A copy of the value as written. */
  public byte[] bytes() {
    return Arrays.copyOfRange(json, from, to);
  }

  /** Only where it stands: the content never appears in logs. */
  @Override
  public String toString() {
    return "JsonSpan[" + from + ".." + to + "]";
  }
}
