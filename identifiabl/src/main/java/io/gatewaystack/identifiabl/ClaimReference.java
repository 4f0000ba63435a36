package io.gatewaystack.identifiabl;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Where a claim stands: at the top under a name, or deeper at a JSON Pointer (RFC 6901). A dot is
 * part of a name: {@code https://example.com/roles} is one.
 *
 * @param name the name; a pointer when it starts with a slash
 * @param pointer the pointer; null for a name
 */
record ClaimReference(String name, @Nullable JsonPointer pointer) {

  static ClaimReference of(String name) {
    return new ClaimReference(name, name.startsWith("/") ? JsonPointer.compile(name) : null);
  }

  static List<ClaimReference> all(Collection<String> names) {
    return names.stream().map(ClaimReference::of).toList();
  }

  /** The claim; a missing node when it is not there. */
  JsonNode in(JsonNode payload) {
    return pointer == null ? payload.path(name) : payload.at(pointer);
  }
}
