package io.gatewaystack.context;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The header fields of a request. Names are case-insensitive. An instance made by the servlet
 * adapter is a view of the container's request: read it no later than in a completion.
 */
public interface Headers {

  /** No header fields. */
  Headers EMPTY = of(Map.of());

  /** Every value of a field in order of arrival; empty when it was not sent. */
  List<String> all(String name);

  /** The names of all fields, in any case. */
  Set<String> names();

  /** The first value of a field. Fields whose meaning depends on being alone: see {@link #all}. */
  default Optional<String> first(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** Fixed header fields. */
  static Headers of(Map<String, List<String>> fields) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.forEach(
        (name, values) ->
            copy.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                .addAll(values));
    copy.replaceAll((name, values) -> List.copyOf(values));
    Set<String> names = Collections.unmodifiableSet(copy.keySet());
    return new Headers() {
      @Override
      public List<String> all(String name) {
        return copy.getOrDefault(name, List.of());
      }

      @Override
      public Set<String> names() {
        return names;
      }
    };
  }
}
