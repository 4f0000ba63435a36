package io.gatewaystack.identifiabl.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.context.json.JsonDocument;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys as JSON, one to a line. Nothing unknown is accepted: a misspelt {@code expires} must not
 * make a key that never does.
 */
final class KeyFileFormat {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> MEMBERS = Set.of("version", "keys");
  private static final Set<String> KEY_MEMBERS =
      Set.of(
          "id", "sha256", "name", "subject", "issuer", "tenant", "scopes", "roles", "plan",
          "created", "expires", "revoked");

  private KeyFileFormat() {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when it is not of this form; the message says where and what
   *     was expected, never what was there
   */
  static KeyTable read(byte[] utf8) {
    JsonNode root = JsonDocument.parse(utf8).tree();
    onlyKnown("file", root, MEMBERS);
    if (root.path("version").intValue(0) != VERSION || !root.path("keys").isArray()) {
      throw new IllegalArgumentException("file: (expected: \"version\": 1 and an array \"keys\")");
    }
    Map<CredentialHash, ApiKey> keys = new LinkedHashMap<>();
    for (JsonNode node : root.path("keys")) {
      String where = "keys[" + keys.size() + "]";
      try {
        onlyKnown("key", node, KEY_MEMBERS);
        if (keys.put(CredentialHash.parse(text(node, "sha256")), key(node)) != null) {
          throw new IllegalArgumentException("sha256: (expected: every key once)");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(where + "." + e.getMessage(), e);
      }
    }
    return KeyTable.EMPTY.plus(keys);
  }

  static byte[] write(KeyTable keys) {
    StringBuilder json = new StringBuilder("{\"version\": 1, \"keys\": [");
    String[] separator = {"\n  "};
    keys.forEach(
        (hash, key) -> {
          json.append(separator[0]).append(node(hash, key));
          separator[0] = ",\n  ";
        });
    return json.append("\n]}\n").toString().getBytes(UTF_8);
  }

  private static ObjectNode node(CredentialHash hash, ApiKey key) {
    ApiKeyTerms terms = key.terms();
    ObjectNode node = JSON.createObjectNode();
    node.put("id", key.id()).put("sha256", hash.hex()).put("name", terms.name());
    put(node, "subject", terms.subject());
    put(node, "issuer", terms.issuer());
    put(node, "tenant", terms.tenantId());
    put(node, "scopes", terms.scopes());
    put(node, "roles", terms.roles());
    put(node, "plan", terms.plan());
    put(node, "created", key.createdAt());
    put(node, "expires", terms.expiresAt());
    put(node, "revoked", key.revokedAt());
    return node;
  }

  private static void put(ObjectNode node, String member, @Nullable Object value) {
    if (value != null) {
      node.put(member, value.toString());
    }
  }

  private static void put(ObjectNode node, String member, Set<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = node.putArray(member);
      values.forEach(array::add);
    }
  }

  private static ApiKey key(JsonNode node) {
    ApiKeyTerms terms =
        new ApiKeyTerms(
            text(node, "name"),
            optional(node, "subject"),
            optional(node, "issuer"),
            optional(node, "tenant"),
            texts(node, "scopes"),
            texts(node, "roles"),
            optional(node, "plan"),
            instant(node, "expires"));
    Instant created = instant(node, "created");
    if (created == null) {
      throw new IllegalArgumentException("created: (expected: a time)");
    }
    return new ApiKey(text(node, "id"), terms, created, instant(node, "revoked"));
  }

  private static void onlyKnown(String what, JsonNode node, Set<String> members) {
    if (!node.isObject() || !members.containsAll(node.propertyNames())) {
      throw new IllegalArgumentException(what + ": (expected: an object of " + members + ")");
    }
  }

  private static String text(JsonNode node, String member) {
    String text = optional(node, member);
    if (text == null) {
      throw new IllegalArgumentException(member + ": not there (expected: a string)");
    }
    return text;
  }

  private static @Nullable String optional(JsonNode node, String member) {
    JsonNode value = node.get(member);
    if (value != null && !value.isString()) {
      throw new IllegalArgumentException(member + ": (expected: a string)");
    }
    return value == null ? null : value.stringValue();
  }

  private static Set<String> texts(JsonNode node, String member) {
    JsonNode values = node.path(member);
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode value : values) {
      if (!value.isString() || !texts.add(value.stringValue())) {
        throw new IllegalArgumentException(member + ": (expected: strings, every one once)");
      }
    }
    if (!values.isMissingNode() && !values.isArray()) {
      throw new IllegalArgumentException(member + ": (expected: an array)");
    }
    return texts;
  }

  private static @Nullable Instant instant(JsonNode node, String member) {
    String text = optional(node, member);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          member + ": (expected: a time such as 2027-01-31T00:00:00Z)", e);
    }
  }
}
