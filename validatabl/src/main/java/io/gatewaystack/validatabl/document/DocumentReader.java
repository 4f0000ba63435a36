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
import org.jspecify.annotations.Nullable;
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
  private final Problems problems;
  private final StringBuilder place = new StringBuilder();
  private boolean ambiguous;

  private DocumentReader(int[] text, JsonParser parser, int maxDepth, Problems problems) {
    this.text = text;
    this.parser = parser;
    this.maxDepth = maxDepth;
    this.problems = problems;
  }

  /**
   * Reads a document; empty when it cannot be read, and then the problems say why: where two
   * readers could take it for two things, all of them and each with its place.
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
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return read(text, maxDepth, problems);
    } catch (CharacterCodingException e) {
      problems.add(1, "not UTF-8");
    } catch (Unreadable e) {
      problems.add(e.line(), e.problem());
    }
    return Optional.empty();
  }

  private static Optional<DocumentNode> read(String text, int maxDepth, Problems problems)
      throws Unreadable {
    boolean json = text.stripLeading().startsWith("{");
    if (!json) {
      YamlEvents.refuseIndirection(text, maxDepth);
    }
    try (JsonParser parser =
        json
            ? JSON.createParser(ObjectReadContext.empty(), text)
            : YAML.createParser(ObjectReadContext.empty(), text)) {
      return new DocumentReader(text.codePoints().toArray(), parser, maxDepth, problems).root();
    } catch (JacksonException e) {
      throw Unreadable.of(e, json ? "JSON" : "YAML");
    }
  }

  private Optional<DocumentNode> root() throws Unreadable {
    if (parser.nextToken() == null) {
      throw new Unreadable(1, "nothing (expected: a mapping)");
    }
    DocumentNode root = node(line(), 0);
    if (parser.nextToken() != null) {
      throw new Unreadable(line(), "another document (expected: one)");
    }
    return ambiguous ? Optional.empty() : Optional.of(root);
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
          case VALUE_STRING -> unambiguous(parser.getString());
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
      int container = place.length();
      place.append(container == 0 ? "" : ".").append(key);
      if (members.put(key, node(line, depth + 1)) != null) {
        refuse(line, "(expected: once)");
      }
      place.setLength(container);
    }
    return members;
  }

  private List<DocumentNode> elements(int depth) throws Unreadable {
    List<DocumentNode> elements = new ArrayList<>();
    int container = place.length();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      place.append('[').append(elements.size()).append(']');
      elements.add(node(line(), depth + 1));
      place.setLength(container);
    }
    return elements;
  }

  private String unambiguous(String value) {
    if (isPlain() && AMBIGUOUS.matcher(value).matches()) {
      refuse(line(), value + " (expected: in quotes, or true, false, 1.5)");
    }
    return value;
  }

  /** Notes what is wrong here; reading goes on, so that all of it is told. */
  private void refuse(int line, String what) {
    ambiguous = true;
    problems.add(line, place.isEmpty() ? what : place + ": " + what);
  }

  /** Whether the scalar is written without quotes and not as a block. */
  private boolean isPlain() {
    if (!(parser instanceof YAMLParser)) {
      return false;
    }
    long at = parser.currentTokenLocation().getCharOffset();
    return at < 0 || at >= text.length || "'\"|>".indexOf(text[(int) at]) < 0;
  }

  private @Nullable BigDecimal number(String digits) {
    try {
      return new BigDecimal(digits);
    } catch (NumberFormatException e) { // .inf, .nan, an exponent no decimal can hold
      refuse(line(), digits + " (expected: a finite number)");
      return null;
    }
  }
}
