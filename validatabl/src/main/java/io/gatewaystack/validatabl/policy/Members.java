package io.gatewaystack.validatabl.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The members of one mapping in a policy file. What is asked for and unfit is noted as a problem
 * and counts as missing.
 */
final class Members {
  private final DocumentNode node;
  private final String place;
  private final Map<?, ?> members;
  private final Problems problems;

  /**
   * Reads a mapping; another value is a problem and has no members.
   *
   * @param place what stands before a key in messages, e.g. {@code "rule a: "}
   */
  Members(DocumentNode node, String place, Problems problems) {
    this.node = node;
    this.place = place;
    this.problems = problems;
    if (node.value() instanceof Map<?, ?> map) {
      this.members = map;
    } else {
      this.members = Map.of();
      problems.add(node.line(), place + node.told() + " (expected: a mapping)");
    }
  }

  int line() {
    return node.line();
  }

  /** The same members, under another name in messages. */
  Members at(String newPlace) {
    return newPlace.equals(place) ? this : new Members(node, newPlace, problems);
  }

  /** Refuses every other key. */
  void allow(List<String> keys) {
    for (Map.Entry<?, ?> member : members.entrySet()) {
      if (!keys.contains(member.getKey()) && member.getValue() instanceof DocumentNode value) {
        problems.add(
            value.line(),
            "%s%s: unknown key (expected: one of %s)"
                .formatted(place, member.getKey(), String.join(", ", new TreeSet<>(keys))));
      }
    }
  }

  Optional<DocumentNode> find(String key) {
    return Optional.ofNullable((DocumentNode) members.get(key));
  }

  /** A member that must be there. */
  Optional<DocumentNode> require(String key) {
    Optional<DocumentNode> found = find(key).filter(member -> member.value() != null);
    if (found.isEmpty() && node.value() instanceof Map) {
      problems.add(node.line(), place + key + ": missing");
    }
    return found;
  }

  /** A text, made into something else. */
  <T> Optional<T> parsed(Optional<DocumentNode> member, String key, Function<String, T> parser) {
    if (member.isEmpty()) {
      return Optional.empty();
    }
    DocumentNode found = member.get();
    if (!(found.value() instanceof String text)) {
      refuse(found, key, found.told() + " (expected: a text)");
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problems.add(found.line(), place + e.getMessage());
      return Optional.empty();
    }
  }

  /** The elements of a list that must not be empty. */
  List<DocumentNode> elements(Optional<DocumentNode> member, String key, int most) {
    if (member.isEmpty()) {
      return List.of();
    }
    DocumentNode found = member.get();
    if (!(found.value() instanceof List<?> list) || list.isEmpty() || list.size() > most) {
      refuse(found, key, "(expected: a list of 1 to " + most + ")");
      return List.of();
    }
    return list.stream().map(DocumentNode.class::cast).toList();
  }

  void refuse(DocumentNode at, String key, String what) {
    problems.add(at.line(), place + key + ": " + what);
  }
}
