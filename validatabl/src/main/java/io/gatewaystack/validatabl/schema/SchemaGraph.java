package io.gatewaystack.validatabl.schema;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** All schemas, and which of them judge the same value. */
final class SchemaGraph {
  private final IdentityHashMap<JsonNode, List<JsonNode>> inPlace = new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, Boolean> settled = new IdentityHashMap<>();

  void add(JsonNode schema) {
    inPlace.put(schema, new ArrayList<>());
  }

  /** Whether a value stands where a schema does. */
  boolean isSchema(JsonNode value) {
    return inPlace.containsKey(value);
  }

  /** Says that a schema asks another one about the value it judges itself. */
  void link(JsonNode schema, JsonNode other) {
    judgesWith(schema).add(other);
  }

  private List<JsonNode> judgesWith(JsonNode schema) {
    return Objects.requireNonNull(inPlace.get(schema), "not a schema of these documents");
  }

  /**
   * Checks that judging a value by a schema comes to an end; to be called when all links are there.
   *
   * @param place for messages
   * @throws IllegalArgumentException naming the place
   */
  void refuseCircle(JsonNode schema, String place) {
    Boolean done = settled.putIfAbsent(schema, false);
    if (done == null) {
      judgesWith(schema).forEach(next -> refuseCircle(next, place));
      settled.put(schema, true);
    } else if (!done) {
      throw new IllegalArgumentException(
          place + ": (expected: no reference back to itself for the same value)");
    }
  }
}
