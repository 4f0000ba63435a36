package io.gatewaystack.validatabl.document;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one YAML document that two readers cannot take for two things: no duplicate keys, no
 * aliases, anchors or tags, one document, and no word without quotes that other readers take for a
 * number, a truth value or nothing. What begins with a brace is JSON, tabs and all.
 */
public final class DocumentReader {
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final JsonFactory JSON = new JsonFactory();

  /** YAML 1.1 and the core schema of YAML 1.2 read these as something else than texts. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "(?i)~|null|true|false|yes|no|on|off|y|n"
              + "|[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*(:[0-5]?[0-9])*)"
              + "|[-+]?([0-9][0-9_]*)?\\.[0-9_]*(e[-+]?[0-9]+)?|[-+]?[0-9][0-9_]*e[-+]?[0-9]+");

  /** The parser counts code points, not characters: one such as an emoji is two of those. */
  private final int[] text;

  private final JsonParser parser;
  private final int maxDepth;

  private DocumentReader(int[] text, JsonParser parser, int maxDepth) {
    this.text = text;
    this.parser = parser;
    this.maxDepth = maxDepth;
  }

  /**
   * Reads a document; empty when it cannot be read, and then the problems say why.
   *
   * @param content YAML or JSON in UTF-8
   * @param maxBytes most bytes it may have
   * @param maxDepth most levels of mappings and lists
   * @param problems takes what is wrong
   */
  public static Optional<DocumentNode> read(
      byte[] content, int maxBytes, int maxDepth, Problems problems) {
    if (content.length > maxBytes) {
      problems.add(1, "(expected: at most " + maxBytes + " bytes)");
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      return Optional.of(
          read(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), maxDepth));
    } catch (CharacterCodingException e) {
      problems.add(1, "not UTF-8");
    } catch (Unreadable e) {
      problems.add(e.line(), e.problem());
    }
    return Optional.empty();
  }

  private static DocumentNode read(String text, int maxDepth) throws Unreadable {
    boolean json = text.stripLeading().startsWith("{");
    if (!json) {
      YamlEvents.refuseIndirection(text, maxDepth);
    }
    try (JsonParser parser =
        json
            ? JSON.createParser(ObjectReadContext.empty(), text)
            : YAML.createParser(ObjectReadContext.empty(), text)) {
      return new DocumentReader(text.codePoints().toArray(), parser, maxDepth).root();
    } catch (JacksonException e) {
      throw Unreadable.of(e, json ? "JSON" : "YAML");
    }
  }

  private DocumentNode root() throws Unreadable {
    if (parser.nextToken() == null) {
      throw new Unreadable(1, "nothing (expected: a mapping)");
    }
    DocumentNode root = node(line(), 0);
    if (parser.nextToken() != null) {
      throw new Unreadable(line(), "another document (expected: one)");
    }
    return root;
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private DocumentNode node(int line, int depth) throws Unreadable {
    if (depth > maxDepth) {
      throw new Unreadable(line, "too deep (expected: at most " + maxDepth + " levels)");
    }
    JsonToken token = parser.currentToken();
    return new DocumentNode(
        line,
        switch (token) {
          case START_OBJECT -> members(depth);
          case START_ARRAY -> elements(depth);
          case VALUE_STRING -> unambiguous(parser.getString(), "in quotes, or true, false, 1.5");
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString());
          case VALUE_TRUE -> true;
          case VALUE_FALSE -> false;
          case VALUE_NULL -> null;
          case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
              throw new Unreadable(line, "not YAML: " + token);
        });
  }

  private Map<String, DocumentNode> members(int depth) throws Unreadable {
    Map<String, DocumentNode> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int line = line();
      String key = parser.currentName();
      parser.nextToken();
      if (members.put(key, node(line, depth + 1)) != null) {
        throw new Unreadable(line, key + ": (expected: once)");
      }
    }
    return members;
  }

  private List<DocumentNode> elements(int depth) throws Unreadable {
    List<DocumentNode> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(node(line(), depth + 1));
    }
    return elements;
  }

  private String unambiguous(String value, String expected) throws Unreadable {
    if (isPlain() && AMBIGUOUS.matcher(value).matches()) {
      throw new Unreadable(line(), value + " (expected: " + expected + ")");
    }
    return value;
  }

  /** Whether the scalar is written without quotes and not as a block. */
  private boolean isPlain() {
    if (!(parser instanceof YAMLParser)) {
      return false;
    }
    long at = parser.currentTokenLocation().getCharOffset();
    return at < 0 || at >= text.length || "'\"|>".indexOf(text[(int) at]) < 0;
  }

  private BigDecimal number(String digits) throws Unreadable {
    try {
      return new BigDecimal(digits);
    } catch (NumberFormatException e) { // .inf, .nan, an exponent no decimal can hold
      throw new Unreadable(line(), digits + " (expected: a finite number)");
    }
  }
}
