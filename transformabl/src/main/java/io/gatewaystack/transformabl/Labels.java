package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the member beside a value says the value is: {@code {"type":"ssn","value":"…"}}. A label
 * counts as it is read afterwards: what is redacted in it says nothing, so that a second look at
 * the document finds the same. Not safe for use by several threads.
 */
final class Labels {
  /** Names of members that say what the member beside them holds. */
  private static final Set<String> NAMES =
      Set.of(
          "attribute",
          "category",
          "column",
          "field",
          "id",
          "k",
          "key",
          "kind",
          "label",
          "name",
          "param",
          "parameter",
          "property",
          "question",
          "scheme",
          "system",
          "title",
          "type",
          "use");

  private static final int LONGEST_NAME = 9;
  private static final int LONGEST = 40; // characters of a label
  private static final int LONGEST_LITERAL = 6 * LONGEST + 2;

  private final byte[] json;
  private final BiFunction<String, JsonDocument, JsonDocument> ahead;
  private int nameFrom; // of the member before
  private int nameTo;
  private int from; // its value
  private int to;
  private @Nullable String text; // what became of it

  /**
   * The labels of a document.
   *
   * @param ahead what becomes of a member that was not visited yet, given the pointer of its object
   */
  Labels(byte[] json, BiFunction<String, JsonDocument, JsonDocument> ahead) {
    this.json = json;
    this.ahead = ahead;
  }

  /**
   * Leaves a value behind.
   *
   * @param keyFrom where the name of its member starts, without the quote
   * @param keyTo where that ends
   * @param now what becomes of its text; null when it stays
   */
  void leave(int keyFrom, int keyTo, Leaf value, @Nullable String now) {
    boolean label =
        value.kind() == Leaf.Kind.STRING && value.to() - value.from() <= LONGEST_LITERAL;
    nameFrom = keyFrom;
    nameTo = keyTo;
    from = value.from();
    to = label ? value.to() : from;
    text = now;
  }

  /** The label beside the value at the cursor; empty when there is none. */
  String of(Leaf value) {
    if (isName(nameFrom, nameTo)) {
      return text == null ? bounded(from == to ? "" : decoded(from, to)) : bounded(text);
    }
    int comma = skip(value.to());
    int key = at(comma, ',') ? skip(comma + 1) : json.length;
    int keyEnd = at(key, '"') ? stringEnd(key) : json.length;
    int colon = skip(keyEnd);
    boolean named = at(colon, ':') && isName(key + 1, keyEnd - 1);
    return named ? behind(value.pointer(), key, skip(colon + 1)) : "";
  }

  /** The label behind a value, whose member starts at {@code key} and is {@code at} its value. */
  private String behind(String pointer, int key, int at) {
    if (json[at] == '{' || json[at] == '[') {
      return "";
    }
    int end = json[at] == '"' ? stringEnd(at) : scalarEnd(at);
    String member = "{" + new String(json, key, end - key, StandardCharsets.UTF_8) + "}";
    JsonDocument alone = JsonDocument.parse(member.getBytes(StandardCharsets.UTF_8));
    String object = pointer.substring(0, pointer.lastIndexOf('/'));
    return bounded(label(ahead.apply(object, alone)));
  }

  private boolean isName(int start, int end) {
    return end - start <= LONGEST_NAME
        && NAMES.contains(
            new String(json, start, end - start, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
  }

  private String decoded(int start, int end) {
    byte[] literal = new byte[end - start];
    System.arraycopy(json, start, literal, 0, literal.length);
    return label(JsonDocument.parse(literal));
  }

  /** The text of the only string of a document. */
  private static String label(JsonDocument document) {
    StringBuilder text = new StringBuilder();
    document.walk(leaf -> text.append(leaf.kind() == Leaf.Kind.STRING ? leaf.text() : ""));
    return text.toString();
  }

  private static String bounded(String label) {
    return label.length() <= LONGEST ? label : "";
  }

  private boolean at(int position, char c) {
    return position < json.length && json[position] == c;
  }

  private int skip(int start) {
    int at = start;
    while (at < json.length && json[at] <= ' ') {
      at++;
    }
    return at;
  }

  private int stringEnd(int quote) {
    int at = quote + 1;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private int scalarEnd(int start) {
    int at = start;
    while (at < json.length && json[at] > ' ' && json[at] != ',' && json[at] != '}') {
      at++;
    }
    return at;
  }
}
