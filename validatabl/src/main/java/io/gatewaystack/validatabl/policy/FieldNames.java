package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of fields in a policy. */
final class FieldNames {
  static final String ARGUMENTS = "arguments.";

  /** Deeper members could not stand in a body that is accepted. */
  private static final int MAX_PATH = 64;

  private static final Map<String, Field> KNOWN = known();

  private FieldNames() {}

  /** The field of a name, exactly. */
  static Optional<Field> find(String name) {
    if (!name.startsWith(ARGUMENTS)) {
      return Optional.ofNullable(KNOWN.get(name));
    }
    List<String> path = List.of(name.substring(ARGUMENTS.length()).split("\\.", -1));
    return path.contains("") || path.size() > MAX_PATH
        ? Optional.empty()
        : Optional.of(new Field.Argument(path));
  }

  /** Every field that is not an argument, by each of its names. */
  static Map<String, Field> known() {
    List<Field> fields = new ArrayList<>();
    Collections.addAll(fields, Field.Caller.values());
    Collections.addAll(fields, Field.Request.values());
    Collections.addAll(fields, Field.Found.values());
    Map<String, Field> names = new LinkedHashMap<>();
    for (Field field : fields) {
      field.names().forEach(name -> names.put(name, field));
    }
    return Collections.unmodifiableMap(names);
  }

  /** All names, for error messages. */
  static String all() {
    return String.join(", ", KNOWN.keySet()) + ", " + ARGUMENTS + "<path>";
  }
}
