package io.gatewaystack.validatabl.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official JSON Schema Test Suite, as it lies in a folder.
 *
 * @param groups schemas with their cases
 * @param remotes documents by the URI the schemas refer to them by
 */
record Suite(List<Group> groups, Map<String, String> remotes) {
  private static final String DRAFT = "draft2020-12/";
  private static final String SERVER = "http://localhost:1234/";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /**
   * A schema and what it is asked.
   *
   * @param file relative to the folder of the draft
   * @param name what it is about
   * @param schema JSON text
   * @param cases what it is asked
   */
  record Group(String file, String name, String schema, List<Case> cases) {}

  /**
   * A value to judge.
   *
   * @param name what it is about
   * @param value JSON text
   * @param valid what the suite says
   */
  record Case(String name, String value, boolean valid) {}

  /** Reads the suite from the folder that holds {@code tests} and {@code remotes}. */
  static Suite in(Path folder) throws IOException {
    List<Group> groups = new ArrayList<>();
    files(folder.resolve("tests").resolve(DRAFT))
        .forEach((file, json) -> json.forEach(group -> groups.add(group(file, group))));
    Map<String, String> remotes = new TreeMap<>();
    files(folder.resolve("remotes"))
        .forEach(
            (file, json) -> {
              if (file.startsWith(DRAFT) || !file.startsWith("draft")) {
                remotes.put(SERVER + file, json.toString());
              }
            });
    return new Suite(groups, remotes);
  }

  private static Map<String, JsonNode> files(Path folder) throws IOException {
    Map<String, JsonNode> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(path -> path.toString().endsWith(".json")).toList()) {
        files.put(
            folder.relativize(file).toString().replace('\\', '/'),
            MAPPER.readTree(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  private static Group group(String file, JsonNode json) {
    List<Case> cases = new ArrayList<>();
    for (JsonNode test : json.path("tests")) {
      cases.add(
          new Case(
              test.path("description").stringValue(),
              test.path("data").toString(),
              test.path("valid").booleanValue()));
    }
    return new Group(
        file,
        json.path("description").stringValue().strip(),
        json.path("schema").toString(),
        cases);
  }

  /** The documents a schema may refer to, directly or not, known by the names of their files. */
  Map<String, String> remotesOf(Group group) {
    Map<String, String> found = new HashMap<>();
    addRemotes(group.schema(), found);
    return found;
  }

  private void addRemotes(String text, Map<String, String> found) {
    remotes.forEach(
        (uri, json) -> {
          String name = uri.substring(uri.lastIndexOf('/') + 1);
          if (text.contains(name) && found.putIfAbsent(uri, json) == null) {
            addRemotes(json, found);
          }
        });
  }
}
