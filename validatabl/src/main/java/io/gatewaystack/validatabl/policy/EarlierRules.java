package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.policy.CheckedCondition.Meaning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules that are tried before another one, found by their conditions: a policy may have
 * thousands. For one thread.
 */
final class EarlierRules {
  /** So many pairs of rules that no index tells apart are compared: it takes a second or two. */
  private static final int MOST_COMPARED = 500_000;

  private final Map<Meaning, List<Earlier>> byMeaning = new HashMap<>();
  private final Map<Field, Map<String, List<Earlier>>> byText = new HashMap<>();
  private final Map<Field, List<Earlier>> byField = new HashMap<>();
  private Optional<String> catchAll = Optional.empty();
  private int compared;

  private record Earlier(String id, List<ReviewedCondition> conditions) {}

  /** Adds a rule, by its conditions that not every request fulfils. */
  void add(String id, List<ReviewedCondition> conditions) {
    if (conditions.isEmpty()) {
      catchAll = catchAll.or(() -> Optional.of(id));
      return;
    }
    Earlier rule = new Earlier(id, conditions);
    rarest(conditions.stream().map(c -> list(byMeaning, c.meaning())).toList()).add(rule);
    Optional<CheckedCondition> keyed =
        conditions.stream()
            .map(ReviewedCondition::condition)
            .filter(c -> c.keys().isPresent())
            .min(Comparator.comparingInt(c -> size(byText, c)));
    if (keyed.isPresent()) {
      Map<String, List<Earlier>> texts =
          byText.computeIfAbsent(keyed.get().field(), f -> new HashMap<>());
      keyed.get().keys().orElseThrow().forEach(text -> list(texts, text).add(rule));
    } else {
      rarest(conditions.stream().map(c -> list(byField, c.condition().field())).toList()).add(rule);
    }
  }

  private static int size(Map<Field, Map<String, List<Earlier>>> byText, CheckedCondition keyed) {
    Map<String, List<Earlier>> texts = byText.getOrDefault(keyed.field(), Map.of());
    return keyed.keys().orElseThrow().stream()
        .mapToInt(text -> texts.getOrDefault(text, List.of()).size())
        .sum();
  }

  private static <K> List<Earlier> list(Map<K, List<Earlier>> map, K key) {
    return map.computeIfAbsent(key, k -> new ArrayList<>());
  }

  private static List<Earlier> rarest(List<List<Earlier>> lists) {
    return lists.stream().min(Comparator.comparingInt(List::size)).orElseThrow();
  }

  /** A rule that matches whenever some conditions hold; empty when none is plain to see. */
  Optional<String> covering(List<ReviewedCondition> conditions) {
    return catchAll
        .or(
            () ->
                conditions.stream()
                    .flatMap(c -> byMeaning.getOrDefault(c.meaning(), List.of()).stream())
                    .filter(rule -> holds(conditions, rule))
                    .map(Earlier::id)
                    .findFirst())
        .or(
            () ->
                conditions.stream()
                    .flatMap(this::candidates)
                    .takeWhile(rule -> compared++ < MOST_COMPARED)
                    .filter(rule -> isImplied(conditions, rule))
                    .map(Earlier::id)
                    .findFirst());
  }

  private static boolean holds(List<ReviewedCondition> conditions, Earlier rule) {
    return rule.conditions().stream()
        .allMatch(c -> conditions.stream().anyMatch(b -> b.meaning().equals(c.meaning())));
  }

  private static boolean isImplied(List<ReviewedCondition> conditions, Earlier rule) {
    return rule.conditions().stream()
        .allMatch(c -> conditions.stream().anyMatch(b -> b.implies(c)));
  }

  /** The rules of which a condition may imply the one that they are found by. */
  private Stream<Earlier> candidates(ReviewedCondition condition) {
    Field own = condition.condition().field();
    boolean permission = own == Field.Caller.ROLES || own == Field.Caller.SCOPES;
    Set<Field> fields = permission ? Set.of(own, Field.Caller.PERMISSIONS) : Set.of(own);
    Optional<String> text = condition.condition().keys().map(all -> all.iterator().next());
    return fields.stream()
        .flatMap(
            field ->
                Stream.concat(
                    text
                        .map(
                            key ->
                                byText.getOrDefault(field, Map.of()).getOrDefault(key, List.of()))
                        .orElse(List.of())
                        .stream(),
                    byField.getOrDefault(field, List.of()).stream()));
  }
}
