package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One value of a checked document and where it stands, so that parts can be taken out, replaced and
 * put together without writing any of them anew. The grammar was checked before: a value's extent
 * follows from its first byte and its brackets.
 *
 * @param json the whole document
 * @param from offset of the value's first byte
 * @param to offset behind its last byte
 */
@SuppressWarnings("ArrayRecordComponent") // a view of bytes, never compared
record JsonSpan(byte[] json, int from, int to) {

  /** The document's one value. */
  static JsonSpan of(JsonDocument document) {
    byte[] json = document.bytes();
    int from = skipSpace(json, 0);
    return new JsonSpan(json, from, endOf(json, from));
  }

  boolean isObject() {
    return json[from] == '{';
  }

  boolean isArray() {
    return json[from] == '[';
  }

  boolean isString() {
    return json[from] == '"';
  }

  boolean isNull() {
    return json[from] == 'n';
  }

  /** Whether an object or array holds nothing. */
  boolean isEmpty() {
    byte next = json[skipSpace(json, from + 1)];
    return next == '}' || next == ']';
  }

  /** A member of an object; empty when there is none, or this is no object. */
  Optional<JsonSpan> member(String name) {
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
  Optional<JsonSpan> at(String... path) {
    Optional<JsonSpan> found = Optional.of(this);
    for (String name : path) {
      found = found.flatMap(span -> span.member(name));
    }
    return found;
  }

  /** Visits the members of an object in order; none when this is no object. */
  void members(BiConsumer<JsonSpan, JsonSpan> visitor) {
    if (!isObject()) {
      return;
    }
    int at = skipSpace(json, from + 1);
    while (json[at] != '}') {
      JsonSpan key = new JsonSpan(json, at, endOf(json, at));
      at = skipSpace(json, key.to);
      at = skipSpace(json, at + 1); // behind the colon
      JsonSpan value = new JsonSpan(json, at, endOf(json, at));
      visitor.accept(key, value);
      at = afterComma(value.to);
    }
  }

  /** The elements of an array in order; none when this is no array. */
  List<JsonSpan> elements() {
    List<JsonSpan> elements = new ArrayList<>();
    if (isArray()) {
      int at = skipSpace(json, from + 1);
      while (json[at] != ']') {
        JsonSpan element = new JsonSpan(json, at, endOf(json, at));
        elements.add(element);
        at = afterComma(element.to);
      }
    }
    return elements;
  }

  private int afterComma(int end) {
    int at = skipSpace(json, end);
    return json[at] == ',' ? skipSpace(json, at + 1) : at;
  }

  /** The decoded text of a string; of anything else, the characters as written. */
  String text() {
    String raw = new String(json, from, to - from, StandardCharsets.UTF_8);
    if (!isString()) {
      return raw;
    }
    return raw.indexOf('\\') < 0
        ? raw.substring(1, raw.length() - 1)
        : JsonDocument.parse(bytes()).tree().stringValue();
  }

  /** A copy of the value as written. */
  byte[] bytes() {
    return Arrays.copyOfRange(json, from, to);
  }

  /** A copy of the value in which one of its strings has a prefix of plain ASCII. */
  byte[] with(JsonSpan string, String prefix) {
    byte[] inserted = prefix.getBytes(StandardCharsets.US_ASCII);
    int at = string.from + 1 - from;
    byte[] changed = new byte[to - from + inserted.length];
    System.arraycopy(json, from, changed, 0, at);
    System.arraycopy(inserted, 0, changed, at, inserted.length);
    System.arraycopy(json, from + at, changed, at + inserted.length, to - from - at);
    return changed;
  }

  private static int skipSpace(byte[] json, int start) {
    int at = start;
    while (at < json.length && (json[at] == ' ' || json[at] >= '\t' && json[at] <= '\r')) {
      at++;
    }
    return at;
  }

  private static int endOf(byte[] json, int start) {
    int at = start;
    int open = 0;
    do {
      switch (json[at]) {
        case '"' -> at = endOfString(json, at);
        case '{', '[' -> {
          open++;
          at++;
        }
        case '}', ']' -> {
          open--;
          at++;
        }
        default -> at++;
      }
    } while (open > 0 || at < json.length && isScalar(json[start]) && isScalar(json[at]));
    return at;
  }

  /** Numbers and literals have no end of their own. */
  private static boolean isScalar(byte b) {
    return b > ' ' && b != '"' && b != ',' && b != ':' && b != ']' && b != '}' && b != '['
        && b != '{';
  }

  private static int endOfString(byte[] json, int quote) {
    int at = quote + 1;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** Only where it stands: the content never appears in logs. */
  @Override
  public String toString() {
    return "JsonSpan[" + from + ".." + to + "]";
  }
}
