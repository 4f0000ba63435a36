package io.gatewaystack.validatabl.schema;

import io.gatewaystack.validatabl.schema.Keywords.Holds;
import io.gatewaystack.validatabl.schema.Resources.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every schema of the configured documents: what each is called, what it refers to, and which of
 * them judge the same instance. Refuses what 2020-12 does not know.
 *
 * <p>Names and references are written back into the documents as absolute URIs, so that there is no
 * second reading of them: the library resolves some otherwise, and against the URI a document was
 * configured by where it names itself.
 */
final class SchemaIndex {
  static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private static final String METASCHEMAS = "https://json-schema.org/draft/2020-12/";

  private final Engine engine;
  private final Resources resources = new Resources();
  private final SchemaGraph graph = new SchemaGraph();
  private final List<Reference> references = new ArrayList<>();
  private final Set<String> properties = new HashSet<>();
  private int namePattern;

  /**
   * Starts without documents.
   *
   * @param engine knows the schemas the draft publishes
   */
  SchemaIndex(Engine engine) {
    this.engine = engine;
  }

  /**
   * A reference from one schema to another.
   *
   * @param from where it stands
   * @param keyword which it is
   * @param base what it is relative to
   * @param place for messages
   */
  private record Reference(ObjectNode from, String keyword, URI base, String place) {
    String text() {
      return from.path(keyword).asString("");
    }
  }

  /**
   * Adds a document, whose names become absolute.
   *
   * @param base its URI
   * @param place for messages
   * @throws IllegalArgumentException naming place and keyword
   */
  void add(URI base, JsonNode document, String place) {
    resources.add(base, named(base, document, place), document, place);
    schema(base, document, place);
  }

  /** The schemas by their URIs; complete once the references are resolved. */
  Resources resources() {
    return resources;
  }

  /** The names of all properties the documents declare. */
  Set<String> properties() {
    return Collections.unmodifiableSet(properties);
  }

  /** The size of the largest pattern of names; 0 when there is none. */
  int namePattern() {
    return namePattern;
  }

  private void schema(URI base, JsonNode schema, String place) {
    graph.add(schema);
    if (schema.isBoolean()) {
      return;
    }
    if (!schema.isObject()) {
      throw new IllegalArgumentException(place + ": (expected: a schema)");
    }
    checkDialect(schema, place);
    URI own = named(base, schema, place);
    if (!own.equals(base)) {
      resources.add(own, own, schema, place + "/$id");
    }
    schema
        .properties()
        .forEach(
            member -> {
              Holds holds = Keywords.of(member.getKey(), place);
              String at = place + "/" + member.getKey();
              keyword(own, schema, member.getKey(), at);
              nested(own, schema, member.getValue(), holds, at);
            });
  }

  private static void checkDialect(JsonNode schema, String place) {
    JsonNode dialect = schema.path("$schema");
    boolean known =
        dialect.isMissingNode()
            || dialect.asString("").equals(DIALECT)
            || dialect.asString("").equals(DIALECT + "#");
    if (!known) {
      throw new IllegalArgumentException(
          place + "/$schema: " + dialect.asString("?") + " (expected: " + DIALECT + ")");
    }
  }

  /** The base of what a schema holds: a schema with an id is a resource of its own. */
  private static URI named(URI base, JsonNode schema, String place) {
    if (!schema.path("$id").isString()) {
      return base;
    }
    URI own = SchemaUri.name(base, schema.path("$id").stringValue(), place + "/$id");
    ((ObjectNode) schema).put("$id", own.toString());
    return own;
  }

  private void keyword(URI base, JsonNode schema, String keyword, String place) {
    switch (keyword) {
      case "$ref", "$dynamicRef" ->
          references.add(new Reference((ObjectNode) schema, keyword, base, place));
      case "$anchor", "$dynamicAnchor" ->
          resources.addAnchor(base, schema.path(keyword).asString(""), schema, place);
      case "pattern" -> checkPattern(schema.path(keyword).asString(""), place);
      case "patternProperties" ->
          schema
              .path(keyword)
              .propertyNames()
              .forEach(
                  pattern ->
                      namePattern = Math.max(namePattern, checkPattern(pattern, place).size()));
      case "properties" -> properties.addAll(schema.path(keyword).propertyNames());
      case "required" -> addProperties(schema.path(keyword));
      case "dependentRequired" -> schema.path(keyword).forEach(this::addProperties);
      default -> {}
    }
  }

  private void addProperties(JsonNode names) {
    names.forEach(name -> properties.add(name.asString("")));
  }

  private static EcmaPattern checkPattern(String pattern, String place) {
    try {
      return EcmaPattern.compile(pattern);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  private void nested(URI base, JsonNode parent, JsonNode value, Holds holds, String place) {
    switch (holds) {
      case VALUE -> {}
      case SCHEMA_IN_PLACE, SCHEMA -> child(base, parent, value, holds, place);
      case SCHEMAS_IN_PLACE, SCHEMAS -> {
        for (int i = 0; i < value.size(); i++) {
          child(base, parent, value.get(i), holds, place + "/" + i);
        }
      }
      case NAMED_SCHEMAS_IN_PLACE, NAMED_SCHEMAS ->
          value
              .properties()
              .forEach(
                  named ->
                      child(base, parent, named.getValue(), holds, place + "/" + named.getKey()));
    }
  }

  private void child(URI base, JsonNode parent, JsonNode schema, Holds holds, String place) {
    schema(base, schema, place);
    switch (holds) {
      case SCHEMA_IN_PLACE, SCHEMAS_IN_PLACE, NAMED_SCHEMAS_IN_PLACE -> graph.link(parent, schema);
      case VALUE, SCHEMA, SCHEMAS, NAMED_SCHEMAS -> {}
    }
  }

  /**
   * Follows every reference, which becomes absolute.
   *
   * @throws IllegalArgumentException when one leads out of the documents, to something that is no
   *     schema, or back to where it started
   */
  void resolveReferences() {
    references.forEach(this::resolve);
    references.forEach(reference -> graph.refuseCircle(reference.from, reference.place));
  }

  private void resolve(Reference reference) {
    URI uri = SchemaUri.resolve(reference.base, reference.text(), reference.place);
    Optional<Target> target = resources.find(uri).filter(found -> graph.isSchema(found.schema()));
    target.ifPresent(found -> graph.link(reference.from, found.schema()));
    if (target.isEmpty() && !isPublished(reference, uri)) {
      throw new IllegalArgumentException(
          reference.place
              + ": "
              + reference.text()
              + " (expected: a schema within the configured documents)");
    }
    reference.from.put(reference.keyword, target.map(Target::uri).orElseGet(uri::toString));
  }

  private boolean isPublished(Reference reference, URI uri) {
    return reference.keyword.equals("$ref")
        && uri.toString().startsWith(METASCHEMAS)
        && engine.isPublished(uri);
  }
}
