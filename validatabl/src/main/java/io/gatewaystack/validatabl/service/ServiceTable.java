package io.gatewaystack.validatabl.service;

import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The content of a catalog file:
 *
 * <pre>{@code
 * {"services": {"github": true, "ledger": false},
 *  "organisations": {"org_1": ["github", "ledger"], "org_2": []}}
 * }</pre>
 *
 * <p>A service that is {@code false} is active for nobody.
 *
 * @param byOrganisation active services by organisation
 */
record ServiceTable(Map<String, Set<String>> byOrganisation) {

  /**
   * Reads the content of a file.
   *
   * @param name what messages call it
   * @throws IllegalArgumentException when anything in it is unknown or unfit
   */
  static ServiceTable parse(String name, byte[] content) {
    JsonNode root;
    try {
      root = JsonDocument.parse(content).tree();
    } catch (InvalidJson e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
    return new Reader(name).read(root);
  }

  /** Reads one document, naming the file in every message. */
  private record Reader(String name) {

    ServiceTable read(JsonNode root) {
      for (Map.Entry<String, JsonNode> member : root.properties()) {
        if (!member.getKey().equals("services") && !member.getKey().equals("organisations")) {
          throw unfit(member.getKey(), "services or organisations");
        }
      }
      Map<String, Boolean> services = services(object(root, "services"));
      Map<String, Set<String>> table = new HashMap<>();
      object(root, "organisations")
          .properties()
          .forEach(member -> table.put(member.getKey(), enabled(member, services)));
      return new ServiceTable(Map.copyOf(table));
    }

    private JsonNode object(JsonNode root, String key) {
      JsonNode object = root.path(key);
      if (!object.isObject()) {
        throw unfit(key, "an object");
      }
      return object;
    }

    private Map<String, Boolean> services(JsonNode object) {
      Map<String, Boolean> services = new HashMap<>();
      object
          .properties()
          .forEach(
              member -> {
                if (!member.getValue().isBoolean()) {
                  throw unfit("services/" + member.getKey(), "true or false");
                }
                services.put(member.getKey(), member.getValue().booleanValue());
              });
      return services;
    }

    private Set<String> enabled(Map.Entry<String, JsonNode> member, Map<String, Boolean> services) {
      String place = "organisations/" + member.getKey();
      if (!member.getValue().isArray()) {
        throw unfit(place, "a list of services");
      }
      Set<String> enabled = new HashSet<>();
      for (JsonNode service : member.getValue()) {
        Boolean active = service.isString() ? services.get(service.stringValue()) : null;
        if (active == null) {
          throw unfit(place + ": " + service, "a service that is listed");
        }
        if (active) {
          enabled.add(service.stringValue());
        }
      }
      return Set.copyOf(enabled);
    }

    private IllegalArgumentException unfit(String place, String expected) {
      return new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, place, expected));
    }
  }
}
