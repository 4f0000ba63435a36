package io.gatewaystack.validatabl.policy;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Set;

/**
 * A tool, a prompt or a resource. What a rule says of one by name has nothing to do with the
 * others.
 *
 * @param field which of the three
 * @param name its name
 */
record NamedTarget(Field.Request field, String name) {
  private static final Set<Field> FIELDS =
      Set.of(Field.Request.TOOL, Field.Request.PROMPT, Field.Request.RESOURCE);

  /** Whether it may be asked about without its name, by an operation that names none. */
  boolean isOpen() {
    return field != Field.Request.TOOL;
  }

  /** Those that a rule speaks of; empty when it speaks of none by name. */
  static Set<NamedTarget> in(List<CheckedCondition> rule) {
    return rule.stream()
        .filter(c -> FIELDS.contains(c.field()) && c.keys().isPresent())
        .limit(1)
        .flatMap(
            c ->
                c.keys().orElseThrow().stream()
                    .map(name -> new NamedTarget((Field.Request) c.field(), name)))
        .collect(toUnmodifiableSet());
  }
}
