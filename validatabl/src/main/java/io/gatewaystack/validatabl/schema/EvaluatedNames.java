package io.gatewaystack.validatabl.schema;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The names of members that some schema may have looked at when {@code unevaluatedProperties} is
 * asked: those that a schema declares, or one that judges the same object. For one thread.
 */
final class EvaluatedNames {
  private static final List<String> OPEN =
      List.of("additionalProperties", "patternProperties", "unevaluatedProperties", "$dynamicRef");
  private static final List<String> ONE = List.of("if", "then", "else");
  private static final List<String> MANY = List.of("allOf", "anyOf", "oneOf", "dependentSchemas");

  private final Resources resources;
  private final Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> names = new TreeSet<>();

  private EvaluatedNames(Resources resources) {
    this.resources = resources;
  }

  /** The names beside which none may be evaluated; empty when any may. */
  static Optional<Set<String>> of(JsonNode schema, Resources resources) {
    EvaluatedNames found = new EvaluatedNames(resources);
    found.seen.add(schema);
    boolean open = OPEN.stream().anyMatch(k -> !k.equals("unevaluatedProperties") && schema.has(k));
    return !open && found.addAll(schema) ? Optional.of(found.names) : Optional.empty();
  }

  /** Adds what a schema declares; false when that may be anything. */
  private boolean add(JsonNode schema) {
    if (!seen.add(schema)) {
      return true;
    }
    return OPEN.stream().noneMatch(schema::has) && addAll(schema);
  }

  private boolean addAll(JsonNode schema) {
    names.addAll(schema.path("properties").propertyNames());
    List<JsonNode> others = new ArrayList<>();
    ONE.stream().map(schema::path).forEach(others::add);
    MANY.forEach(keyword -> schema.path(keyword).forEach(others::add));
    if (schema.has("$ref")) {
      JsonNode target =
          resources
              .find(URI.create(schema.path("$ref").asString("")))
              .map(Resources.Target::schema)
              .orElse(null);
      if (target == null) {
        return false;
      }
      others.add(target);
    }
    return others.stream().allMatch(this::add);
  }
}
