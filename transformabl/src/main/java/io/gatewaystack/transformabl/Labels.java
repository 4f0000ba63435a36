package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.text.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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
          "doc_type",
          "doctype",
          "document_type",
          "documenttype",
          "field",
          "id",
          "id_type",
          "idtype",
          "k",
          "key",
          "kind",
          "label",
          "name",
          "param",
          "parameter",
          "property",
          "q",
          "question",
          "scheme",
          "system",
          "title",
          "type",
          "use");

  private static final String TOOL = "name";
  private static final Set<String> ARGUMENTS = Set.of("args", "arguments", "input", "parameters");
  private static final Pattern WORD_ENDS = Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");
  private static final int LONGEST_NAME = 13;
  private static final int LONGEST = 80; // characters of a label
  private static final int LONGEST_LITERAL = 6 * LONGEST + 2;

  private final byte[] json;
  private final LeafScan.Sink sink;
  private int nameFrom; // of the member before
  private int nameTo;
  private int from; // its value
  private int to;
  private @Nullable String text; // what became of it

  /**
   * The labels of a document.
   *
   * @param sink knows what becomes of them
   */
  Labels(byte[] json, LeafScan.Sink sink) {
    this.json = json;
    this.sink = sink;
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
      String label = text;
      String known = label(label != null ? label : from == to ? "" : string(from, to));
      return isTool() ? ofTool(known) : known;
    }
    int comma = skip(value.to());
    int key = at(comma, ',') ? skip(comma + 1) : json.length;
    int keyEnd = at(key, '"') ? stringEnd(key) : json.length;
    int colon = skip(keyEnd);
    boolean named = at(colon, ':') && isName(key + 1, keyEnd - 1);
    return named ? label(behind(value.pointer(), key, skip(colon + 1))) : "";
  }

  /** Whether the label is the name of a tool, whose arguments follow. */
  private boolean isTool() {
    int comma = skip(to);
    int key = at(comma, ',') ? skip(comma + 1) : json.length;
    return nameTo - nameFrom == TOOL.length()
        && written(nameFrom, nameTo).equals(TOOL)
        && at(key, '"')
        && ARGUMENTS.contains(written(key + 1, stringEnd(key) - 1));
  }

  /** A tool may say what its arguments are; that it is for orders does not make them one. */
  private static String ofTool(String name) {
    StringBuilder words = new StringBuilder();
    for (String word : WORD_ENDS.split(name, -1)) {
      String small = word.toLowerCase(Locale.ROOT);
      String one = small.endsWith("s") ? small.substring(0, small.length() - 1) : small;
      if (Words.meaning(small).isPersonal() || Words.meaning(one).isPersonal()) {
        words.append(word).append(' ');
      }
    }
    return words.toString();
  }

  /** What becomes of the label behind a value; a number is none unless it becomes a string. */
  private String behind(String pointer, int key, int start) {
    boolean string = json[start] == '"';
    if (!string && json[start] != '-' && (json[start] < '0' || json[start] > '9')) {
      return "";
    }
    int end = string ? stringEnd(start) : scalarEnd(start);
    String was = string ? string(start, end) : PlainNumber.of(written(start, end));
    String name = string(key, stringEnd(key));
    String object = pointer.substring(0, pointer.lastIndexOf('/') + 1);
    String now = sink.ahead(object + name, name, was);
    return string || !now.equals(was) ? now : "";
  }

  private boolean isName(int start, int end) {
    return end - start <= LONGEST_NAME
        && NAMES.contains(written(start, end).toLowerCase(Locale.ROOT));
  }

  private String written(int start, int end) {
    return new String(json, start, end - start, StandardCharsets.UTF_8);
  }

  /** The text of a string literal. */
  private String string(int start, int end) {
    return string(json, start, end);
  }

  /** The text of a string literal in a document. */
  static String string(byte[] json, int start, int end) {
    String literal = new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8);
    if (literal.indexOf('\\') < 0) {
      return literal;
    }
    StringBuilder text = new StringBuilder();
    JsonDocument alone = JsonDocument.parse(Arrays.copyOfRange(json, start, end));
    alone.walk(leaf -> text.append(leaf.text()));
    return text.toString();
  }

  private static String label(String text) {
    return text.length() <= LONGEST && NestedJson.document(text) == null ? text : "";
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
