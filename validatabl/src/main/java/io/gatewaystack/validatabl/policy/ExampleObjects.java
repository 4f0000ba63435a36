package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.form.Constants;
import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.Members;
import io.gatewaystack.validatabl.form.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Makes objects at random: of the members that must be there, some that may be, and further ones
 * where there should be more. For one thread.
 *
 * @param values makes the members
 * @param random the source of chance
 * @param plenty as {@link ExampleValues}
 */
record ExampleObjects(ExampleValues values, SplittableRandom random, int plenty) {
  /** What need not be there is left out deeper down. */
  private static final int MOST_OPTIONAL_DEPTH = 4;

  private static final int MOST_MEMBERS = 1_000;
  private static final int STEPS_OF_MEMBER = 1_000;
  private static final int TRIES = 20;

  /**
   * An object; empty when none was made.
   *
   * @param about what policies ask of it; null for nothing
   */
  Optional<JsonNode> of(Members members, @Nullable ArgumentNode about, int depth) {
    Map<String, ArgumentNode> inside = about == null ? Map.of() : about.inside();
    Set<String> needed = new LinkedHashSet<>(members.required());
    inside.forEach(
        (name, child) -> {
          if (!child.mayBeAbsent()) {
            needed.add(name);
          }
        });
    Set<String> names = new LinkedHashSet<>(needed);
    if (depth < MOST_OPTIONAL_DEPTH) {
      Stream.of(members.named(), inside.keySet())
          .flatMap(Set::stream)
          .filter(name -> names.size() < members.most() && random.nextInt(2) < plenty)
          .forEach(names::add);
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      Optional<JsonNode> value = values.of(members.form(name), inside.get(name), depth + 1);
      if (value.isEmpty() && needed.contains(name)) {
        return Optional.empty();
      }
      value.ifPresent(some -> object.set(name, some));
    }
    boolean more = plenty > 1 && depth < MOST_OPTIONAL_DEPTH;
    int size = Math.max(members.least(), more ? object.size() + random.nextInt(2) : 0);
    return size > MOST_MEMBERS
        ? Optional.empty()
        : Optional.of(filled(object, size, members, depth));
  }

  /** Adds members until they are as many as they should be, if there are names for them. */
  private ObjectNode filled(ObjectNode object, int size, Members members, int depth) {
    List<String> known = values.shuffled(members.named());
    for (int tries = 0; object.size() < size && tries < size + TRIES; tries++) {
      values.effort().spend(STEPS_OF_MEMBER);
      String name = known.isEmpty() ? newName(members, object, depth) : known.remove(0);
      if (name != null && !object.has(name)) {
        values.of(members.form(name), null, depth + 1).ifPresent(value -> object.set(name, value));
      }
    }
    return object;
  }

  /** A name that nobody speaks of. */
  private @Nullable String newName(Members members, ObjectNode object, int depth) {
    Form names = Form.limiting(Texts.ANY);
    for (Members.Part part : members.parts()) {
      names = names.and(part.names().get());
    }
    List<Members.Matching> matching =
        values.shuffled(
            members.parts().stream().flatMap(part -> part.matching().stream()).toList());
    if (!matching.isEmpty()) {
      names = names.and(Form.limiting(Texts.matching(matching.get(0).rule())));
    }
    List<JsonNode> taken = new ArrayList<>();
    object.propertyNames().forEach(name -> taken.add(StringNode.valueOf(name)));
    Form free = names.and(Constants.any(taken).not());
    return free.texts().isEmpty()
        ? null
        : values
            .of(Form.texts(free.texts()), null, depth + 1)
            .map(JsonNode::stringValue)
            .orElse(null);
  }
}
