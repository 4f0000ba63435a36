package io.gatewaystack.validatabl.policy;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules by a text that one of their fields must hold or begin with, so that rules about other
 * tools or other callers are not even tried.
 */
final class RuleIndex {
  private static final int LONGEST = 64;

  private final int field;
  private final Map<String, BitSet> byText = new HashMap<>();
  private final Map<String, BitSet> byBeginning = new HashMap<>();

  /** How long beginnings are, in ascending order. */
  private final NavigableSet<Integer> lengths = new TreeSet<>();

  private final BitSet all = new BitSet();

  /** An index over a field, without rules. */
  RuleIndex(int field) {
    this.field = field;
  }

  /** The texts without one of which a condition cannot hold; empty when there is no such set. */
  static Optional<Set<String>> keys(Condition condition, Field field) {
    if (field instanceof Field.Argument) { // reading these may cost the parsing of a body
      return Optional.empty();
    }
    return switch (condition.operator()) {
      case EQUALS ->
          condition.value() instanceof String text ? Optional.of(Set.of(text)) : Optional.empty();
      case IN ->
          Optional.of(
              ((List<?>) condition.value())
                  .stream().map(String.class::cast).collect(Collectors.toSet()));
      case CONTAINS ->
          field.shape() == Shape.SET
              ? Optional.of(Set.of((String) condition.value()))
              : Optional.empty();
      case NOT_EQUALS, NOT_IN, MATCHES, STARTS_WITH, CIDR, EXISTS, GT, GTE, LT, LTE ->
          Optional.empty();
    };
  }

  /** The text with which a field must begin for a condition to hold; empty when there is none. */
  static Optional<String> beginning(Condition condition, Field field) {
    if (field.shape() != Shape.TEXT || !(condition.value() instanceof String text)) {
      return Optional.empty();
    }
    return switch (condition.operator()) {
      case STARTS_WITH -> Optional.of(text);
      case MATCHES -> Optional.of(TextPattern.of(text).beginning()).filter(b -> !b.isEmpty());
      case EQUALS, NOT_EQUALS, IN, NOT_IN, CONTAINS, CIDR, EXISTS, GT, GTE, LT, LTE ->
          Optional.empty();
    };
  }

  /**
   * Adds a rule by its place in the order of trial and by how a text must begin, of which so much
   * counts that a text need not be cut off at very many lengths.
   */
  void add(int rule, String beginning) {
    String key = beginning.substring(0, Math.min(LONGEST, beginning.length()));
    all.set(rule);
    lengths.add(key.length());
    byBeginning.computeIfAbsent(key, k -> new BitSet()).set(rule);
  }

  /** Adds a rule by its place in the order of trial. */
  void add(int rule, Set<String> keys) {
    all.set(rule);
    for (String key : keys) {
      byText.computeIfAbsent(key, k -> new BitSet()).set(rule);
    }
  }

  /** Adds to the candidates the rules that may match. */
  void mark(Reading reading, BitSet candidates) {
    Fact fact = reading.of(field);
    if (fact instanceof Fact.Text text) {
      mark(text.text(), candidates);
      markBeginnings(text.text(), candidates);
    } else if (fact instanceof Fact.Texts texts) {
      texts.members().forEach(member -> mark(member, candidates));
      texts.more().forEach(member -> mark(member, candidates));
    } else if (fact != Fact.Absent.INSTANCE) {
      candidates.or(all);
    }
  }

  private void mark(String key, BitSet candidates) {
    mark(byText.get(key), candidates);
  }

  private void markBeginnings(String text, BitSet candidates) {
    for (int length : lengths) {
      if (length > text.length()) {
        return;
      }
      mark(byBeginning.get(text.substring(0, length)), candidates);
    }
  }

  private static void mark(@Nullable BitSet rules, BitSet candidates) {
    if (rules != null) {
      candidates.or(rules);
    }
  }
}
