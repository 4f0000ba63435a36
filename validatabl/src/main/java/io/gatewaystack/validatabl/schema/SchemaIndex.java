package io.gatewaystack.validatabl.schema;

import io.gatewaystack.validatabl.schema.Keywords.Holds;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every schema of the configured documents: what each is called, what it refers to, and which of
 * them judge the same instance. Refuses what 2020-12 does not know.
 */
final class SchemaIndex {
  static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final Map<String, JsonNode> resources = new HashMap<>();
  private final Map<String, JsonNode> anchors = new HashMap<>();
  private final IdentityHashMap<JsonNode, List<JsonNode>> inPlace = new IdentityHashMap<>();
  private final List<Reference> references = new ArrayList<>();
  private final Set<String> properties = new HashSet<>();

  /**
   * A reference from one schema to another.
   *
   * @param from where it stands
   * @param base what it is relative to
   * @param text as it is written
   * @param place for messages
   */
  private record Reference(JsonNode from, URI base, String text, String place) {}

  /**
   * Adds a document.
   *
   * @param base its URI
   * @param place for messages
   * @throws IllegalArgumentException naming place and keyword
   */
  void add(URI base, JsonNode document, String place) {
    name(base, document, place);
    schema(base, document, place);
  }

  /**
   * Every schema that has a URI, as JSON text that names itself by it: the library finds a schema
   * within another document only once it has loaded that document.
   */
  Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    resources.forEach((uri, schema) -> texts.put(uri, text(uri, schema)));
    return texts;
  }

  private static String text(String uri, JsonNode schema) {
    if (schema.deepCopy() instanceof ObjectNode named && named.has("$id")) {
      return named.put("$id", uri).toString();
    }
    return schema.toString();
  }

  /** The names of all properties the documents declare. */
  Set<String> properties() {
    return Collections.unmodifiableSet(properties);
  }

  private void schema(URI base, JsonNode schema, String place) {
    inPlace.put(schema, new ArrayList<>());
    if (schema.isBoolean()) {
      return;
    }
    if (!schema.isObject()) {
      throw new IllegalArgumentException(place + ": (expected: a schema)");
    }
    checkDialect(schema, place);
    URI own = named(base, schema, place);
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
  private URI named(URI base, JsonNode schema, String place) {
    if (!schema.has("$id")) {
      return base;
    }
    URI own = resolve(base, schema.path("$id").asString(""), place + "/$id");
    if (!own.equals(base)) {
      name(own, schema, place + "/$id");
    }
    return own;
  }

  private void name(URI uri, JsonNode schema, String place) {
    if (resources.putIfAbsent(uri.toString(), schema) != null) {
      throw new IllegalArgumentException(place + ": " + uri + " (expected: used once)");
    }
  }

  private void keyword(URI base, JsonNode schema, String keyword, String place) {
    switch (keyword) {
      case "$ref", "$dynamicRef" ->
          references.add(new Reference(schema, base, schema.path(keyword).asString(""), place));
      case "$anchor", "$dynamicAnchor" ->
          anchors.put(base + "#" + schema.path(keyword).asString(""), schema);
      case "pattern" -> checkPattern(schema.path(keyword).asString(""), place);
      case "patternProperties" ->
          schema.path(keyword).propertyNames().forEach(pattern -> checkPattern(pattern, place));
      case "properties" -> properties.addAll(schema.path(keyword).propertyNames());
      case "required" -> schema.path(keyword).forEach(name -> properties.add(name.asString("")));
      default -> {}
    }
  }

  private static void checkPattern(String pattern, String place) {
    try {
      EcmaPattern.compile(pattern);
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
      case SCHEMA_IN_PLACE, SCHEMAS_IN_PLACE, NAMED_SCHEMAS_IN_PLACE ->
          judgesWith(parent).add(schema);
      case VALUE, SCHEMA, SCHEMAS, NAMED_SCHEMAS -> {}
    }
  }

  /**
   * Follows every reference.
   *
   * @throws IllegalArgumentException when one leads out of the documents, to something that is no
   *     schema, or back to where it started
   */
  void checkReferences() {
    for (Reference reference : references) {
      if (!reference.text.startsWith("https://json-schema.org/draft/2020-12/")) {
        judgesWith(reference.from).add(target(reference));
      }
    }
    IdentityHashMap<JsonNode, Boolean> settled = new IdentityHashMap<>();
    for (Reference reference : references) {
      refuseCircle(reference.from, settled, reference.place);
    }
  }

  private JsonNode target(Reference reference) {
    URI uri = resolve(reference.base, reference.text, reference.place);
    String text = uri.toString();
    int hash = text.indexOf('#');
    JsonNode root = resources.get(hash < 0 ? text : text.substring(0, hash));
    String fragment = uri.getFragment();
    JsonNode target = root;
    if (root != null && fragment != null && !fragment.isEmpty()) {
      target = fragment.startsWith("/") ? root.at(fragment) : anchors.get(text);
    }
    if (target == null || !inPlace.containsKey(target)) {
      throw new IllegalArgumentException(
          reference.place
              + ": "
              + reference.text
              + " (expected: a schema within the configured documents)");
    }
    return target;
  }

  /** The schemas that judge the same value as another. */
  private List<JsonNode> judgesWith(JsonNode schema) {
    return Objects.requireNonNull(inPlace.get(schema), "not a schema of these documents");
  }

  private void refuseCircle(
      JsonNode schema, IdentityHashMap<JsonNode, Boolean> settled, String place) {
    Boolean done = settled.putIfAbsent(schema, false);
    if (done == null) {
      judgesWith(schema).forEach(next -> refuseCircle(next, settled, place));
      settled.put(schema, true);
    } else if (!done) {
      throw new IllegalArgumentException(
          place + ": (expected: no reference back to itself for the same value)");
    }
  }

  private static URI resolve(URI base, String reference, String place) {
    try {
      if (reference.isEmpty() || reference.startsWith("#")) { // URI.resolve reads both wrongly
        String text = base.toString();
        int hash = text.indexOf('#');
        return new URI((hash < 0 ? text : text.substring(0, hash)) + reference);
      }
      return base.resolve(new URI(reference));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(place + ": " + reference + " (expected: a URI)", e);
    }
  }
}
