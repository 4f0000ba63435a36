package io.gatewaystack.validatabl.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.networknt.schema.Schema;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.validatabl.form.Form;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Collects schemas. Wrong values throw {@link IllegalArgumentException} that names the schema and
 * the place in it. Not safe for use by several threads.
 */
public final class ArgumentSchemasBuilder {

  private static final int DEPTH = 400;

  private final Map<String, JsonDocument> tools = new LinkedHashMap<>();
  private final Map<String, JsonDocument> documents = new LinkedHashMap<>();
  private long steps = 200_000;

  ArgumentSchemasBuilder() {}

  /**
   * Adds the schema of a tool's arguments.
   *
   * @param name the tool
   * @param schema JSON text
   */
  public ArgumentSchemasBuilder tool(String name, String schema) {
    if (tools.putIfAbsent(name, parse("tool " + name, schema.getBytes(UTF_8))) != null) {
      throw new IllegalArgumentException("tool " + name + ": schema (expected: set once)");
    }
    return this;
  }

  /**
   * Adds the schema of a tool's arguments from a file, which is read at once.
   *
   * @throws IOException when it cannot be read
   */
  public ArgumentSchemasBuilder tool(String name, Path file) throws IOException {
    return tool(name, Files.readString(file));
  }

  /**
   * Adds a document that schemas may refer to. One that names itself by {@code $id} is known by
   * that URI too, and what it refers to is relative to it.
   *
   * @param uri what it is referred to by; absolute, without fragment; nothing is fetched from there
   * @param schema JSON text
   */
  public ArgumentSchemasBuilder document(String uri, String schema) {
    URI parsed = URI.create(uri);
    if (!parsed.isAbsolute() || parsed.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "document " + uri + ": uri (expected: absolute, without fragment)");
    }
    if (documents.putIfAbsent(uri, parse("document " + uri, schema.getBytes(UTF_8))) != null) {
      throw new IllegalArgumentException("document " + uri + ": (expected: added once)");
    }
    return this;
  }

  /**
   * Adds a document that schemas may refer to from a file, which is read at once.
   *
   * @throws IOException when it cannot be read
   */
  public ArgumentSchemasBuilder document(String uri, Path file) throws IOException {
    return document(uri, Files.readString(file));
  }

  /**
   * Sets how many keywords are evaluated at most for the arguments of one call, 200 000 by default;
   * arguments that need more are refused. So are those on which patterns would be tried for longer
   * than a hundred times as many comparisons, of a character with a piece of a pattern.
   */
  public ArgumentSchemasBuilder maxSteps(long value) {
    if (value < 1) {
      throw new IllegalArgumentException("maxSteps: " + value + " (expected: > 0)");
    }
    steps = value;
    return this;
  }

  private static JsonDocument parse(String place, byte[] json) {
    try {
      return JsonDocument.parse(json);
    } catch (InvalidJson e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  /**
   * The schemas, compiled.
   *
   * @throws IllegalArgumentException naming schema and keyword, when anything in one of them is
   *     unknown, unfit or refers to what is not configured
   */
  public ArgumentSchemas build() {
    Engine engine = new Engine();
    SchemaIndex index = new SchemaIndex(engine);
    documents.forEach((uri, json) -> add(engine, index, URI.create(uri), json, "document " + uri));
    tools.forEach((name, json) -> add(engine, index, uriOf(name), json, "tool " + name));
    index.resolveReferences();
    Map<String, Schema> schemas = engine.compile(index.resources().texts());
    Complaint complaint = new Complaint(index.properties());
    ToolSchema.Limits limits = new ToolSchema.Limits(steps, DEPTH, index.namePattern());
    FormCompiler forms = new FormCompiler(index.resources());
    Map<String, ToolSchema> compiled = new HashMap<>();
    for (String name : tools.keySet()) {
      String uri = index.resources().nameOf(uriOf(name)).toString();
      Schema schema = requireNonNull(schemas.get(uri), "not compiled");
      JsonNode text = index.resources().require(uriOf(name));
      List<JsonNode> examples = text.path("examples").valueStream().toList();
      Form form = forms.compile(text);
      compiled.put(name, new ToolSchema(name, schema, form, examples, complaint, limits));
    }
    return new ArgumentSchemas(compiled);
  }

  private static void add(
      Engine engine, SchemaIndex index, URI base, JsonDocument json, String place) {
    JsonNode tree = ExactJson.read(json).orElse(null);
    if (tree == null || !ExactJson.isInRange(tree)) {
      throw new IllegalArgumentException(place + ": (expected: no number out of range)");
    }
    index.add(base, tree, place);
    engine.checkForm(tree, place);
  }

  /** What the schema of a tool is called when it does not name itself; names may be relative. */
  private static URI uriOf(String tool) {
    String hex = HexFormat.of().formatHex(tool.getBytes(UTF_8));
    return URI.create("gatewaystack://tool." + hex + "/");
  }
}
