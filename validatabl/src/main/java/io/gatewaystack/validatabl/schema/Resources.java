package io.gatewaystack.validatabl.schema;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Schemas by the URIs and anchors they can be referred to by. */
final class Resources {
  private final Map<String, Resource> resources = new HashMap<>();
  private final Map<String, JsonNode> anchors = new HashMap<>();

  /**
   * A schema that has a URI.
   *
   * @param uri its own; a document that names itself is known by another one too
   * @param schema the schema
   */
  private record Resource(URI uri, JsonNode schema) {}

  /**
   * What a reference leads to.
   *
   * @param uri with the own URI of the resource it is in
   * @param schema the value there, which may be no schema
   */
  record Target(String uri, JsonNode schema) {}

  /**
   * Adds a schema.
   *
   * @param known what it is referred to by
   * @param own its own URI
   * @param place for messages
   * @throws IllegalArgumentException naming the place, when another schema is known by that URI
   */
  void add(URI known, URI own, JsonNode schema, String place) {
    if (resources.putIfAbsent(known.toString(), new Resource(own, schema)) != null) {
      throw new IllegalArgumentException(place + ": " + known + " (expected: used once)");
    }
  }

  /**
   * Adds an anchor.
   *
   * @param own the URI of the schema it is in
   * @param place for messages
   * @throws IllegalArgumentException naming the place, when the name is taken there
   */
  void addAnchor(URI own, String anchor, JsonNode schema, String place) {
    if (anchors.putIfAbsent(own + "#" + anchor, schema) != null) {
      throw new IllegalArgumentException(place + ": " + anchor + " (expected: used once)");
    }
  }

  /** The URI of a document's own, by the one it was added with. */
  URI nameOf(URI known) {
    return Objects.requireNonNull(resources.get(known.toString()), "not a document").uri;
  }

  /**
   * Every schema that has a URI, as JSON text by its own URI: the library finds a schema within
   * another document only once it has loaded that document.
   */
  Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    resources
        .values()
        .forEach(resource -> texts.put(resource.uri.toString(), resource.schema.toString()));
    return texts;
  }

  /** A document by the URI it was added with. */
  JsonNode require(URI known) {
    return find(known).orElseThrow().schema();
  }

  /** What an absolute URI leads to. */
  Optional<Target> find(URI uri) {
    String text = uri.toString();
    int hash = text.indexOf('#');
    Resource root = resources.get(hash < 0 ? text : text.substring(0, hash));
    if (root == null) {
      return Optional.empty();
    }
    String fragment = uri.getFragment();
    if (fragment == null || fragment.isEmpty()) {
      return Optional.of(new Target(root.uri.toString(), root.schema));
    }
    return Optional.ofNullable(find(root, fragment))
        .map(schema -> new Target(root.uri + text.substring(hash), schema));
  }

  private @Nullable JsonNode find(Resource root, String fragment) {
    return fragment.startsWith("/")
        ? root.schema.at(fragment)
        : anchors.get(root.uri + "#" + fragment);
  }
}
