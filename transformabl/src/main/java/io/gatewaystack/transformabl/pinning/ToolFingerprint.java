package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.context.json.JsonCursor;
import io.gatewaystack.context.json.JsonDocument;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a tool's definition amounts to: a digest of its name, title, description, schemas and
 * annotations, the same for every order of members, white space, escape and spelling of a number.
 *
 * @param value the digest of the whole: {@code v1:} and 64 hexadecimal digits (SHA-256)
 * @param parts the digest of each part that is there, to tell which one changed
 */
public record ToolFingerprint(String value, SortedMap<String, String> parts) {

  /** The parts of a definition that count; others, such as {@code _meta}, may change freely. */
  public static final List<String> PARTS =
      List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

  /** Of a definition that is too large to be looked at; no other is the same, not even another. */
  static final ToolFingerprint UNKNOWN = new ToolFingerprint("none", Collections.emptySortedMap());

  /** Copies the parts. */
  public ToolFingerprint {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  /**
   * The fingerprint of a definition.
   *
   * @param tool one tool as it stands in a list: an object
   * @throws IllegalArgumentException when it is no object
   */
  public static ToolFingerprint of(JsonDocument tool) {
    JsonCursor cursor = tool.cursor();
    if (!cursor.isObject()) {
      throw new IllegalArgumentException("tool: (expected: an object)");
    }
    SortedMap<String, String> parts = new TreeMap<>();
    cursor.enter();
    while (cursor.next()) {
      String key = cursor.key();
      if (PARTS.contains(key)) {
        parts.put(key, CanonicalDigest.hex(CanonicalDigest.of(cursor)));
      }
    }
    cursor.leave();
    return new ToolFingerprint("v1:" + CanonicalDigest.hex(CanonicalDigest.of(parts)), parts);
  }

  /** Whether it says nothing of the definition. */
  boolean isUnknown() {
    return value.equals(UNKNOWN.value);
  }

  /** The names of the parts that are not the same in another definition. */
  public Set<String> differences(ToolFingerprint other) {
    Set<String> names = new TreeSet<>(parts.keySet());
    names.addAll(other.parts.keySet());
    names.removeIf(name -> parts.getOrDefault(name, "").equals(other.parts.getOrDefault(name, "")));
    return names;
  }
}
